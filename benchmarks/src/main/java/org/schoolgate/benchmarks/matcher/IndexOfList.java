package org.schoolgate.benchmarks.matcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.schoolgate.benchmarks.workload.Workload;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Formats;
import org.schoolgate.blocklists.format.PlainName;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.blocklists.source.LineReader;

/// A plain list made into the file of an index, as a program of its own: what an import does, but for the checked copy of the
/// list that it keeps.
public final class IndexOfList {

    private IndexOfList() {}

    /// Makes the index.
    ///
    /// @param arguments the list, and the index to write
    public static void main(String[] arguments) throws IOException {
        Path list = Path.of(arguments[0]);
        var index = new IndexBuilder(List.of());
        int part = index.part(new Part("made-up", "1", List.of(Workload.slug(0))));
        long bytes = Files.size(list);
        index.expect(bytes / 16, bytes);
        try (InputStream in = Files.newInputStream(list)) {
            var lines = new LineReader(in);
            while (lines.next()) {
                int line = Math.toIntExact(lines.number());
                if (PlainName.is(lines.bytes(), lines.from(), lines.to())) {
                    index.add(Entry.Kind.NAME, lines.bytes(), lines.from(), lines.to(), part, false, line);
                } else if (Formats.PLAIN.read(lines.line()) instanceof Reading.Listed(List<Entry> entries)) {
                    index.add(entries.getFirst(), part, line);
                }
            }
        }
        index.write(new IndexNote("made-up", "made-up", 0), Path.of(arguments[1]));
    }
}
