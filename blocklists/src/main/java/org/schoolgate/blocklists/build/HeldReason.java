package org.schoolgate.blocklists.build;

/// Why a version of a list waits for a person.
///
/// @param kind which of the guards has spoken
/// @param sentence what it found, for people
public record HeldReason(Kind kind, String sentence) {

    /// The guards.
    public enum Kind {
        /// It is the first of its list, and somebody wants to see first what it would touch.
        NEW,
        /// It has lost more entries than its guard allows.
        SHRANK,
        /// It has gained more.
        GREW,
        /// Too many of its lines are wrong.
        BAD_LINES,
        /// It newly names what is protected.
        PROTECTED,
        /// It is the very content from which somebody has gone back to an older version.
        ROLLED_BACK
    }
}
