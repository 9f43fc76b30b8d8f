package org.schoolgate.review.lists;

import java.time.Instant;
import java.util.Optional;

/// Something that happened to lists.
///
/// @param what in words, such as "put in force"
/// @param list its name; empty for an edit
/// @param detail versions and counts, in words
public record Event(Instant at, String what, Optional<String> list, Optional<String> who, Optional<String> why,
        String detail) {}
