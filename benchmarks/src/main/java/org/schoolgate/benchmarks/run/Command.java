package org.schoolgate.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A program that is run and timed as a whole.
///
/// @param environment what is set for it beside what is set anyhow
public record Command(List<String> words, Map<String, String> environment) {

    public static Command of(String... words) {
        return new Command(List.of(words), Map.of());
    }

    public Command with(String variable, String value) {
        return new Command(words, Map.of(variable, value));
    }

    /// The same program on the first processor alone.
    public Command onOneCore() {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
        pinned.addAll(words);
        return new Command(pinned, environment);
    }

    /// Runs it in a folder; gives the seconds that it took.
    ///
    /// @param log where its output goes
    /// @throws IOException where it does not end well
    public double seconds(Path folder, Path log) throws IOException, InterruptedException {
        long from = System.nanoTime();
        int code = start(folder, log).waitFor();
        double seconds = (System.nanoTime() - from) / 1e9;
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + code + "; see " + log);
        }
        return seconds;
    }

    /// Starts it and leaves it running.
    public Process start(Path folder, Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// Removes a folder with all that is in it.
    public static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
