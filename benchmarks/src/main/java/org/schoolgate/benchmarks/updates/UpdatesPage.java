package org.schoolgate.benchmarks.updates;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.figures.Table;

/// The latest run of updates under load as a table.
///
/// @param latest empty where nothing is measured yet
public record UpdatesPage(Optional<ResultFile> latest) {

    private static final List<String> ROWS = List.of(UpdatesSuite.TAKES, UpdatesSuite.REQUESTS, UpdatesSuite.FAILED,
            UpdatesSuite.SILENT, UpdatesSuite.STEADY, UpdatesSuite.UPDATING, UpdatesSuite.HELD, UpdatesSuite.PEAK,
            UpdatesSuite.AFTER);

    /// Of a folder of results.
    public static UpdatesPage of(Path folder) throws IOException {
        return new UpdatesPage(ResultFile.latest(folder, "updates"));
    }

    /// A table of both, as Markdown; empty where nothing is measured yet.
    public String markdown() {
        return latest.map(UpdatesPage::table).orElse("");
    }

    private static String table(ResultFile result) {
        var out = new StringBuilder("""

            ### Lists of 1.5 million names renewed while people browse

            In each round Schoolgate takes twenty new versions, squid one; 300 requests a second go on meanwhile.

            | | Schoolgate | squid |
            |---|---:|---:|
            """);
        ROWS.forEach(row -> out.append("| ").append(row).append(" | ")
                .append(cell(result.of(UpdatesSuite.OURS + "/" + row))).append(" | ")
                .append(cell(result.of(UpdatesSuite.SQUID + "/" + row))).append(" |\n"));
        return out.append(Table.source(result)).toString();
    }

    private static String cell(List<Double> runs) {
        return runs.isEmpty() ? "not measured" : Table.spread(Spread.of(runs));
    }
}
