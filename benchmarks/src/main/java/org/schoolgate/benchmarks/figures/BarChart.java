package org.schoolgate.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Bars on a logarithmic scale, as an SVG that reads well on a light page and on a dark one.
///
/// Each bar ends at the median and carries a line from the lowest run to the highest; its label and value are text.
///
/// @param title what the picture shows
/// @param unit what the bars count
/// @param groups bars that belong together
public record BarChart(String title, String unit, List<Group> groups) {

    /// @param title what the bars share
    public record Group(String title, List<Bar> bars) {}

    /// @param ours whether it stands out
    public record Bar(String label, Spread spread, boolean ours) {}

    private static final int WIDTH = 860;
    private static final int LEFT = 300;
    private static final int RIGHT = 110;
    private static final int ROW = 28;
    private static final int HEADING = 34;
    private static final int TOP = 44;
    private static final int FOOT = 34;

    private static final String STYLE = """
          <style>
            text { font: 14px system-ui, sans-serif; fill: #1f2328; }
            .title { font-size: 17px; font-weight: 600; }
            .group { font-weight: 600; }
            .axis { font-size: 12px; fill: #59636e; }
            .grid { stroke: #d1d9e0; }
            .bar { fill: #8c959f; }
            .ours { fill: #0b6bcb; }
            .runs { stroke: #1f2328; stroke-width: 2; }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc; }
              .axis { fill: #9198a1; }
              .grid { stroke: #3d444d; }
              .bar { fill: #656c76; }
              .ours { fill: #4493f8; }
              .runs { stroke: #f0f6fc; }
            }
          </style>
        """;

    /// The picture.
    public String svg() {
        List<String> out = new ArrayList<>();
        int height = TOP + groups.stream().mapToInt(group -> HEADING + ROW * group.bars().size()).sum() + FOOT;
        out.add(format("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
            """, WIDTH, height, escape(title)) + STYLE.stripTrailing());
        out.add(format("  <text class=\"title\" x=\"10\" y=\"24\">%s</text>", escape(title)));
        if (groups.isEmpty()) {
            out.add(format("  <text x=\"10\" y=\"%d\">Not measured yet.</text>", TOP + 14));
        } else {
            grid(out, height);
            bars(out);
        }
        out.add("</svg>");
        return String.join("\n", out) + "\n";
    }

    private void grid(List<String> out, int height) {
        for (int power = 0; power <= decades(); power++) {
            double x = x(Math.pow(10, power));
            out.add(format("  <line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, TOP, x,
                    height - FOOT));
            out.add(format("  <text class=\"axis\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s %s</text>", x,
                    height - FOOT + 18, Table.number(Math.pow(10, power)), unit));
        }
    }

    private void bars(List<String> out) {
        int y = TOP;
        for (Group group : groups) {
            out.add(format("  <text class=\"group\" x=\"10\" y=\"%d\">%s</text>", y + 22, escape(group.title())));
            y += HEADING;
            for (Bar bar : group.bars()) {
                bar(out, bar, y);
                y += ROW;
            }
        }
    }

    private void bar(List<String> out, Bar bar, int y) {
        Spread spread = bar.spread();
        double end = x(spread.median());
        double highest = x(spread.high());
        out.add(format("  <text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 10, y + 17,
                escape(bar.label())));
        out.add(format("  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\"/>",
                bar.ours() ? "ours" : "bar", LEFT, y + 3, end - LEFT));
        out.add(format("  <line class=\"runs\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x(spread.low()), y + 12,
                highest, y + 12));
        out.add(format("  <text x=\"%.1f\" y=\"%d\">%s %s</text>", Math.max(end, highest) + 8, y + 17,
                Table.number(spread.median()), unit));
    }

    /// One is at the left; what is less is drawn as one.
    private double x(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log10(Math.max(1, value)) / decades();
    }

    private int decades() {
        double most = groups.stream().flatMap(group -> group.bars().stream()).mapToDouble(bar -> bar.spread().high())
                .max().orElse(10);
        return Math.max(1, (int) Math.ceil(Math.log10(most)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
