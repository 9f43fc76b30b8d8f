package org.schoolgate.blocklists.fetch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// How a program is started that is to keep nobody waiting: held to one processor of several, and last in line there.
///
/// Whoever serves finds the other processors free. The idle class of Linux, under which any processor looks free, is taken only where
/// there is no other processor: a thread that wakes beside it may wait for the next tick of the clock.
public final class LowPriority {

    private static final Path OWN_STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private LowPriority() {}

    /// The words that come before a program's own; none where the system has no such programs. Costs a search of the `PATH`.
    public static List<String> words() {
        Optional<String> spare = last(allowed());
        if (spare.isPresent() && Stream.of("taskset", "nice", "chrt").allMatch(LowPriority::isHere)) {
            return List.of("taskset", "-c", spare.get(), "nice", "-n", "19", "chrt", "--batch", "0");
        }
        if (isHere("chrt")) {
            return List.of("chrt", "--idle", "0");
        }
        return isHere("nice") ? List.of("nice", "-n", "19") : List.of();
    }

    /// The last of the processors that Linux names, as in `0-3,8`; empty where it is the only one.
    static Optional<String> last(String processors) {
        String last = processors.substring(Math.max(processors.lastIndexOf(','), processors.lastIndexOf('-')) + 1);
        return last.equals(processors) ? Optional.empty() : Optional.of(last);
    }

    /// Those that this program may run on; empty where the system does not say.
    private static String allowed() {
        try (Stream<String> lines = Files.lines(OWN_STATUS)) {
            return lines.filter(line -> line.startsWith(ALLOWED)).map(line -> line.substring(ALLOWED.length()).strip())
                    .findFirst().orElse("");
        } catch (IOException none) {
            return "";
        }
    }

    private static boolean isHere(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
