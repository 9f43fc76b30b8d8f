package org.schoolgate.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {

    private static final Environment MACHINE = new Environment("A processor", 2, 24, "Linux 6", "madvise", 0.25, "25",
            "-Xmx8g", "abcdef0");

    @TempDir
    Path folder;

    @Test
    void whatIsPutIsReadAgain() throws Exception {
        Figures figures = Figures.read(folder.resolve("figures.json"));
        figures.put(Figure.HOT_NS, measured(new Spread(18.03456, 17, 22.5, 5)));
        Path file = Files.writeString(folder.resolve("figures.json"), figures.text());
        Figures again = Figures.read(file);
        assertThat(again.value(Figure.HOT_NS)).hasValue(18.03);
        assertThat(again.spread(Figure.HOT_NS)).hasValue(new Spread(18.03, 17, 22.5, 5));
        assertThat(again.day(Figure.HOT_NS)).hasValue("2026-11-25");
        assertThat(again.value(Figure.COLD_OVER_CHASE)).isEmpty();
        assertThat(again.text()).isEqualTo(figures.text());
    }

    @Test
    void theFileHasEveryFigureMeasuredOrNot() throws Exception {
        Figures figures = Figures.read(folder.resolve("none.json"));
        for (Figure figure : Figure.values()) {
            assertThat(figures.text()).contains('"' + figure.key() + '"');
        }
        assertThat(figures.text()).contains("not measured yet", "./schoolgate bench memory");
    }

    @Test
    void aFigureThatNobodyKnowsIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("figures.json"), "{\"matcher.luck\": {}}");
        assertThatThrownBy(() -> Figures.read(file)).hasMessage("figures.json: there is no figure 'matcher.luck'");
    }

    @Test
    void theTableSaysWhatIsReachedAndWhatIsNot() throws Exception {
        Figures figures = Figures.read(folder.resolve("none.json"));
        figures.put(Figure.HOT_NS, measured(new Spread(18, 17, 22, 5)));
        figures.put(Figure.HASHSET_OVER_OURS_COLD, measured(new Spread(3.2, 3.1, 3.4, 5)));
        figures.put(Figure.BUILD_OVER_SORT, measured(new Spread(1.5, 1.4, 1.6, 5)));
        List<String> lines = Table.aligned(figures).lines().toList();
        assertThat(lines).anyMatch(line -> line.matches("matcher.hot_ns +18 ns +17–22 of 5 .* ✓✓ .*2026-11-25"));
        assertThat(lines).anyMatch(line -> line.matches("matcher.hashset_over_ours_cold +3.20× .* ✓ .*"));
        assertThat(lines).anyMatch(line -> line.matches("matcher.build_over_sort +1.50× .* – .*"));
        assertThat(Table.markdown(figures)).contains("| `matcher.hot_ns`: ").contains("HashSet&lt;String>");
    }

    @Test
    void theMiddleOfTheRunsIsTold() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3, 3));
        assertThat(Spread.of(List.of(4.0, 1.0)).median()).isCloseTo(2.5, within(1e-9));
        assertThat(Spread.ratios(List.of(4.0, 9.0), List.of(2.0, 3.0))).containsExactly(2.0, 3.0);
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLatestRunOfASuiteIsFound() throws Exception {
        result("cold", "2026-11-24T10:00:00Z", "bbbbbbb").writeTo(folder);
        result("cold", "2026-11-25T09:00:00Z", "ccccccc").writeTo(folder);
        result("cold", "2026-11-25T12:00:00Z", "aaaaaaa").writeTo(folder);
        result("hot", "2026-11-26T12:00:00Z", "aaaaaaa").writeTo(folder);
        assertThat(ResultFile.latest(folder, "cold").orElseThrow())
                .isEqualTo(result("cold", "2026-11-25T12:00:00Z", "aaaaaaa"));
        assertThat(ResultFile.latest(folder, "swap")).isEmpty();
        assertThat(folder.resolve("2026-11-25-cold-aaaaaaa.json")).exists();
    }

    @Test
    void thisMachineIsDescribedWithoutItsFolders() {
        Environment here = Environment.here(folder.toAbsolutePath(), "-Xmx8g");
        assertThat(here.cores()).isPositive();
        assertThat(here.commit()).isEqualTo("not known");
        assertThat(here.machine()).doesNotContain(folder.toString());
    }

    @Test
    void aPictureNamesEveryBarWithItsValue() {
        var chart = new BarChart("Times & <more>", "ns", List.of(new BarChart.Group("Cold", List.of(
                new BarChart.Bar("ours", new Spread(150, 140, 170, 5), true),
                new BarChart.Bar("HashSet<String>", new Spread(12_345, 12_000, 13_000, 5), false)))));
        assertThat(chart.svg()).contains("Times &amp; &lt;more&gt;", "150 ns", "12,345 ns", "HashSet&lt;String&gt;",
                "prefers-color-scheme: dark", "class=\"ours\"");
        assertThat(new BarChart("Times", "ns", List.of()).svg()).contains("Not measured yet.");
    }

    private static ResultFile result(String suite, String when, String commit) {
        var where = new Environment("A processor", 2, 24, "Linux 6", "madvise", 0.25, "25", "-Xmx8g", commit);
        return new ResultFile(suite, when, where, Map.of("made-up-5m/decision", List.of(1.0, 2.0)), List.of("seed 1"),
                List.of());
    }

    private static Figures.Measured measured(Spread spread) {
        return new Figures.Measured(spread, "2026-11-25T12:00:00Z", MACHINE, "2026-11-25-hot-abcdef0.json", "seed 1");
    }
}
