package org.schoolgate.proxy.page;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was typed into a form, as browsers send it (`application/x-www-form-urlencoded`, in UTF-8). No text is made of a field
/// unless it is asked for as one, so that a password can be wiped.
final class TypedForm {

    private static final int MOST_FIELDS = 8;

    private final Map<String, char[]> fields;

    private TypedForm(Map<String, char[]> fields) {
        this.fields = fields;
    }

    /// Reads a form and wipes the bytes; empty where it is none.
    static Optional<TypedForm> read(byte[] body) {
        try {
            Map<String, char[]> fields = new HashMap<>();
            int start = 0;
            while (start < body.length) {
                int end = indexOf(body, '&', start, body.length);
                int equals = indexOf(body, '=', start, end);
                char[] name = decoded(body, start, equals);
                char[] value = decoded(body, Math.min(equals + 1, end), end);
                if (name == null || value == null || fields.size() == MOST_FIELDS
                        || fields.put(new String(name), value) != null) {
                    return Optional.empty();
                }
                start = end + 1;
            }
            return Optional.of(new TypedForm(fields));
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /// The text of a field; empty where it is not there.
    String text(String name) {
        return new String(fields.getOrDefault(name, new char[0]));
    }

    /// What was typed into a field, for the caller to wipe. The form has it no longer.
    char[] taken(String name) {
        char[] value = fields.remove(name);
        return value == null ? new char[0] : value;
    }

    private static int indexOf(byte[] body, char sought, int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] == sought) {
                return i;
            }
        }
        return to;
    }

    /// Null where it is not so encoded.
    private static char @Nullable [] decoded(byte[] body, int from, int to) {
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = body[i];
            if (b == '%') {
                int high = i + 2 < to ? Character.digit(body[i + 1], 16) : -1;
                int low = i + 2 < to ? Character.digit(body[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                b = (byte) (high << 4 | low);
                i += 2;
            } else if (b == '+') {
                b = ' ';
            }
            bytes[length++] = b;
        }
        try {
            CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            char[] out = new char[chars.remaining()];
            chars.get(out);
            Arrays.fill(chars.array(), '\0');
            return out;
        } catch (CharacterCodingException notUtf8) {
            return null;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
