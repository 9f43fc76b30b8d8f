package org.schoolgate.proxy.log;

import java.util.List;
import java.util.Optional;

/// Writes one JSON object on one line, member by member. Whatever stands in a value, the line stays one line of ASCII:
/// all else is escaped.
///
/// For one thread. The names of members are the caller's own words and are written as they are.
public final class JsonObject {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out;
    private boolean begun;

    public JsonObject() {
        this(new StringBuilder(512));
        open();
    }

    /// Writes one object after the other into `out`, each from [#open] to [#close]. Leaves no garbage.
    JsonObject(StringBuilder out) {
        this.out = out;
    }

    JsonObject open() {
        out.append('{');
        begun = false;
        return this;
    }

    void close() {
        out.append('}');
    }

    public JsonObject put(String name, CharSequence value) {
        name(name);
        string(value);
        return this;
    }

    /// Writes the member only where there is a value.
    public JsonObject put(String name, Optional<String> value) {
        return value.isPresent() ? put(name, value.get()) : this;
    }

    public JsonObject put(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    public JsonObject put(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    /// A list of strings.
    public JsonObject put(String name, List<String> values) {
        name(name);
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            string(values.get(i));
        }
        out.append(']');
        return this;
    }

    /// An object within this one.
    public JsonObject put(String name, JsonObject value) {
        name(name);
        out.append(value.out).append('}');
        return this;
    }

    /// The whole object, without a line end.
    @Override
    public String toString() {
        return out + "}";
    }

    private void name(String name) {
        if (begun) {
            out.append(',');
        }
        begun = true;
        out.append('"').append(name).append("\":");
    }

    private void string(CharSequence value) {
        out.append('"');
        if (value instanceof String text && isPlain(text)) {
            out.append(text).append('"');
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= 0x20 && c < 0x7f) {
                out.append(c);
            } else {
                out.append("\\u").append(HEX.charAt(c >>> 12)).append(HEX.charAt(c >>> 8 & 15))
                        .append(HEX.charAt(c >>> 4 & 15)).append(HEX.charAt(c & 15));
            }
        }
        out.append('"');
    }

    /// Whether a value stands for itself, as nearly all do; it is copied in one go then.
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
