package org.schoolgate.benchmarks.matcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.schoolgate.benchmarks.workload.Names;
import org.schoolgate.benchmarks.workload.Workload;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.blocklists.index.PlainDomainIndex;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.Target;

/// The index that is measured. The one place that knows how it is built, opened, and how much memory it takes.
///
/// @param index the index
/// @param hotBytes the size of the tables that every look-up reads
/// @param allBytes the size of everything it holds
record Subject(DomainIndex index, long hotBytes, long allBytes) implements AutoCloseable {

    /// Builds it from a workload.
    static Subject of(Workload workload) {
        Names names = workload.names();
        var builder = new PlainDomainIndex.Builder(workload.categories());
        Map<Long, Integer> parts = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int part = parts.computeIfAbsent(names.lists(i),
                    lists -> builder.part(new Part("made-up/" + parts.size(), "1", new CategorySet(lists))));
            byte[] text = names.bytes(i);
            builder.at(Entry.Kind.NAME, text, 0, text.length).add(part, false, i + 1);
        }
        long slots = Integer.highestOneBit(names.size()) * 4L;
        long hot = 4 * slots + 4L * names.size();
        return new Subject(builder.build("made-up@1"), hot, hot + 20L * names.size() + names.letters());
    }

    /// Writes what [#open] opens.
    static void write(Workload workload, Path file) throws IOException {
        Files.writeString(file, workload.title(), StandardCharsets.US_ASCII);
    }

    /// From a new file to an index that answers. The heap index has no file, so this one builds it anew.
    static Subject open(Path file) throws IOException {
        return of(Workload.named(Files.readString(file, StandardCharsets.US_ASCII)));
    }

    /// Gives back what it holds, once nobody asks it any more. The heap index leaves that to the collector.
    @Override
    public void close() {}

    /// One look-up.
    static long bitsOf(DomainIndex index, Target target) {
        return index.categoriesOf(target).bits();
    }

    /// How many cache lines it reads for each name that it asks the table for in vain, over these targets; empty where it
    /// does not count them.
    OptionalDouble linesPerProbe(Target[] absent) {
        return OptionalDouble.empty();
    }
}
