package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Formats;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.index.Edit;

/// The file of the school's own edits, `edits`. It only grows; each line is one edit, and the later wins:
///
/// ```text
/// 2026-11-25T10:00:00Z add games chess.example
/// 2026-11-25T10:02:00Z remove games chess.example/lessons
/// 2026-11-25T10:03:00Z add games @@club.chess.example      takes this name out of what the lists say of chess.example
/// ```
final class EditLog {

    private final Path file;

    /// @param lists where the lists are kept
    EditLog(Path lists) {
        this.file = lists.resolve("edits");
    }

    /// All edits, in order. A last line without its end is the trace of a crash and counts for nothing.
    ///
    /// @throws IOException naming every line that cannot be read
    List<Edit> read() throws IOException {
        List<Edit> edits = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int number = 0;
        for (String line : whole().lines().toList()) {
            number++;
            String[] words = line.split(" ");
            if (words.length != 4 || !(words[1].equals("add") || words[1].equals("remove")) || !isInstant(words[0])
                    || !(entry(words[3]) instanceof Reading.Listed(List<Entry> entries)) || entries.size() != 1) {
                wrong.add(file + ":" + number + ": no edit: '" + line
                        + "'; write: moment, 'add' or 'remove', category, entry");
                continue;
            }
            edits.add(new Edit(words[1].equals("add"), entries.getFirst(), words[2], words[0], number));
        }
        if (!wrong.isEmpty()) {
            throw new IOException(String.join("\n", wrong));
        }
        return edits;
    }

    /// Puts edits at the end, synced.
    void append(Instant at, List<Edit> edits) throws IOException {
        var text = new StringBuilder();
        edits.forEach(edit -> text.append(at.truncatedTo(ChronoUnit.SECONDS)).append(edit.adds() ? " add " : " remove ")
                .append(edit.category()).append(' ').append(edit.entry()).append('\n'));
        long length = whole().getBytes(StandardCharsets.UTF_8).length;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            channel.position(length);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /// What names the first `count` edits, as the end of a mark; it changes when any of them does. Empty for none.
    String mark(int count) throws IOException {
        if (count == 0) {
            return "";
        }
        var crc = new CRC32C();
        crc.update(first(count).getBytes(StandardCharsets.UTF_8));
        return " edits@" + count + "-" + Long.toHexString(crc.getValue());
    }

    /// The first `count` lines, each with its end.
    String first(int count) throws IOException {
        var text = new StringBuilder();
        whole().lines().limit(count).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /// The mark of all edits.
    String mark() throws IOException {
        return mark(Math.toIntExact(whole().lines().count()));
    }

    /// An entry as a person writes it in a plain list, `@@` before one that allows.
    static Reading entry(String written) {
        boolean allow = written.startsWith("@@");
        Reading read = Formats.PLAIN.read(allow ? written.substring(2) : written);
        return allow && read instanceof Reading.Listed(List<Entry> entries)
                ? new Reading.Listed(entries.stream().map(Entry::asAllow).toList())
                : read;
    }

    private String whole() throws IOException {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    private static boolean isInstant(String text) {
        try {
            return Instant.parse(text).isAfter(Instant.EPOCH);
        } catch (DateTimeException none) {
            return false;
        }
    }
}
