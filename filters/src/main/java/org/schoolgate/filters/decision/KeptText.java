package org.schoolgate.filters.decision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A text that is kept because records name it, known by its content.
///
/// @param sha256 the SHA-256 of its bytes in UTF-8, 64 hexadecimal digits; empty where there is no text
/// @param text the text, to the byte
public record KeptText(String sha256, String text) {

    public static final KeptText NONE = new KeptText("", "");

    /// The text under the name that its content gives it.
    public static KeptText of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new KeptText(HexFormat.of().formatHex(digest), text);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java knows SHA-256", impossible);
        }
    }

    /// The name alone: the text is long.
    @Override
    public String toString() {
        return "KeptText[" + sha256 + "]";
    }
}
