package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.blocklists.fetch.Plain.TornException;

/// The file `state` of a source: a [SourceStatus] in lines. One that is torn counts for nothing, and that is said.
///
/// @param file `lists/<name>/state`
record StateFile(Path file) {

    static StateFile of(Path list) {
        return new StateFile(list.resolve("state"));
    }

    SourceStatus read() throws IOException {
        try {
            return Plain.read(file).map(StateFile::status).orElse(SourceStatus.UNKNOWN);
        } catch (TornException | DateTimeException | NumberFormatException torn) {
            return SourceStatus.UNKNOWN.saying("how it went so far is not known: " + file + " is torn or was changed;"
                    + " the next update writes it anew");
        }
    }

    void write(SourceStatus status) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("running", text(status.running()));
        lines.put("tried", text(status.tried()));
        lines.put("succeeded", text(status.succeeded()));
        lines.put("changed", text(status.changed()));
        lines.put("due", text(status.due()));
        lines.put("failures", Integer.toString(status.failures()));
        lines.put("wrong", status.wrong());
        lines.put("refused", status.refused());
        lines.put("bytes", Long.toString(status.costs().bytes()));
        lines.put("fetching", status.costs().fetching().toString());
        lines.put("building", status.costs().building().toString());
        lines.put("version", status.inForce().version());
        lines.put("etag", status.inForce().validators().etag());
        lines.put("modified", status.inForce().validators().modified());
        lines.put("content", status.inForce().content());
        lines.put("settings", status.inForce().settings());
        Plain.write(file, lines);
    }

    private static SourceStatus status(Map<String, String> lines) {
        return new SourceStatus(moment(lines, "running"), moment(lines, "tried"), moment(lines, "succeeded"),
                moment(lines, "changed"), moment(lines, "due"),
                Integer.parseInt(lines.getOrDefault("failures", "0")), lines.getOrDefault("wrong", ""),
                lines.getOrDefault("refused", ""),
                new SourceStatus.Costs(Long.parseLong(lines.getOrDefault("bytes", "0")),
                        Duration.parse(lines.getOrDefault("fetching", "PT0S")),
                        Duration.parse(lines.getOrDefault("building", "PT0S"))),
                new SourceStatus.InForce(lines.getOrDefault("version", ""),
                        new Validators(lines.getOrDefault("etag", ""), lines.getOrDefault("modified", "")),
                        lines.getOrDefault("content", ""), lines.getOrDefault("settings", "")));
    }

    private static Optional<Instant> moment(Map<String, String> lines, String key) {
        return Optional.ofNullable(lines.get(key)).map(Instant::parse);
    }

    private static String text(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse("");
    }
}
