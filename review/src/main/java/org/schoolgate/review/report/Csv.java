package org.schoolgate.review.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reports as comma-separated values, by [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180), in UTF-8 with a byte order mark,
/// without which spreadsheets take it for another encoding. No cell of it is taken for a formula.
public final class Csv {

    private static final String MARK = "\uFEFF";
    /// With what spreadsheets begin a formula.
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private Csv() {}

    public static byte[] of(Report report) {
        return (MARK + rows(report).stream().map(Csv::line).collect(Collectors.joining()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// What a file begins with that is written line by line, as it is too long to be a report: its mark and its headings.
    public static String head(List<String> columns) {
        return MARK + line(columns);
    }

    /// One line of such a file, with its end.
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    /// What a report says, as rows of cells: title, lines under it, then each section.
    static List<List<String>> rows(Report report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(report.title()));
        report.under().forEach(line -> rows.add(List.of(line)));
        for (Report.Section section : report.sections()) {
            rows.add(List.of(""));
            rows.add(List.of(section.heading()));
            section.words().forEach(words -> rows.add(List.of(words)));
            section.points().forEach(point -> rows.add(List.of(point)));
            section.table().ifPresent(table -> {
                rows.add(table.columns());
                rows.addAll(table.rows());
            });
        }
        report.state().ifPresent(state -> {
            rows.add(List.of(""));
            rows.add(List.of("The state of the records"));
            Report.OF_STATE.forEach(words -> rows.add(List.of(words)));
            state.lines().forEach(line -> rows.add(List.of(line)));
        });
        return rows.stream().map(row -> row.stream().map(Direction::shown).toList()).toList();
    }

    private static String quoted(String cell) {
        return '"' + guarded(cell).replace("\"", "\"\"") + '"';
    }

    /// The same with an apostrophe before it where a spreadsheet would compute it.
    static String guarded(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
