package org.schoolgate.filters.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A host name as the filter knows it: lower-case ASCII labels (`xn--…` for other scripts), no dot at the end, never an
/// address, at most 253 characters.
///
/// Names from outside come in by [#parse] or [Host#parse]. The constructor checks letters and lengths, not what an
/// `xn--…` label decodes to.
public record HostName(String name) implements Host {

    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    public HostName {
        if (!isCanonical(name) || IpAddress.endsInNumber(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a canonical host name");
        }
    }

    /// Reads a name in any case and script, with or without the last dot; empty where it is none.
    public static Optional<HostName> parse(String text) {
        return canonical(text).filter(name -> !IpAddress.endsInNumber(name)).map(HostName::new);
    }

    @Override
    public String text() {
        return name;
    }

    /// The name without its first label, as in `www.school.example` → `school.example`; empty for a single label.
    public Optional<HostName> parent() {
        int dot = name.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new HostName(name.substring(dot + 1)));
    }

    /// Whether this is `other` or a name below it, by whole labels: `www.a.example` is within `a.example`, `ba.example`
    /// is not.
    public boolean isWithin(HostName other) {
        return name.endsWith(other.name)
                && (name.length() == other.name.length()
                        || name.charAt(name.length() - other.name.length() - 1) == '.');
    }

    @Override
    public String toString() {
        return name;
    }

    /// The canonical spelling, or empty. A name that ends in a number comes back too: the caller decides whether it is
    /// an address.
    static Optional<String> canonical(String text) {
        if (text.isEmpty() || text.length() > 4 * LONGEST) {
            return Optional.empty();
        }
        if (isCanonical(text) && !text.contains("xn--")) {
            return Optional.of(text);
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
        return isCanonical(name) ? Optional.of(name) : Optional.empty();
    }

    private static boolean isCanonical(String name) {
        int length = name.length();
        if (length == 0 || length > LONGEST) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
                if (++label > LONGEST_LABEL) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return label > 0;
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
