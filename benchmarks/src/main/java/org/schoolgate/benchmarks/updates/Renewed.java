package org.schoolgate.benchmarks.updates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.schoolgate.benchmarks.matcher.BuildSuite;
import org.schoolgate.benchmarks.workload.Workload;

/// A list of made-up names of which a publisher makes a new version again and again: each has a name of its own at its end, by which it
/// is known that it is in force.
record Renewed(Path file, long length) {

    /// @param names how many names there are, from the beginning of the workload
    static Renewed write(Workload workload, int names, Path file) throws IOException {
        BuildSuite.writeList(workload, names, file);
        return new Renewed(file, Files.size(file));
    }

    /// Makes the next version.
    void next(int version) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        Files.writeString(file, host(version) + "\n", StandardOpenOption.APPEND);
    }

    /// The name that this version alone has.
    static String host(int version) {
        return "version-" + version + ".renewed.example";
    }
}
