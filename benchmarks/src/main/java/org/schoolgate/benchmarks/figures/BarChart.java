package org.schoolgate.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;

/// Bars on a logarithmic scale, as an SVG that reads well on a light page and on a dark one.
///
/// Each bar ends at the median and carries a line from the lowest run to the highest; its label and value are text.
///
/// @param title what the picture shows
/// @param unit what the bars count
/// @param groups the bars
public record BarChart(String title, String unit, List<Group> groups) {

    /// Bars that belong together.
    ///
    /// @param title what they share
    public record Group(String title, List<Bar> bars) {}

    /// One bar.
    ///
    /// @param ours whether it stands out
    public record Bar(String label, Spread spread, boolean ours) {}

    private static final int WIDTH = 860;
    private static final int MARGIN = 10;
    private static final int LEFT = 300;
    private static final int RIGHT = 110;
    private static final int ROW = 28;
    private static final int HEADING = 34;
    private static final int TOP = 44;
    private static final int FOOT = 34;

    private static final String STYLE = """
          <style>
            text { font: 14px system-ui, sans-serif; fill: #1f2328; }
            .page { fill: #ffffff; }
            .title { font-size: 17px; font-weight: 600; }
            .group { font-weight: 600; }
            .axis { font-size: 12px; fill: #59636e; }
            .grid { stroke: #d1d9e0; }
            .bar { fill: #8c959f; }
            .ours { fill: #0b6bcb; }
            .runs { stroke: #1f2328; stroke-width: 2; }
            @media (prefers-color-scheme: dark) {
              .page { fill: #0d1117; }
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
        out.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height
                + "\" role=\"img\" aria-label=\"" + escape(title) + "\">");
        out.add(STYLE.stripTrailing());
        out.add("  <rect class=\"page\" width=\"" + WIDTH + "\" height=\"" + height + "\"/>");
        out.add(text("title", "start", MARGIN, 24, title));
        if (groups.isEmpty()) {
            out.add(text("group", "start", MARGIN, TOP + 14, "Not measured yet."));
        } else {
            grid(out, height);
            bars(out);
        }
        out.add("</svg>");
        return String.join("\n", out) + "\n";
    }

    private void grid(List<String> out, int height) {
        for (int power = 0; power <= decades(); power++) {
            double value = Math.pow(10, power);
            out.add(line("grid", x(value), TOP, x(value), height - FOOT));
            out.add(text("axis", "middle", x(value), height - FOOT + 18, Table.number(value) + " " + unit));
        }
    }

    private void bars(List<String> out) {
        int y = TOP;
        for (Group group : groups) {
            out.add(text("group", "start", MARGIN, y + 22, group.title()));
            y += HEADING;
            for (Bar bar : group.bars()) {
                bar(out, bar, y);
                y += ROW;
            }
        }
    }

    private void bar(List<String> out, Bar bar, int y) {
        Spread spread = bar.spread();
        int end = x(spread.median());
        out.add(text("label", "end", LEFT - MARGIN, y + 17, bar.label()));
        out.add("  <rect class=\"" + (bar.ours() ? "ours" : "bar") + "\" x=\"" + LEFT + "\" y=\"" + (y + 3)
                + "\" width=\"" + (end - LEFT) + "\" height=\"18\"/>");
        out.add(line("runs", x(spread.low()), y + 12, x(spread.high()), y + 12));
        out.add(text("label", "start", x(spread.high()) + MARGIN, y + 17,
                Table.number(spread.median()) + " " + unit));
    }

    private static String line(String kind, int fromX, int fromY, int toX, int toY) {
        return "  <line class=\"" + kind + "\" x1=\"" + fromX + "\" y1=\"" + fromY + "\" x2=\"" + toX + "\" y2=\""
                + toY + "\"/>";
    }

    private static String text(String kind, String anchor, int x, int y, String text) {
        return "  <text class=\"" + kind + "\" text-anchor=\"" + anchor + "\" x=\"" + x + "\" y=\"" + y + "\">"
                + escape(text) + "</text>";
    }

    /// One is at the left; what is less is drawn as one.
    private int x(double value) {
        return LEFT + (int) Math.round((WIDTH - LEFT - RIGHT) * Math.log10(Math.max(1, value)) / decades());
    }

    private int decades() {
        double most = groups.stream().flatMap(group -> group.bars().stream()).mapToDouble(bar -> bar.spread().high())
                .max().orElse(10);
        return Math.max(1, (int) Math.ceil(Math.log10(most)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
