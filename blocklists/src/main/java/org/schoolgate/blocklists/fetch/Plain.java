package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.blocklists.build.TextCheck;

/// Small files of lines of a key and what belongs to it, with a [TextCheck] at the end, which tells a torn one. They are written beside,
/// synced, and moved into place whole.
final class Plain {

    /// No file of ours is longer.
    private static final int LONGEST = 1 << 16;

    private Plain() {}

    /// The lines by key; empty where there is no such file.
    ///
    /// @throws TornException where it is not whole
    static Optional<Map<String, String>> read(Path file) throws IOException {
        String text;
        try {
            if (Files.size(file) > LONGEST) {
                throw new TornException(file);
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        String whole = TextCheck.before(text).orElseThrow(() -> new TornException(file));
        Map<String, String> lines = new LinkedHashMap<>();
        whole.lines().forEach(line -> {
            int space = line.indexOf(' ');
            lines.put(space < 0 ? line : line.substring(0, space), space < 0 ? "" : line.substring(space + 1));
        });
        return Optional.of(lines);
    }

    /// Writes the lines that say something.
    static void write(Path file, Map<String, String> lines) throws IOException {
        var text = new StringBuilder();
        lines.forEach((key, value) -> {
            if (!value.isEmpty()) {
                text.append(key).append(' ').append(value.replaceAll("\\p{Cntrl}+", " ")).append('\n');
            }
        });
        replace(file, TextCheck.after(text.toString()));
    }

    /// Puts a text in the place of a file, in one step.
    static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException unwritten) {
            Files.deleteIfExists(fresh);
            throw unwritten;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// A file that is not whole.
    static final class TornException extends IOException {

        private static final long serialVersionUID = 1;

        TornException(Path file) {
            super(file + " is torn or was changed: its check does not fit");
        }
    }
}
