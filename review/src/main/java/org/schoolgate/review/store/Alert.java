package org.schoolgate.review.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is to be told at once, of a record or of all of them.
///
/// @param topic whom and what it is about, for the store alone
/// @param at when it happened
/// @param quiet for how long people are not told of the same topic again
/// @param messages one for each recipient
public record Alert(String topic, Instant at, Duration quiet, List<Message> messages) {

    public Alert {
        messages = List.copyOf(messages);
    }
}
