package org.schoolgate.review.web.view;

import java.util.List;

/// An edit of the school's own lists, in words ready to print.
///
/// @param called such as "Edit 12"
/// @param what such as "chess.example into “Games”"
/// @param facts who, when, why, until when
/// @param mayAnswer whether this reader may agree or decline
/// @param isOwn whether it waits, and this reader proposed it
/// @param mayTakeBack whether this reader may take it back
/// @param tried the way to what it would have done, where it is only tried out; else empty text
/// @param why what was typed as the reason, where it was not taken
public record EditLine(int number, String called, String what, State state, List<String> facts, boolean mayAnswer,
        boolean isOwn, boolean mayTakeBack, String tried, String why) {}
