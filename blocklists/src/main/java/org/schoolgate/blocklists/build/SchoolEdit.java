package org.schoolgate.blocklists.build;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.history.Who;

/// An edit of the school's, or the proposal of one, with all that has become of it.
///
/// @param number what it is called: the number of its line
/// @param at when it was made
/// @param kind what it does
/// @param entry the entry as a person writes it; empty where it is in a sealed category, or in none that is there still. Of an
///              undoing: of the edit that it would end
/// @param category the category's slug
/// @param groups the names of the groups that it is for, sorted; none: everybody
/// @param astray what is to be told of it, as it names groups that are not there any more, or a category that has been locked since
/// @param undoes the number of the edit that it would end; 0 where it is none of that kind
/// @param act the number of the first of those that are one act with it, such as both halves of moving an entry from one
///            category to another
/// @param who who made it
/// @param why their words; empty where they gave none
/// @param until when it ends by itself
/// @param review the day on which somebody should look at it again
/// @param state whether it is in force
/// @param since since when it has been in force; empty where it never was
/// @param approved who has approved it, where that was needed and has happened
/// @param ended what has ended it
public record SchoolEdit(int number, Instant at, Kind kind, Optional<String> entry, String category,
        List<String> groups,
        Optional<String> astray, int undoes, int act, Who who, String why, Optional<Instant> until,
        Optional<LocalDate> review, State state, Optional<Instant> since,
        Optional<Deed> approved, Optional<Deed> ended) {

    /// What an edit does.
    public enum Kind {
        /// It puts an entry into a category.
        ADD,
        /// It takes an entry out of a category.
        REMOVE,
        /// It would end an edit.
        UNDO
    }

    /// How it stands with an edit.
    public enum State {
        /// It holds.
        IN_FORCE,
        /// It waits for a second person.
        PROPOSED,
        /// It is only tried out: what it would have done is found out from counts.
        IN_SHADOW,
        /// It was tried out, and is made in earnest by another edit.
        TAKEN,
        /// Somebody has ended it.
        UNDONE,
        /// Its time was over.
        EXPIRED,
        /// A second person has said no.
        DECLINED,
        /// Whoever proposed it wants it no longer, or it has been tried out for long enough.
        WITHDRAWN
    }

    /// Something that somebody did to it.
    public record Deed(Instant at, Who who, String why) {}
}
