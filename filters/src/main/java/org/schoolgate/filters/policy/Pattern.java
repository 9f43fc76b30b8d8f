package org.schoolgate.filters.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/// What must be so beside one access. What is empty is not asked for.
///
/// @param often so many by one device
/// @param afterBlock something else was closed to the same device no longer ago than this
/// @param between the time of day
public record Pattern(Optional<Often> often, Optional<Duration> afterBlock, Optional<Between> between) {

    /// One access is enough.
    public static final Pattern NONE = new Pattern(Optional.empty(), Optional.empty(), Optional.empty());

    /// The longest time that a pattern may reach back.
    public static final Duration LONGEST = Duration.ofHours(24);

    /// So many accesses of a watch by one device.
    ///
    /// @param times 2 to 1,000
    /// @param within 24 hours at most
    public record Often(int times, Duration within) {}

    /// A part of each day in the school's time zone: `from` is within it, `to` is not. It may go on past midnight.
    public record Between(LocalTime from, LocalTime to) {

        public boolean contains(LocalTime time) {
            boolean begun = !time.isBefore(from);
            boolean goesOn = time.isBefore(to);
            return from.isBefore(to) ? begun && goesOn : begun || goesOn;
        }
    }

    /// Whether what came before must be known.
    public boolean looksBack() {
        return often.isPresent() || afterBlock.isPresent();
    }

    /// Whether the time of day fits.
    public boolean fits(Instant at, ZoneId zone) {
        return between.isEmpty() || between.get().contains(at.atZone(zone).toLocalTime());
    }
}
