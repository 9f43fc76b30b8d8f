package org.schoolgate.filters.decision;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What goes with a rule's answer beside the verdict: how it is asked, how much of it there is in a day, from when on it
/// counts. It says nothing about what anyone has used up; whoever keeps count of people does that.
///
/// @param asking how the question of a coached answer is put; empty where nothing is asked
/// @param quota how long the rule's subject may be used in a day; empty without bound
/// @param from from how many pages on its answers are recorded; empty from the first
/// @param shadow what a rule in shadow would have answered instead; empty where none would
public record Terms(Optional<Asking> asking, Optional<Quota> quota, Optional<Threshold> from,
        Optional<Shadow> shadow) {

    /// Nothing goes with it.
    public static final Terms NONE = new Terms(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// A question as it is put where the rule says no more.
    public static final Terms ASKED = new Terms(Optional.of(Asking.STANDARD), Optional.empty(), Optional.empty(),
            Optional.empty());

    /// What goes with a verdict where the rule says no more.
    public static Terms of(Verdict verdict) {
        return verdict == Verdict.COACH ? ASKED : NONE;
    }

    /// Whether nothing goes with it.
    public boolean isNothing() {
        return asking.isEmpty() && quota.isEmpty() && from.isEmpty() && shadow.isEmpty();
    }

    /// The same, where a rule in shadow would have answered.
    public Terms under(Shadow other) {
        return new Terms(asking, quota, from, Optional.of(other));
    }

    /// How it is asked whether something is for work.
    ///
    /// @param opensFor how long the site opens for whoever has answered; never beyond the hour in which it was asked
    /// @param words whether an answer needs a few words
    public record Asking(Duration opensFor, boolean words) {

        public static final Asking STANDARD = new Asking(Duration.ofMinutes(15), true);
    }

    /// How much of something there is for each person in a day.
    ///
    /// @param minutes how many minutes; one counts in which at least one page was asked for
    /// @param zone whose midnight it is
    public record Quota(int minutes, ZoneId zone) {

        /// The day in which a moment lies.
        public LocalDate day(Instant at) {
            return at.atZone(zone).toLocalDate();
        }

        /// When the day ends in which a moment lies.
        public Instant midnight(Instant at) {
            return day(at).plusDays(1).atStartOfDay(zone).toInstant();
        }
    }

    /// From how many pages of their own within a time on anything is recorded.
    public record Threshold(int times, Duration within) {}

    /// What a rule in shadow would have answered.
    public record Shadow(String rule, Verdict verdict) {}
}
