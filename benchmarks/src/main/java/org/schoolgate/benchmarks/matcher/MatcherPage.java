package org.schoolgate.benchmarks.matcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.benchmarks.figures.BarChart;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.figures.Table;
import org.schoolgate.benchmarks.workload.Workload;

/// The latest look-ups as a picture and as a table.
///
/// @param latest the latest runs, cold before hot; none where nothing is measured yet
public record MatcherPage(List<ResultFile> latest) {

    /// Of a folder of results.
    public static MatcherPage of(Path folder) throws IOException {
        List<ResultFile> latest = new ArrayList<>();
        for (String suite : List.of(LookupTimes.COLD, LookupTimes.HOT)) {
            ResultFile.latest(folder, suite).ifPresent(latest::add);
        }
        return new MatcherPage(latest);
    }

    /// Bars for five million names.
    public BarChart picture() {
        List<BarChart.Group> groups = new ArrayList<>();
        for (ResultFile result : latest) {
            var times = new LookupTimes(result, Workload.FIVE_MILLION);
            List<BarChart.Bar> bars = new ArrayList<>();
            for (Rival rival : Rival.values()) {
                if (rival != Rival.NOTHING && !times.of(rival).isEmpty()) {
                    bars.add(new BarChart.Bar(rival.title(), Spread.of(times.of(rival)), rival.ours()));
                }
            }
            groups.add(new BarChart.Group(heading(result), bars));
        }
        return new BarChart("One host, five million names: how long an answer takes", "ns", groups);
    }

    /// A table for each run, as Markdown; empty where nothing is measured yet.
    public String markdown() {
        var out = new StringBuilder();
        for (ResultFile result : latest) {
            out.append("\n### ").append(heading(result)).append("\n\n");
            out.append("| | five million names | UT1 |\n|---|---:|---:|\n");
            for (Rival rival : Rival.values()) {
                if (rival != Rival.NOTHING && isMeasured(result, rival)) {
                    out.append("| ").append(rival.title().replace("<", "&lt;")).append(" | ")
                            .append(cell(result, Workload.FIVE_MILLION, rival)).append(" | ")
                            .append(cell(result, Workload.UT1, rival)).append(" |\n");
                }
            }
            out.append(Table.source(result));
        }
        return out.toString();
    }

    private static boolean isMeasured(ResultFile result, Rival rival) {
        return List.of(Workload.FIVE_MILLION, Workload.UT1).stream()
                .anyMatch(workload -> !new LookupTimes(result, workload).of(rival).isEmpty());
    }

    private static String heading(ResultFile result) {
        return result.suite().equals(LookupTimes.COLD)
                ? "Cold: hosts that nobody has asked for lately"
                : "Hot: few hosts, most asked for often";
    }

    private static String cell(ResultFile result, String workload, Rival rival) {
        List<Double> runs = new LookupTimes(result, workload).of(rival);
        return Optional.of(runs).filter(all -> !all.isEmpty()).map(Spread::of).map(Table::nanos)
                .orElse("not measured");
    }
}
