package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Optional;
import org.schoolgate.review.plea.Decided;
import org.schoolgate.review.plea.Said;

/// What somebody said of a closed site, with what became of it. Who said it is kept nowhere.
///
/// @param reference what people read out to each other
/// @param at when it was said first
/// @param from of which group that was
/// @param neededAt when the lesson begins
/// @param asked how often it was said by the same device, within an hour each time
/// @param repeated whether the site had been said of before, and kept closed
/// @param change the number of the change of lists that waits for a second person
/// @param decision what was decided, or proposed while it waits for a second person; empty before
/// @param decidedBy the number of the account
public record Plea(long id, String reference, Instant at, From from, Optional<Instant> neededAt, Said said, long asked,
        boolean repeated, State state, Optional<Long> change, Optional<Decided> decision, Optional<Long> decidedBy,
        Optional<Instant> decidedAt) {

    /// How far it is.
    public enum State {
        WAITING, SECOND, OPENED, RECATEGORISED, KEPT;

        /// Whether nothing has been decided yet.
        public boolean waits() {
            return this == WAITING || this == SECOND;
        }

        static State of(Decided.Outcome outcome) {
            return switch (outcome) {
                case OPENED -> OPENED;
                case RECATEGORISED -> RECATEGORISED;
                case KEPT -> KEPT;
            };
        }
    }

    /// Of which group somebody was.
    ///
    /// @param pupil whether they are pupils
    public record From(String group, String title, boolean pupil) {}

    /// The reference alone.
    @Override
    public String toString() {
        return "Plea[" + reference + ", " + state + "]";
    }
}
