package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Optional;
import org.schoolgate.review.register.Content;

/// One entry of a register.
///
/// @param id nobody can guess it
/// @param number within its register
/// @param begins from when it holds
/// @param ends until when; not within it
/// @param byTwo whether a second person has to agree before it holds
/// @param enteredBy the number of an account
/// @param granted whether it holds, or held, as far as people have a say in it
/// @param answer what a second person did, where one has
/// @param withdrawn who withdrew it and when
public record RegisterEntry(long id, int number, Content content, Instant begins, Instant ends, boolean byTwo,
        long enteredBy, Instant enteredAt, boolean granted, Optional<By> answer, Optional<By> withdrawn) {

    /// Who did something, and when.
    public record By(long account, Instant at) {}

    /// How it stands at a moment.
    public enum State {
        /// It waits for a second person's word.
        WAITING,
        /// A second person said no.
        DECLINED,
        /// It is to come.
        TO_COME, IN_FORCE,
        /// Its time, or the day of its review, has passed.
        OVER, WITHDRAWN
    }

    public State state(Instant now) {
        if (withdrawn.isPresent()) {
            return State.WITHDRAWN;
        }
        if (byTwo && answer.isPresent() && !granted) {
            return State.DECLINED;
        }
        if (!now.isBefore(ends)) {
            return State.OVER;
        }
        return !granted ? State.WAITING : now.isBefore(begins) ? State.TO_COME : State.IN_FORCE;
    }

    /// "P3".
    public String called() {
        return content.register().called(number);
    }

    /// The number alone.
    @Override
    public String toString() {
        return "RegisterEntry[" + called() + "]";
    }
}
