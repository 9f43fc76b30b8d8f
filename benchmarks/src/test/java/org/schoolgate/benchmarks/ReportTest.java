package org.schoolgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.Figures;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.run.Suite;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the pages say is what was measured.
class ReportTest {

    private static final Path MODULE = Path.of(System.getProperty("schoolgate.root", "..")).resolve("benchmarks");

    private final Report report = new Report(MODULE);

    @TempDir
    Path folder;

    @Test
    void noPageAndNoPictureIsStale() throws Exception {
        for (Map.Entry<Path, String> text : report.texts().entrySet()) {
            assertThat(Files.readString(text.getKey()))
                    .as("%s is stale; ./schoolgate bench report makes it anew", MODULE.relativize(text.getKey()))
                    .isEqualTo(text.getValue());
        }
    }

    @Test
    void everyFigureHasItsFields() throws Exception {
        JsonNode file = JsonMapper.shared().readTree(Files.readString(report.figuresFile()));
        assertThat(file.size()).isEqualTo(Figure.values().length);
        for (Figure figure : Figure.values()) {
            JsonNode line = file.path(figure.key());
            for (String field : new String[]{"title", "unit", "reach", "goal", "value", "low", "high", "runs", "when",
                "machine", "load", "java", "flags", "commit", "command", "result", "note"}) {
                assertThat(line.has(field)).as(figure.key() + "." + field).isTrue();
                boolean told = !line.get("value").isNull()
                        || java.util.List.of("title", "unit", "reach", "goal", "command", "note").contains(field);
                assertThat(line.get(field).isNull()).as(figure.key() + "." + field).isEqualTo(!told);
            }
            assertThat(line.path("reach").doubleValue()).isEqualTo(figure.reach());
            assertThat(line.path("goal").doubleValue()).isEqualTo(figure.goal());
        }
    }

    @Test
    void theFiguresAreThoseOfTheLatestResults() throws Exception {
        Figures figures = Figures.read(report.figuresFile());
        for (Suite suite : Benchmarks.suites()) {
            Optional<ResultFile> latest = ResultFile.latest(report.results(), suite.name());
            Map<Figure, Spread> values = latest.map(suite::figures).orElse(Map.of());
            values.forEach((figure, spread) -> assertThat(figures.value(figure).orElseThrow()).as(figure.key())
                    .isCloseTo(spread.median(), within(Math.abs(spread.median()) / 1000 + 1e-9)));
        }
    }

    @Test
    void everyFigureIsOfASuiteThatThereIs() {
        for (Figure figure : Figure.values()) {
            assertThat(Benchmarks.suites()).extracting(suite -> "./schoolgate bench " + suite.name())
                    .contains(figure.command());
        }
    }

    @Test
    void aMeasuredRunShowsInPageAndPicture() throws Exception {
        Files.writeString(folder.resolve("RESULTS.md"),
                "Before\n<!-- made by ./schoolgate bench report -->\nwhat stood here\n<!-- end -->\nAfter\n");
        Files.createDirectories(folder.resolve("results"));
        Files.copy(Path.of("src/test/resources/2026-11-25-cold-abcdef0.json").toAbsolutePath(),
                folder.resolve("results/2026-11-25-cold-abcdef0.json"));
        new Report(folder).write();
        String page = Files.readString(folder.resolve("RESULTS.md"));
        assertThat(page).startsWith("Before\n").endsWith("After\n").doesNotContain("what stood here")
                .contains("| Schoolgate, whole decision | 170 ns (160–180 of 3) | not measured |")
                .contains("results/2026-11-25-cold-abcdef0.json");
        assertThat(Files.readString(folder.resolve("results/matcher.svg"))).contains("170 ns", "pointer chase");
    }
}
