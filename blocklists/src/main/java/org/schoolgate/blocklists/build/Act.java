package org.schoolgate.blocklists.build;

import java.util.Arrays;
import java.util.Optional;

/// What a line of the file of edits does.
enum Act {
    /// Puts an entry into a category.
    ADD("add", false),
    /// Takes an entry out of a category.
    REMOVE("remove", false),
    /// Would put in, once a second person has approved it.
    PROPOSE_ADD("propose-add", false),
    /// Would take out, once a second person has approved it.
    PROPOSE_REMOVE("propose-remove", false),
    /// Would put in; is only tried out.
    SHADOW_ADD("shadow-add", false),
    /// Would take out; is only tried out.
    SHADOW_REMOVE("shadow-remove", false),
    /// Ends the trial of an edit, as it is made in earnest by the lines beside.
    TAKE("take", true),
    /// Ends an edit.
    UNDO("undo", true),
    /// Would end an edit, once a second person has approved it.
    PROPOSE_UNDO("propose-undo", true),
    /// Puts a proposal in force.
    APPROVE("approve", true),
    /// Ends a proposal, by a second person.
    DECLINE("decline", true),
    /// Ends a proposal, by whoever made it; or what is tried out, by anybody.
    WITHDRAW("withdraw", true),
    /// Gives an edit other dates.
    KEEP("keep", true);

    private final String word;
    private final boolean refers;

    Act(String word, boolean refers) {
        this.word = word;
        this.refers = refers;
    }

    /// As the file calls it.
    String word() {
        return word;
    }

    /// Whether it is about an edit that stands before it; else about an entry.
    boolean refers() {
        return refers;
    }

    /// Whether it puts an entry in, or would.
    boolean adds() {
        return this == ADD || this == PROPOSE_ADD || this == SHADOW_ADD;
    }

    static Optional<Act> of(String word) {
        return Arrays.stream(values()).filter(act -> act.word.equals(word)).findFirst();
    }
}
