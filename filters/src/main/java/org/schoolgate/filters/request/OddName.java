package org.schoolgate.filters.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names that are not plain: escaped, in other scripts, or in their `xn--…` spelling.
final class OddName {

    /// How many characters are looked at. A name has up to 253; escaped, or in another script, it may be longer.
    private static final int MOST = 4 * 253;

    private OddName() {}

    /// The canonical spelling, or empty. A name that ends in a number comes back too: the caller decides whether it is
    /// an address.
    static Optional<String> canonical(String text) {
        if (text.isEmpty() || text.length() > MOST) {
            return Optional.empty();
        }
        String decoded = percentDecoded(text);
        if (decoded == null) {
            return Optional.empty();
        }
        String name = asciiLowerCase(decoded);
        if (name == null || name.contains("xn--")) {
            name = InternationalNames.toAscii(decoded);
        }
        if (name == null) {
            return Optional.empty();
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return HostName.isCanonical(name) ? Optional.of(name) : Optional.empty();
    }

    /// Null where a character is not ASCII: folding other scripts is not a matter of case alone.
    private static @Nullable String asciiLowerCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return null;
            }
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /// One round of percent-decoding as UTF-8; null where an escape is broken.
    private static @Nullable String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int n = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out[n++] = in[i];
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            out[n++] = (byte) (high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out, 0, n)).toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
