package org.schoolgate.review;

import java.util.Optional;

/// Changes what the lists say of a site, for the pages of the review site. Any thread may call; each call may wait for the disk.
public interface ListEdits {

    /// Takes a site, with all that is below it, out of a category that lists it.
    ///
    /// @param host the site; with a path where the entry that lists it has one
    /// @param category its slug; empty for all that list it
    /// @param who by what name people are told that it was, and `why`
    Outcome open(String host, Optional<String> category, String who, String why);

    /// Puts a site into another category.
    ///
    /// @param from the slug of the category that it is taken out of; empty text where no list names it
    /// @param to the slug of the other
    Outcome recategorise(String host, String from, String to, String who, String why);

    /// A second person says whether a change that waits for them comes into force.
    ///
    /// @param number of the change
    Outcome second(long number, boolean yes, String who, String why);

    /// What became of a change that waited for a second person.
    Progress progress(long number);

    /// What became of asking for a change.
    sealed interface Outcome {

        /// It is in force within a second, or was before.
        record InForce() implements Outcome {}

        /// It opens something that nobody opens alone: it waits for a second person, under a number.
        record NeedsSecondPerson(long number) implements Outcome {}

        /// It is not done.
        ///
        /// @param sentence why, and what to do, as a whole sentence
        record Refused(String sentence) implements Outcome {}
    }

    /// How far a change is.
    enum Progress {
        /// It waits for a second person.
        WAITING,
        /// It is in force.
        IN_FORCE,
        /// It was declined, or is not known any more.
        GONE
    }
}
