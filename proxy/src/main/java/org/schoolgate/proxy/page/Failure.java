package org.schoolgate.proxy.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a page about a fault shows.
///
/// @param school the school's name
/// @param title the heading
/// @param site the host that was asked for; null where it is not known, or the sentence has no use for it
/// @param sentence what happened, in one plain sentence
/// @param steps what to do, the likeliest first
/// @param reference what people read out to each other
/// @param when day and time in words, in the school's zone
/// @param token the error type of RFC 9209
/// @param status the HTTP status
public record Failure(
        String school,
        String title,
        @Nullable String site,
        String sentence,
        List<String> steps,
        String reference,
        String when,
        String token,
        int status) {}
