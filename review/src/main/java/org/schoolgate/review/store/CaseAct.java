package org.schoolgate.review.store;

import java.time.Instant;

/// What somebody did with a case, with a victim's record, with a plea, with an entry of a register, or with lists.
///
/// @param id its own number; the chain has an entry about it
/// @param account the number of the account that did it
/// @param words what they wrote, or what it was about; empty text once it is destroyed
/// @param kept whether what was written is still there
public record CaseAct(long id, long account, Instant at, Kind kind, String words, boolean kept) {

    /// What can be done.
    public enum Kind {
        /// Opened, with the reason.
        OPENED,
        /// Whom it is about was written down, or taken away again: the name.
        NAMED,
        /// An incident was added: its number.
        LINKED,
        /// Given to somebody: the number of the account.
        GAVE,
        /// A note.
        NOTED,
        /// A file was added: its SHA-256, a space, and its name.
        ATTACHED,
        /// Whoever it is about was told.
        TOLD,
        /// What the person says to it was written down: a [org.schoolgate.review.casework.Reply].
        REPLIED,
        /// Nothing of it may be destroyed, with the reason.
        HELD,
        /// The hold was lifted, with the reason.
        RELEASED,
        /// An outcome was proposed that needs a second person: the outcome, a space, and the reason.
        PROPOSED,
        /// Whoever proposed it took it back, with the reason.
        WITHDREW,
        /// A second person agreed, which ends the case: the outcome, a space, and what they say to it.
        AGREED,
        /// A second person did not agree, with the reason.
        DECLINED,
        /// Decided by one person: the outcome, a space, and the reason.
        DECIDED,
        /// Opened again, with the reason.
        REOPENED,
        /// A victim's record was lodged: a [org.schoolgate.review.casework.Lodging].
        LODGED,
        /// A victim's record was added to a case: what people call it.
        RECORDED,
        /// A victim's record became part of a case: what people call the case.
        JOINED,
        /// Somebody asks that a victim's record be destroyed, with the reason.
        DOOMED,
        /// It is not, with the reason.
        SPARED,
        /// It was destroyed: the reasons of both. They stay.
        DESTROYED,
        /// An entry of a register was made: a [org.schoolgate.review.register.Content].
        ENTERED,
        /// Somebody said that a closed site should be open: a [org.schoolgate.review.plea.Said]. By the gateway itself.
        PLEADED,
        /// What becomes of a plea was decided: a [org.schoolgate.review.plea.Decided]. The same stands in `PROPOSED` where a second person
        /// has to agree.
        ANSWERED,
        /// Something was done with lists: what, and why.
        LISTED
    }

    /// The number alone: what people wrote belongs in no log.
    @Override
    public String toString() {
        return "CaseAct[" + id + ", " + kind + "]";
    }
}
