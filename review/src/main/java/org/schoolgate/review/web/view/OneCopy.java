package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// One copy for a person, before it is taken.
///
/// @param accesses how many there are; empty once nothing of that time is kept
/// @param most how many a copy holds at most
/// @param decided how many cases are in it
/// @param leftOut how many cases are not, as they are not decided or are on hold
/// @param taken when it was taken, a sentence each
public record OneCopy(long id, String reference, String why, String first, String last, Optional<String> accesses,
        String most, long decided, long leftOut, List<String> taken) {}
