package org.schoolgate.review.lists;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.review.store.Sorting;

/// The lists, as the pages for IT ask after them and change them.
///
/// Any thread may call. Each call may wait for the disk for some 100 ms; [#effect] asks about all that was asked for in a week, and
/// [#difference] and [#export] read whole lists. Of sealed categories nothing gives an entry.
public interface ListKeeping {

    /// What is in force and what waits.
    Overview overview();

    /// One list with its versions.
    Optional<OneList> list(String name);

    /// What was asked for today and no list knows: new names first, then the most asked for.
    ///
    /// @param most so many at most
    List<NewSite> unlisted(int most);

    /// Which lists say what of a site, and which edits are about it.
    ///
    /// @param typed as somebody typed it: a name, an address, a page
    /// @return empty where it is none of them
    Optional<About> about(String typed);

    /// What a change would have touched in the last week, had it been in force.
    ///
    /// @throws Refused where it cannot be made at all
    Effect effect(Change change) throws Refused;

    /// What an edit that is tried out would have touched in the last week, had it been in force.
    ///
    /// @throws Refused where it is tried out no longer, or would change nothing by now
    Effect effect(int edit) throws Refused;

    /// What another version of a list would have touched in the last week, had it been in force. It may take some seconds, and one is found
    /// out at a time.
    ///
    /// @param version one that is kept, or `held`
    /// @param rests what records rest on
    /// @throws Refused where there is no such version, or too many ask at once
    Tried effect(String name, String version, List<Sorting> rests) throws Refused;

    /// Makes a change, or proposes it where it opens something that nobody opens alone.
    ///
    /// @throws Refused where it cannot be made, or would change nothing
    Made make(Change change, Act act) throws Refused;

    /// Tries a change out: it is written down and changes no answer, until somebody takes it.
    ///
    /// @throws Refused where it cannot be made, or would change nothing
    Made tryOut(Change change, Act act) throws Refused;

    /// Makes many changes at once, each a line as somebody pasted it: `entry`, `entry,category`, or
    /// `entry,category,reason,date`; the sixth column says for which groups.
    ///
    /// @param category for lines without one
    /// @param groups the names of the groups that lines are for that say none; none: everybody
    /// @param all whether nothing is done where one line cannot be
    /// @throws Refused where the whole is too long, or no line can be read
    Pasted paste(String text, Optional<String> category, Set<String> groups, boolean all, Act act) throws Refused;

    /// Edits, the latest first.
    ///
    /// @param containing a part of the entry, the category's title, the reason, or the name of who made it, in any case; empty text for all
    /// @param before those with a smaller number alone; 0 for the latest
    /// @param most so many at most
    List<Edited> edits(String containing, int before, int most);

    /// Edits that somebody should look at again by today: in force, and their day has come or they name a group which is not there any
    /// more; or tried out for a week.
    List<Edited> due(int most);

    /// Puts a proposal in force, declines it, takes back an edit, or makes in earnest what is tried out.
    ///
    /// @return the number of the edit that holds now: of one that is made in earnest another, else the same
    /// @throws Refused where it is not there, is settled already, or the same person proposed it
    int settle(int edit, Settling how, Act act) throws Refused;

    /// Does something with a list or with what of it is held.
    ///
    /// @param version for [Doing#ROLL_BACK]: which one; for all others it is passed over
    /// @throws Refused where that cannot be
    void list(String name, Doing what, Optional<String> version, Act act) throws Refused;

    /// What differs between two versions of a list; one of them may be `held`.
    ///
    /// @param most so many lines at most
    /// @throws Refused where one of them is not there
    Difference difference(String name, String from, String to, int most) throws Refused;

    /// What happened, the latest first.
    ///
    /// @param name of one list; empty for all
    /// @param skip so many of the latest are left out
    List<Event> history(Optional<String> name, int skip, int most);

    /// Lists in force, edits and history, as a ZIP archive.
    void export(OutputStream out) throws IOException;

    /// What is wrong, in a sentence for whoever asked.
    final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        /// For a sentence.
        ///
        /// @param sentence what is wrong and what to do instead
        public Refused(String sentence) {
            super(sentence);
        }

        public String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
