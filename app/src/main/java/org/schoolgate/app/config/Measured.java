package org.schoolgate.app.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How durations and sizes are written: a number and its unit.
final class Measured {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,9}) ?([A-Za-z]*)");

    private static final List<Unit> TIMES = List.of(new Unit("ms", 1), new Unit("s", 1_000), new Unit("m", 60_000),
            new Unit("h", 3_600_000));
    private static final List<Unit> SIZES = List.of(new Unit("B", 1), new Unit("KiB", 1L << 10),
            new Unit("MiB", 1L << 20), new Unit("GiB", 1L << 30));

    private record Unit(String name, long factor) {}

    private Measured() {}

    /// A duration between two others, both of them within it.
    static Shape<Duration> duration(String least, String most) {
        long from = amount(least, TIMES).orElseThrow();
        long to = amount(most, TIMES).orElseThrow();
        return Piece.of("a duration from " + least + " to " + most + ", like 30s or 5m", "^[0-9]{1,9} ?(ms|s|m|h)$",
                (text, value) -> {
                    Optional<Long> millis = amount(text, TIMES);
                    if (millis.isEmpty()) {
                        value.wrong(value.shown() + " is not a duration",
                                "write a number with its unit (ms, s, m or h), like 30s");
                    } else if (millis.get() < from || millis.get() > to) {
                        value.wrong(value.shown() + " is out of bounds",
                                "write a duration from " + least + " to " + most);
                        return Optional.empty();
                    }
                    return millis.map(Duration::ofMillis);
                });
    }

    /// A number of bytes between two others, both of them within it.
    static Shape<Long> size(String least, String most) {
        long from = amount(least, SIZES).orElseThrow();
        long to = amount(most, SIZES).orElseThrow();
        return Piece.of("a size from " + least + " to " + most + ", like 64 KiB", "^[0-9]{1,9} ?(B|KiB|MiB|GiB)$",
                (text, value) -> {
                    Optional<Long> bytes = amount(text, SIZES);
                    if (bytes.isEmpty()) {
                        value.wrong(value.shown() + " is not a size",
                                "write a number with its unit (B, KiB, MiB or GiB), like 64 KiB");
                    } else if (bytes.get() < from || bytes.get() > to) {
                        value.wrong(value.shown() + " is out of bounds", "write a size from " + least + " to " + most);
                        return Optional.empty();
                    }
                    return bytes;
                });
    }

    private static Optional<Long> amount(String text, List<Unit> units) {
        Matcher parts = NUMBER_AND_UNIT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        return units.stream()
                .filter(unit -> unit.name().equals(parts.group(2)))
                .map(unit -> number * unit.factor())
                .findFirst();
    }
}
