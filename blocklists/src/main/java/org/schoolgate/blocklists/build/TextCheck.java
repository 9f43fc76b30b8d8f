package org.schoolgate.blocklists.build;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/// The last line of a small text file, `check 1a2b3c4d`: the CRC-32 of all lines above. It tells a torn file, or one that somebody
/// changed by hand; it keeps nobody from changing one who means to.
public final class TextCheck {

    private static final String WORD = "check ";

    private TextCheck() {}

    /// The lines, each with its end, and their check after them.
    public static String after(String lines) {
        return lines + line(lines);
    }

    /// The lines before the check; nothing where the text is torn or was changed.
    public static Optional<String> before(String text) {
        int check = text.lastIndexOf(WORD);
        if (check < 0) {
            return Optional.empty();
        }
        String lines = text.substring(0, check);
        return text.substring(check).equals(line(lines)) ? Optional.of(lines) : Optional.empty();
    }

    private static String line(String lines) {
        var crc = new CRC32();
        crc.update(lines.getBytes(StandardCharsets.UTF_8));
        return String.format("%s%08x\n", WORD, crc.getValue());
    }
}
