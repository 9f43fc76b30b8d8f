package org.schoolgate.review.store;

import java.time.Instant;
import java.util.List;

/// What is to be told at once of one record.
///
/// @param topic whom and what it is about, for the store alone: of one topic people are told once in ten minutes
/// @param at when it was asked for
/// @param messages one for each recipient
public record Alert(String topic, Instant at, List<Message> messages) {

    public Alert {
        messages = List.copyOf(messages);
    }
}
