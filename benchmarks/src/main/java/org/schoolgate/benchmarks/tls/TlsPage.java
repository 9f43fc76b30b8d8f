package org.schoolgate.benchmarks.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.figures.Table;

/// The latest run of inspected connections as a table.
///
/// @param latest empty where nothing is measured yet
public record TlsPage(Optional<ResultFile> latest) {

    private static final Map<String, String> TITLES = titles();

    private static final List<String> COLUMNS = List.of(TlsSuite.NEW, TlsSuite.AGAIN, TlsSuite.RESUMED,
            TlsSuite.REQUESTS);

    private static final List<String> DELAYS = List.of(TlsSuite.PAST, TlsSuite.MINTING, TlsSuite.YOUNG,
            TlsSuite.UNANSWERED);

    /// Of a folder of results.
    public static TlsPage of(Path folder) throws IOException {
        return new TlsPage(ResultFile.latest(folder, "tls"));
    }

    /// A table for each proxy, as Markdown; empty where nothing is measured yet.
    public String markdown() {
        return latest.map(TlsPage::table).orElse("");
    }

    private static String table(ResultFile result) {
        var out = new StringBuilder("\n### Inspected connections, each proxy on one processor\n\n|");
        COLUMNS.forEach(column -> out.append(" | ").append(column));
        out.append(" |\n|---|").append("---:|".repeat(COLUMNS.size())).append('\n');
        TITLES.forEach((name, title) -> {
            out.append("| ").append(title);
            COLUMNS.forEach(column -> out.append(" | ").append(cell(result.of(name + "/" + column))));
            out.append(" |\n");
        });
        out.append('\n');
        DELAYS.forEach(kind -> out.append("- Schoolgate, ").append(kind).append(": ")
                .append(cell(result.of(TlsSuite.OURS + "/" + kind))).append('\n'));
        return out.append(Table.source(result)).toString();
    }

    private static String cell(List<Double> runs) {
        return runs.isEmpty() ? "not measured" : Table.spread(Spread.of(runs));
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put(TlsSuite.OURS, "Schoolgate");
        titles.put(TlsSuite.SQUID_RSA, "squid, to the site first, RSA");
        titles.put(TlsSuite.SQUID_EC, "squid, to the site first, P-256");
        titles.put("squid-rsa", "squid that promises before it has asked the site, RSA");
        titles.put("squid-ec", "squid that promises before it has asked the site, P-256");
        return titles;
    }
}
