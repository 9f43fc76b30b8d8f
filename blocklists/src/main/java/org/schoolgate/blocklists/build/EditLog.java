package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Formats;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.history.Lines;

/// The file of the school's own edits, `edits`. It only grows, and the later line wins. [EditLine] says what one looks like,
/// [EditBook] what all come to.
final class EditLog {

    private final Path file;
    private final Lines lines;

    /// @param lists where the lists are kept
    EditLog(Path lists) {
        this.file = lists.resolve("edits");
        this.lines = new Lines(file);
    }

    /// All edits. A last line without its end is the trace of a crash and counts for nothing.
    ///
    /// @throws IOException naming every line that cannot be read
    EditBook read() throws IOException {
        List<EditLine> read = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int number = 0;
        for (String line : lines.whole().lines().toList()) {
            int at = ++number;
            EditLine.read(line, at).ifPresentOrElse(read::add, () -> wrong.add(file + ":" + at + ": no edit: '"
                    + line + "'; write: moment, 'add' or 'remove', category, entry"));
        }
        EditBook book = EditBook.of(read, line -> wrong.add(file + ":" + line.number() + ": there is no edit "
                + line.about() + " to " + line.act().word() + "; name the line of one that is open"));
        if (!wrong.isEmpty()) {
            throw new IOException(String.join("\n", wrong));
        }
        return book;
    }

    /// Puts lines at the end in one write, synced, and gives them.
    ///
    /// @param acts the lines of each act
    List<EditLine> append(Instant at, int before, List<List<EditLine.Fresh>> acts) throws IOException {
        List<EditLine> written = new ArrayList<>();
        int number = before;
        for (List<EditLine.Fresh> act : acts) {
            int first = number + 1;
            for (EditLine.Fresh fresh : act) {
                written.add(fresh.at(++number, at, first));
            }
        }
        var text = new StringBuilder();
        written.forEach(line -> text.append(line.text()));
        lines.append(text.toString());
        return written;
    }

    /// What names the first `count` lines, as the end of a mark; it changes when any of them does. Empty for none.
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
        lines.whole().lines().limit(count).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /// The mark of all lines.
    String mark() throws IOException {
        return mark(Math.toIntExact(lines.whole().lines().count()));
    }

    /// An entry as a person writes it in a plain list, `@@` before one that allows.
    static Reading entry(String written) {
        boolean allow = written.startsWith("@@");
        Reading read = Formats.PLAIN.read(allow ? written.substring(2) : written);
        return allow && read instanceof Reading.Listed(List<Entry> entries)
                ? new Reading.Listed(entries.stream().map(Entry::asAllow).toList())
                : read;
    }
}
