package org.schoolgate.review.store;

import java.time.Instant;

/// That lists no longer put an address into a category by which a record of it was decided.
///
/// @param category its slug
/// @param at since when, as far as the gateway knows
/// @param by what was in force then: the version of policy and lists
public record Correction(String category, Instant at, String by) {}
