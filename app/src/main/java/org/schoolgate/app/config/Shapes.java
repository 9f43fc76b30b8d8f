package org.schoolgate.app.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Tag;

/// The shapes that know nothing of schools: text, numbers, choices, lists.
final class Shapes {

    private Shapes() {}

    /// Words for people, on one line, 1 to `longest` characters.
    static Shape<String> text(int longest) {
        return new Piece<>("text", Map.of("type", "string", "minLength", 1, "maxLength", longest), (text, value) -> {
            if (!value.node().getTag().equals(Tag.STR)) {
                value.wrong(value.shown() + " is not text for YAML", "put it in quotes, like \"" + text + "\"");
                return Optional.empty();
            }
            String plain = text.strip();
            boolean shows = plain.chars().noneMatch(Shapes::misleads)
                    && StandardCharsets.UTF_8.newEncoder().canEncode(plain);
            if (plain.isEmpty() || plain.length() > longest || !shows) {
                value.wrong(plain.isEmpty()
                        ? "this text is empty"
                        : plain.length() > longest
                                ? "this text has " + plain.length() + " characters"
                                : "this text has line breaks or control characters in it",
                        "write 1 to " + longest + " characters on one line (long ones with '>-')");
                return Optional.empty();
            }
            return Optional.of(plain);
        });
    }

    /// Controls, and marks that turn the direction of writing: on a page they could make words say something else.
    private static boolean misleads(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }

    /// A whole number, both bounds within it.
    static Shape<Integer> whole(int least, int most) {
        String words = "a whole number from " + least + " to " + most;
        return new Piece<>(words, Map.of("type", "integer", "minimum", least, "maximum", most), (text, value) -> {
            if (value.text(Tag.INT).isPresent() && text.matches("-?[0-9]{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return Optional.of(number);
                }
            }
            value.wrong(value.shown() + " is not " + words, "write a number in that range, without quotes");
            return Optional.empty();
        });
    }

    /// Yes or no.
    static Shape<Boolean> flag() {
        return new Piece<>("true or false", Map.of("type", "boolean"), (text, value) -> {
            if (value.text(Tag.BOOL).isPresent()) {
                return Optional.of(text.equalsIgnoreCase("true"));
            }
            value.wrong(value.shown() + " is neither true nor false", "write true or false, without quotes");
            return Optional.empty();
        });
    }

    /// One of a few words.
    ///
    /// @param noun such as "a verdict"
    static <T> Shape<T> oneOf(String noun, Stream<T> choices, Function<T, String> spelling) {
        Map<String, T> known = new LinkedHashMap<>();
        choices.forEach(choice -> known.put(spelling.apply(choice), choice));
        List<String> words = List.copyOf(known.keySet());
        return new Piece<>("one of " + String.join(", ", words), Map.of("type", "string", "enum", words),
                (text, value) -> {
                    if (!known.containsKey(text)) {
                        value.unknown(value.shown() + " is not " + noun, words);
                    }
                    return Optional.ofNullable(known.get(text));
                });
    }

    /// A list; the items that are wrong are noted and left out.
    static <T> Shape<List<T>> list(Shape<T> item, int fewest, int most) {
        return new Shape<>() {

            @Override
            public Optional<List<T>> read(Value value) {
                Optional<List<Value>> items = value.items();
                if (items.isEmpty()) {
                    value.wrong(value.shown() + " stands where a list belongs",
                            "write [ … ], or one '- ' line for each item");
                    return Optional.empty();
                }
                int size = items.get().size();
                if (size < fewest || size > most) {
                    value.wrong("this list has " + size + " items",
                            size < fewest ? "write at least " + fewest : "write at most " + most);
                    return Optional.empty();
                }
                List<T> read = new ArrayList<>();
                for (Value one : items.get()) {
                    if (one.isNothing()) {
                        one.wrong("an item of this list is empty", "write " + item.words());
                    } else {
                        item.read(one).ifPresent(read::add);
                    }
                }
                return Optional.of(List.copyOf(read));
            }

            @Override
            public Map<String, Object> schema() {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", "array");
                if (fewest > 0) {
                    schema.put("minItems", fewest);
                }
                schema.put("maxItems", most);
                schema.put("items", item.schema());
                return schema;
            }

            @Override
            public String words() {
                return "a list of: " + item.words();
            }

            @Override
            public Optional<Keys> keys() {
                return item.keys();
            }
        };
    }
}
