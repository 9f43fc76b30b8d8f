package org.schoolgate.blocklists.fetch;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times, sizes and shares as people write them: `12 hours`, `200 MB`, `10 %`.
final class Amounts {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,6}) ?([a-zA-Z%]+)");

    private Amounts() {}

    /// Seconds, minutes, hours or days.
    static Optional<Duration> time(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "second", "seconds", "s" -> Optional.of(Duration.ofSeconds(number));
            case "minute", "minutes", "min" -> Optional.of(Duration.ofMinutes(number));
            case "hour", "hours", "h" -> Optional.of(Duration.ofHours(number));
            case "day", "days" -> Optional.of(Duration.ofDays(number));
            default -> Optional.empty();
        };
    }

    static String text(Duration time) {
        if (time.toSeconds() % 86_400 == 0) {
            return number(time.toDays(), "day");
        }
        if (time.toSeconds() % 3600 == 0) {
            return number(time.toHours(), "hour");
        }
        return time.toSeconds() % 60 == 0 ? number(time.toMinutes(), "minute") : number(time.toSeconds(), "second");
    }

    /// A time that has passed, in its largest unit and rounded down: `3 hours`.
    static String about(Duration time) {
        if (time.toDays() > 0) {
            return number(time.toDays(), "day");
        }
        return time.toHours() > 0 ? number(time.toHours(), "hour") : number(Math.max(0, time.toMinutes()), "minute");
    }

    private static String number(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    /// Bytes of KB, MB or GB, of 1024 each.
    static Optional<Long> bytes(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "KB" -> Optional.of(number << 10);
            case "MB" -> Optional.of(number << 20);
            case "GB" -> Optional.of(number << 30);
            default -> Optional.empty();
        };
    }

    static String text(long bytes) {
        if (bytes > 0 && bytes % (1 << 30) == 0) {
            return (bytes >> 30) + " GB";
        }
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MB" : (bytes >> 10) + " KB";
    }

    /// Bytes for reading: `3.7 MB`.
    static String shown(long bytes) {
        return bytes < 1 << 20
                ? Math.ceilDiv(bytes, 1 << 10) + " KB"
                : String.format(Locale.UK, "%.1f MB", bytes / 1048576.0);
    }

    static Optional<Integer> percent(String text) {
        Matcher amount = AMOUNT.matcher(text);
        return amount.matches() && amount.group(2).equals("%")
                ? Optional.of(Integer.parseInt(amount.group(1)))
                : Optional.empty();
    }
}
