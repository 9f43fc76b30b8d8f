package org.schoolgate.review.store;

import java.time.Instant;

/// One look at flagged accesses.
///
/// @param account the number of the [Account] that looked
/// @param at when
/// @param access the number of the access that was looked at; 0 for a list of them
public record View(long account, Instant at, long access) {}
