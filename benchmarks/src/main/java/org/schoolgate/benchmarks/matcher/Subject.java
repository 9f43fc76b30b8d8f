package org.schoolgate.benchmarks.matcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.schoolgate.benchmarks.workload.Names;
import org.schoolgate.benchmarks.workload.Workload;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.PackedIndex;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// The index that is measured. The one place that knows how it is built, opened, and how much memory it takes.
///
/// @param index the index, opened from its file as a gateway opens it
/// @param allBytes the size of its file
record Subject(PackedIndex index, long allBytes) implements AutoCloseable {

    /// Builds it from a workload, and opens it.
    static Subject of(Workload workload) throws IOException {
        Path folder = Files.createTempDirectory("subject");
        Path file = folder.resolve("1.index");
        try {
            write(workload, file);
            return open(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /// Writes what [#open] opens. Each list is a part of its own.
    static void write(Workload workload, Path file) throws IOException {
        Names names = workload.names();
        var builder = new IndexBuilder(List.of());
        int[] parts = IntStream.range(0, workload.lists()).map(
                list -> builder.part(new Part("made-up/" + list, workload.title(), List.of(Workload.slug(list)))))
                .toArray();
        int[] lines = new int[parts.length];
        for (int i = 0; i < names.size(); i++) {
            byte[] text = names.bytes(i);
            for (long lists = names.lists(i); lists != 0; lists &= lists - 1) {
                int list = Long.numberOfTrailingZeros(lists);
                builder.add(Entry.Kind.NAME, text, 0, text.length, parts[list], false, ++lines[list]);
            }
        }
        Files.deleteIfExists(file);
        builder.write(new IndexNote(workload.title(), workload.title(), 0), file);
    }

    /// From a new file to an index that answers.
    static Subject open(Path file) throws IOException {
        return new Subject(PackedIndex.open(file, Workload.everyCategory()), Files.size(file));
    }

    /// Gives its memory back, once nobody asks it any more.
    @Override
    public void close() {
        index.close();
    }

    /// The size of the tables that every look-up reads.
    long hotBytes() {
        return index.hotBytes();
    }

    /// One look-up.
    static long bitsOf(DomainIndex index, Target target) {
        return index.bitsOf(target);
    }

    /// How many cache lines it reads for each name that it asks the table for, over these targets.
    OptionalDouble linesPerProbe(Target[] targets) {
        long probes = 0;
        long lines = 0;
        for (Target target : targets) {
            if (target.host() instanceof HostName name && index.bitsOf(target) == 0) {
                PackedIndex.Touched touched = index.touched(name);
                probes += touched.probes();
                lines += touched.lines();
            }
        }
        return probes == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) lines / probes);
    }
}
