package org.schoolgate.blocklists.history;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// One thing that was done with the lists.
///
/// @param at when
/// @param kind what
/// @param list the list, such as `ut1`; for an edit: `edits`
/// @param who who did it
/// @param why their words; empty where they gave none
/// @param version the version of the list it is about; empty where there is none
/// @param before the version that was in force until then; empty where there was none
/// @param entries how many entries the version has; for an edit: 0
/// @param edit the number of the edit it is about
/// @param notes sentences beside it: why a version is held, which entry an edit is about
public record Event(Instant at, Kind kind, String list, Who who, String why, String version, String before,
        long entries, OptionalInt edit, List<String> notes) {

    private static final int MOST_NOTES = 20;

    public Event {
        why = Words.bounded(why);
        notes = notes.stream().limit(MOST_NOTES).map(Words::bounded).toList();
    }

    /// What can be done with lists.
    public enum Kind {
        /// A version came into force from a file.
        IMPORTED("imported"),
        /// A version came into force that the gateway had fetched.
        FETCHED("fetched"),
        /// A version waits for a person.
        HELD("held"),
        /// A person has put in force what was held.
        RELEASED("released"),
        /// A person has deleted what was held.
        DROPPED("dropped"),
        /// An older version came into force again.
        ROLLED_BACK("rolled back"),
        /// A file was not taken.
        REFUSED("refused"),
        /// An edit came into force.
        EDITED("edited"),
        /// An edit is in force no longer, as somebody has undone it.
        UNDONE("undone"),
        /// An edit is in force no longer, as its time was over.
        EXPIRED("expired"),
        /// An edit waits for a second person.
        PROPOSED("proposed"),
        /// A second person has put an edit in force.
        APPROVED("approved"),
        /// A second person has said no.
        DECLINED("declined"),
        /// Whoever had proposed an edit wants it no longer, or it is tried out no longer.
        WITHDRAWN("withdrawn"),
        /// An edit is tried out.
        IN_SHADOW("in shadow"),
        /// What was tried out is made in earnest.
        TAKEN("taken"),
        /// An edit stays, until another day.
        KEPT("kept");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /// As pages and commands call it.
        public String text() {
            return text;
        }
    }
}
