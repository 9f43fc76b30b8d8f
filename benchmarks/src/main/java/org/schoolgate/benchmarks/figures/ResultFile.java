package org.schoolgate.benchmarks.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One run as it was: every number of it, the machine, and JMH's own report where JMH measured.
///
/// @param suite what ran, such as `cold`
/// @param when the moment it began, in UTC
/// @param environment where
/// @param series what was measured, by name such as `made-up-5m/decision`, each run's value in the order of the runs
/// @param notes what a reader should know, such as seeds and how many pages were huge
/// @param jmh JMH's own report of each round; empty where JMH did not measure
public record ResultFile(String suite, String when, Environment environment, Map<String, List<Double>> series,
        List<String> notes, List<JsonNode> jmh) {

    /// Its name in the folder of results.
    public String fileName() {
        return when.substring(0, 10) + "-" + suite + "-" + environment.commit().replace("+", "-changed") + ".json";
    }

    /// The series of this name; empty where it was not measured.
    public List<Double> of(String name) {
        return series.getOrDefault(name, List.of());
    }

    public Path writeTo(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve(fileName());
        Files.writeString(file, Json.text(this));
        return file;
    }

    public static ResultFile read(Path file) throws IOException {
        return Json.MAPPER.readValue(Files.readString(file), ResultFile.class);
    }

    /// The latest run of a suite in a folder.
    public static Optional<ResultFile> latest(Path folder, String suite) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        ResultFile latest = null;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
                ResultFile result = read(file);
                if (result.suite().equals(suite)
                        && (latest == null || Comparator.comparing(ResultFile::when).compare(result, latest) >= 0)) {
                    latest = result;
                }
            }
        }
        return Optional.ofNullable(latest);
    }
}
