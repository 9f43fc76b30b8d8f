package org.schoolgate.app.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// The reports of past self-tests: a file with one line of JSON each, the oldest first. It is only ever added to.
public final class Reports {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final Path file;

    /// @param data the data folder
    public Reports(Path data) {
        this.file = data.resolve("selftest/reports.jsonl");
    }

    public void add(Report report) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, MAPPER.writeValueAsString(report) + "\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /// Reads a report that was made elsewhere.
    ///
    /// @throws IOException where the text is none
    public static Report read(String json) throws IOException {
        try {
            Report report = MAPPER.readValue(json, Report.class);
            if (report == null || report.at() == null || report.way() == null) {
                throw new IOException("this is no report of a self-test; make one with 'selftest --json'");
            }
            return report;
        } catch (JacksonException | NullPointerException none) {
            throw new IOException("this is no report of a self-test; make one with 'selftest --json'", none);
        }
    }

    /// The report of the newest run; empty where there is none.
    ///
    /// @throws IOException where the file cannot be read
    public Optional<Report> newest() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            List<String> last = lines.filter(line -> !line.isBlank()).reduce((one, other) -> other).stream().toList();
            return last.isEmpty() ? Optional.empty() : Optional.of(read(last.getFirst()));
        }
    }
}
