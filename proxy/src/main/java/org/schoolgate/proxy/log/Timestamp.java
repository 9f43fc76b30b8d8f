package org.schoolgate.proxy.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;

/// Writes moments as `2026-06-16T10:05:00.042+01:00`, in one zone. For one thread.
///
/// Date and offset are kept as text for as long as they stay the same, usually for a day; within it nothing is
/// allocated.
final class Timestamp {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX", Locale.ROOT);

    private final ZoneId zone;
    private String date = "";
    private String offset = "";
    /// The seconds for which date and offset hold, the last one not among them, and the second of the day at the first.
    private long from;
    private long to;
    private int secondOfDay;

    Timestamp(ZoneId zone) {
        this.zone = zone;
    }

    void write(Instant at, StringBuilder out) {
        if (at.getEpochSecond() < from || at.getEpochSecond() >= to) {
            turnTo(at);
        }
        int second = secondOfDay + (int) (at.getEpochSecond() - from);
        out.append(date);
        Digits.padded(second / 3_600, 2, '0', out);
        out.append(':');
        Digits.padded(second / 60 % 60, 2, '0', out);
        out.append(':');
        Digits.padded(second % 60, 2, '0', out);
        out.append('.');
        Digits.padded(at.getNano() / 1_000_000, 3, '0', out);
        out.append(offset);
    }

    private void turnTo(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        date = DATE.format(local);
        offset = OFFSET.format(local);
        from = at.getEpochSecond() - local.toLocalTime().toSecondOfDay();
        secondOfDay = 0;
        to = from + 86_400;
        ZoneOffsetTransition before = zone.getRules().previousTransition(at.plusNanos(1));
        if (before != null && before.toEpochSecond() > from) {
            secondOfDay = (int) (before.toEpochSecond() - from);
            from = before.toEpochSecond();
        }
        ZoneOffsetTransition after = zone.getRules().nextTransition(at);
        if (after != null && after.toEpochSecond() < to) {
            to = after.toEpochSecond();
        }
    }
}
