package org.schoolgate.review.store;

import java.time.LocalDate;

/// How many flagged accesses one day has.
///
/// @param day the day in the school's time zone
/// @param accesses how many, at least 1
public record DayCount(LocalDate day, long accesses) {}
