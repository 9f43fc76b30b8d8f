package org.schoolgate.review.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.policy.Severity;

/// What is to be told at once, of a record or of all of them.
///
/// @param topic whom and what it is about, for the store alone
/// @param at when it happened
/// @param quiet for how long nobody is told of the same topic again, unless it is more severe
/// @param severity how soon somebody should look
/// @param about the number of the record; empty where it is about all of them
/// @param lookBack what must have come before; empty where nothing must
/// @param messages one for each receiver
public record Alert(String topic, Instant at, Duration quiet, Severity severity, Optional<Long> about,
        Optional<LookBack> lookBack, List<Message> messages) {

    public Alert {
        messages = List.copyOf(messages);
    }

    /// What is to be told of no one record.
    public static Alert ofAll(String topic, Instant at, Duration quiet, List<Message> messages) {
        return new Alert(topic, at, quiet, Severity.NOTICE, Optional.empty(), Optional.empty(), messages);
    }

    /// What must have come before, of the same topic.
    ///
    /// @param kept for how long what is counted is kept
    /// @param times how many there must be within [#within], this one with them; 1 where one is enough
    /// @param within how far back they are counted
    /// @param afterBlock how long ago something else may have been closed; empty where nothing needs to have been
    public record LookBack(Duration kept, int times, Duration within, Optional<Duration> afterBlock) {}
}
