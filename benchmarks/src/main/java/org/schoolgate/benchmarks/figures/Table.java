package org.schoolgate.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The figures as a table: in a terminal with aligned columns, in a page as Markdown.
public final class Table {

    private static final List<String> HEAD = List.of("figure", "value", "runs", "reach", "go for", "", "when");

    private Table() {}

    /// For a terminal.
    public static String aligned(Figures figures) {
        List<List<String>> rows = rows(figures, false);
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var out = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean number = i > 0 && i < 5;
                String gap = " ".repeat(widths[i] - row.get(i).length());
                line.append(number ? gap : "").append(row.get(i)).append(number ? "" : gap).append("  ");
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.append("\n✓✓ what we go for, ✓ what it must reach, – not reached\n").toString();
    }

    /// For a page.
    public static String markdown(Figures figures) {
        var out = new StringBuilder();
        List<List<String>> rows = rows(figures, true);
        for (int i = 0; i < rows.size(); i++) {
            out.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            out.append(i == 0 ? "|---|---:|---:|---:|---:|---|---|\n" : "");
        }
        return out.toString();
    }

    /// Nanoseconds with the runs around them: `171 ns (168–180 of 5)`.
    public static String nanos(Spread spread) {
        return number(spread.median()) + " ns (" + runs(spread) + ")";
    }

    /// A number with the runs around it: `171 (168–180 of 5)`.
    public static String spread(Spread spread) {
        return number(spread.median()) + " (" + runs(spread) + ")";
    }

    /// Where numbers come from: the file, the machine and all that it ran with, as a paragraph of a page.
    public static String source(ResultFile result) {
        return "\n[`" + result.fileName() + "`](results/" + result.fileName() + "): " + result.environment().machine()
                + "; load " + result.environment().load() + "; Java " + result.environment().java() + "; `"
                + result.environment().flags() + "`; commit " + result.environment().commit() + "; "
                + String.join("; ", result.notes()) + ".\n";
    }

    /// A number as pages show it: three digits that count.
    static String number(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }

    private static List<List<String>> rows(Figures figures, boolean titled) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Figure figure : Figure.values()) {
            String name = titled ? "`" + figure.key() + "`: " + figure.title().replace("<", "&lt;") : figure.key();
            Optional<Spread> spread = figures.spread(figure);
            rows.add(List.of(name, spread.map(s -> with(figure, s.median())).orElse("not measured yet"),
                    spread.map(Table::runs).orElse(""), limit(figure, figure.reach()), limit(figure, figure.goal()),
                    spread.map(s -> verdict(figure, s.median())).orElse(""), figures.day(figure).orElse("")));
        }
        return rows;
    }

    private static String limit(Figure figure, double limit) {
        return (limit == 0 ? "" : figure.lessIsBetter() ? "≤ " : "≥ ") + with(figure, limit);
    }

    private static String runs(Spread spread) {
        return spread.low() == spread.high()
                ? spread.runs() + "×"
                : number(spread.low()) + "–" + number(spread.high()) + " of " + spread.runs();
    }

    private static String with(Figure figure, double value) {
        return number(value) + (figure.unit().isEmpty() ? "" : figure.unit().equals("×") ? "×" : " " + figure.unit());
    }

    private static String verdict(Figure figure, double value) {
        return figure.isGoalReachedBy(value) ? "✓✓" : figure.isReachedBy(value) ? "✓" : "–";
    }
}
