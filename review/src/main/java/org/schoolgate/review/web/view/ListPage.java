package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;
import org.schoolgate.review.web.view.OneCase.Choice;

/// One list.
///
/// @param facts label and value
/// @param versions those that are kept, the newest first
/// @param older those that may be put in force again
/// @param compare those that may be compared
/// @param mapping the publisher's categories with ours
/// @param doings what this reader may do with it beside that; none for those who change nothing
/// @param keeps whether this reader changes lists
/// @param why what was typed as the reason, where it was not taken
public record ListPage(String name, String heading, State state, String sentence, Optional<Lists.Said> said,
        List<Fact> facts, Optional<Lists.Held> held, List<Line> versions, List<Choice> older, List<Choice> compare,
        List<Mapped> mapping, Optional<Columns> sizes, Optional<Columns> hits, List<Choice> doings, boolean keeps,
        String why) {

    /// Whether its first version waits where somebody switches it on, as nothing of it was ever in force.
    public boolean isNew() {
        return versions.isEmpty() && doings.stream().anyMatch(one -> one.value().equals("on"));
    }

    public record Fact(String label, String value) {}

    public record Line(String name, String imported, String entries, boolean inForce) {}

    /// One category of the publisher’s.
    ///
    /// @param theirs as the publisher calls it
    public record Mapped(String theirs, String ours) {}
}
