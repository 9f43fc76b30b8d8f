package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// What lists are in force and what waits.
///
/// @param said what has just been done, or why nothing was; empty where nothing was asked
/// @param running what is being fetched now; empty where nothing is
/// @param proposals edits that wait for a second person
/// @param form how somebody changes an entry; empty for those who do not
/// @param keeps whether this reader changes lists
public record Lists(String heading, String lead, Optional<Said> said, Optional<String> running, List<Held> held,
        List<EditLine> proposals, Optional<ListChange> form, List<SourceLine> sources, List<Viewer.Link> more,
        boolean keeps) {

    /// What became of something.
    ///
    /// @param well whether it was done
    public record Said(boolean well, String words) {}

    /// A version that is kept back.
    ///
    /// @param id of the heading, its own on the page
    /// @param rows in force, and held
    /// @param difference the way to the page that compares the two
    /// @param effect the way to the page that says what it would touch, and puts it in force
    /// @param why what was typed as the reason, where it was not taken
    public record Held(String id, String name, String heading, String since, List<String> reasons, List<Size> rows,
            String difference, String effect, String why) {}

    public record Size(String version, String entries) {}

    /// One source.
    ///
    /// @param href the page of the list
    public record SourceLine(String title, String href, String about, String entries, String age, State state,
            String sentence) {}
}
