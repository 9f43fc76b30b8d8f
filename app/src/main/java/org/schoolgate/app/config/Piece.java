package org.schoolgate.app.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A value that is one piece of text, whatever is in it.
///
/// @param words what it is, such as "a time of day, like 08:30"
/// @param schema the same for editors
/// @param reading reads the text; where it is wrong, notes that at the value and gives empty
record Piece<T>(String words, Map<String, Object> schema, BiFunction<String, Value, Optional<T>> reading)
        implements
            Shape<T> {

    /// Puts the schema in an order, so that it is always written the same.
    Piece {
        schema = Collections.unmodifiableSortedMap(new TreeMap<>(schema));
    }

    /// A piece of text with a pattern (a regular expression, as JSON schemas have them) for editors.
    static <T> Piece<T> of(String words, String pattern, BiFunction<String, Value, Optional<T>> reading) {
        return new Piece<>(words, Map.of("type", "string", "pattern", pattern), reading);
    }

    /// A piece of text that is read, or not; where not, the message is "'…' is not WORDS".
    static <T> Piece<T> plain(String noun, String example, String pattern,
            Function<String, Optional<T>> reading) {
        return of(noun + ", like " + example, pattern, (text, value) -> {
            Optional<T> found = reading.apply(text);
            if (found.isEmpty()) {
                value.wrong(value.shown() + " is not " + noun, "write it like " + example);
            }
            return found;
        });
    }

    @Override
    public Optional<T> read(Value value) {
        Optional<String> text = value.text();
        if (text.isEmpty()) {
            value.wrong(value.shown() + " stands where " + words + " belongs", "write one value");
            return Optional.empty();
        }
        return reading.apply(text.get(), value);
    }
}
