package org.schoolgate.review.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// One check of the filter, as whoever made it wrote it down. It never changes; what was wrong is said by a second one.
///
/// @param id its number; 0 before it is kept
/// @param account the number of the account that wrote it down
/// @param at when it was written down
/// @param day when it was made
/// @param device on which device, and where
/// @param people for whom: a group of people
/// @param tried what was asked for
/// @param found what came of it
/// @param follows what is done about it
/// @param corrects the number of the check that this one is in place of
public record FilterCheck(long id, long account, Instant at, LocalDate day, String device, String people, String tried,
        String found, String follows, Optional<Long> corrects) {}
