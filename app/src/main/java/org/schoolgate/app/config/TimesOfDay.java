package org.schoolgate.app.config;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.schoolgate.filters.policy.Timetable.Times;

/// How a part of a day is written.
final class TimesOfDay {

    /// Longer than this is no night but two times the wrong way round.
    private static final Duration LONGEST_NIGHT = Duration.ofHours(12);

    private static final Key<LocalTime> FROM = Key.required("from", Written.TIME, "08:30", "Its first minute.");
    private static final Key<LocalTime> TO = Key.required("to", Written.TIME, "15:45",
            "The minute at which it is over. Where it is earlier than 'from', it is on the day after.");

    static final Keys KEYS = new Keys("a part of the day", FROM, TO);

    private TimesOfDay() {}

    /// Reads it; empty where it is wrong, which is noted.
    static Optional<Times> read(Fields fields) {
        Optional<LocalTime> from = fields.get(FROM);
        Optional<LocalTime> to = fields.get(TO);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (from.equals(to)) {
            fields.place(TO).wrong("from " + from.get() + " to " + to.get() + " is no time at all",
                    "write when it ends; a whole day is {from: 00:00, to: 12:00} and {from: 12:00, to: 00:00}");
            return Optional.empty();
        }
        Times times = new Times(from.get(), to.get());
        if (times.crossesMidnight() && minutes(times) > LONGEST_NIGHT.toMinutes()) {
            fields.place(TO).wrong(to.get() + " is not after " + from.get(),
                    "write the earlier time under 'from', on a 24-hour clock");
            return Optional.empty();
        }
        return Optional.of(times);
    }

    /// Such as "22:00 to 06:00".
    static String text(Times times) {
        return times.from() + " to " + times.to();
    }

    /// How long it is.
    static int minutes(Times times) {
        return Math.floorMod(minute(times.to()) - minute(times.from()), 24 * 60);
    }

    /// The minute of the day.
    static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }
}
