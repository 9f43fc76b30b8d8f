package org.schoolgate.review.chain;

/// Something that does not fit.
///
/// @param kind what it is
/// @param seq the entry it is about; 0 where it is about none
/// @param about the number of the record it is about; 0 where it is about none
/// @param sentence for people
public record Finding(Kind kind, long seq, long about, String sentence) {

    /// What can be found.
    public enum Kind {
        /// A record is not what it was when it was written.
        RECORD_CHANGED,
        /// A record is gone, and no entry says that it was destroyed on purpose.
        RECORD_GONE,
        /// A record that no entry speaks of, or one that should have been destroyed.
        RECORD_ADDED,
        /// An entry of the chain is not what it was, or does not follow the one before.
        ENTRY_CHANGED,
        /// Entries are missing from the middle of the chain.
        ENTRIES_GONE,
        /// The chain ends before a checkpoint says it did.
        CUT_OFF,
        /// A checkpoint of ours that its key has not signed, or that cannot be read.
        CHECKPOINT_FORGED,
        /// A checkpoint that is signed, and does not fit the chain.
        CHECKPOINT_DIFFERS,
        /// What people wrote of their acts could not be read, and so not be held against the chain.
        WORDS_UNREAD,
        /// A key for which the key before has not vouched.
        KEY_UNKNOWN
    }
}
