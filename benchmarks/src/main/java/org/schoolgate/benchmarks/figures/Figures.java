package org.schoolgate.benchmarks.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The file `figures.json`: of every [Figure] the latest value, or that it is not measured yet.
///
/// One thread uses it.
public final class Figures {

    /// What was found, and where.
    ///
    /// @param result the file of the run, below the folder of results
    /// @param note what a reader should know; empty where nothing
    public record Measured(Spread spread, String when, Environment environment, String result, String note) {}

    /// One figure as it stands in the file. Without a value it is not measured yet.
    record Line(String title, String unit, double reach, double goal, @Nullable Double value, @Nullable Double low,
            @Nullable Double high, @Nullable Integer runs, @Nullable String when, @Nullable String machine,
            @Nullable Double load, @Nullable String java, @Nullable String flags, @Nullable String commit,
            String command, @Nullable String result, @Nullable String note) {}

    private final Map<Figure, Line> lines = new LinkedHashMap<>();

    /// Reads the file; where there is none, nothing is measured yet.
    public static Figures read(Path file) throws IOException {
        var figures = new Figures();
        if (Files.exists(file)) {
            for (Map.Entry<String, JsonNode> entry : Json.read(file).properties()) {
                Figure figure = Figure.of(entry.getKey()).orElseThrow(() -> new IOException(
                        file.getFileName() + ": there is no figure '" + entry.getKey() + "'"));
                figures.lines.put(figure, Json.MAPPER.treeToValue(entry.getValue(), Line.class));
            }
        }
        return figures;
    }

    public void put(Figure figure, Measured value) {
        Environment where = value.environment();
        Spread spread = value.spread();
        lines.put(figure, new Line(figure.title(), figure.unit(), figure.reach(), figure.goal(), round(spread.median()),
                round(spread.low()), round(spread.high()), spread.runs(), value.when(), where.machine(), where.load(),
                where.java(), where.flags(), where.commit(), figure.command(), value.result(), value.note()));
    }

    /// The latest value; empty where it is not measured yet.
    public Optional<Double> value(Figure figure) {
        return line(figure).map(Line::value);
    }

    /// The day of the latest value.
    public Optional<String> day(Figure figure) {
        return line(figure).map(Line::when).map(when -> when.substring(0, 10));
    }

    /// Lowest and highest run behind the value; empty where it is not measured or where every run gave the same.
    public Optional<Spread> spread(Figure figure) {
        return line(figure).filter(line -> line.value() != null).map(line -> new Spread(of(line.value()),
                of(line.low()), of(line.high()), line.runs() == null ? 1 : line.runs()));
    }

    /// The file's text: every figure, in the order in which they are declared.
    public String text() {
        Map<String, Line> all = new LinkedHashMap<>();
        for (Figure figure : Figure.values()) {
            all.put(figure.key(), line(figure).orElseGet(() -> notMeasured(figure)));
        }
        return Json.text(all);
    }

    private Optional<Line> line(Figure figure) {
        return Optional.ofNullable(lines.get(figure));
    }

    private static Line notMeasured(Figure figure) {
        return new Line(figure.title(), figure.unit(), figure.reach(), figure.goal(), null, null, null, null, null,
                null, null, null, null, null, figure.command(), null, "not measured yet");
    }

    private static double of(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /// To four digits: more would only tell of noise.
    private static double round(double value) {
        return value == 0 ? 0 : new java.math.BigDecimal(value).round(new java.math.MathContext(4)).doubleValue();
    }
}
