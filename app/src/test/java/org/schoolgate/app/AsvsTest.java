package org.schoolgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/asvs.md` leaves no requirement of levels 1 and 2 out, and what it names is there. Whether a test shows what its row
/// says is for people to read.
class AsvsTest {

    private static final Path ROOT = Path.of(System.getProperty("schoolgate.root", "..")).toAbsolutePath().normalize();
    private static final Set<String> WORDS = Set.of("holds", "holds in part", "does not apply", "does not hold");
    private static final Pattern IN_CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NUMBERS = Pattern.compile("\\d+\\.\\d+\\.\\d+(, \\d+\\.\\d+\\.\\d+)*");

    /// One line of a table.
    ///
    /// @param numbers of the requirements it is about
    /// @param word one of the four, as it should be
    private record Row(List<String> numbers, String word, String reason) {

        /// Names of classes and files, as they stand in the reason.
        List<String> names() {
            return IN_CODE.matcher(reason).results().map((MatchResult found) -> found.group(1))
                    .filter(name -> name.matches("[A-Z][a-z]\\w+|NOTICE|\\w+\\.(jte|js|xml|service)")).toList();
        }
    }

    @Test
    void eachRequirementOfLevelsOneAndTwoHasItsRowOnceInTheChapterItIsOf() throws IOException {
        List<String> expected = requirements();
        assertThat(expected).hasSize(253).doesNotHaveDuplicates();
        assertThat(rows().stream().flatMap(row -> row.numbers().stream())).containsExactlyElementsOf(expected);
    }

    @Test
    void eachRowHasOneOfTheFourWordsAndTheCountsAtItsHeadAreRight() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row.word()).describedAs(row.toString()).isIn(WORDS));
        Map<String, Integer> counted = new TreeMap<>();
        rows().forEach(row -> counted.merge(row.word(), row.numbers().size(), Integer::sum));
        Map<String, Integer> told = new TreeMap<>();
        for (String[] cells : lines()) {
            if (cells.length == 3 && WORDS.contains(cells[1])) {
                told.put(cells[1], Integer.parseInt(cells[2]));
            }
        }
        assertThat(told).isEqualTo(counted);
    }

    @Test
    void whatHoldsNamesWhatShowsItAndWhatDoesNotGivesAReason() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            if (row.word().equals("holds")) {
                assertThat(!row.names().isEmpty() || row.reason().contains(".md)")).describedAs(row.toString())
                        .isTrue();
            } else if (row.word().equals("does not apply")) {
                assertThat(row.reason()).describedAs(row.toString()).hasSizeGreaterThan(6);
            } else {
                assertThat(row.reason()).describedAs(row.toString()).hasSizeGreaterThan(40);
            }
        });
    }

    @Test
    void everyTestAndClassThatARowNamesIsThere() throws IOException {
        Set<String> known = files();
        List<String> named = rows().stream().flatMap(row -> row.names().stream()).toList();
        assertThat(named).hasSizeGreaterThan(200);
        assertThat(named.stream().filter(name -> !known.contains(name))).isEmpty();
    }

    private static List<Row> rows() throws IOException {
        return lines().stream().filter(cells -> cells.length == 5 && NUMBERS.matcher(cells[1]).matches())
                .map(cells -> new Row(List.of(cells[1].split(", ")), cells[3], cells[4])).toList();
    }

    /// The lines of all tables, in cells; the first of each is empty.
    private static List<String[]> lines() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/asvs.md")).stream().filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new)).toList();
    }

    private static List<String> requirements() throws IOException {
        try (InputStream in = Objects.requireNonNull(AsvsTest.class.getResourceAsStream("/asvs-5.0.0.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf(' '))).toList();
        }
    }

    /// What the modules are made of, by name; classes without their ending.
    private static Set<String> files() throws IOException {
        List<Path> places = new ArrayList<>(List.of(ROOT.resolve("deploy")));
        Stream.of("app", "blocklists", "filters", "proxy", "review").map(module -> ROOT.resolve(module).resolve("src"))
                .forEach(places::add);
        List<String> names = new ArrayList<>(List.of("NOTICE"));
        for (Path place : places) {
            try (Stream<Path> all = Files.walk(place)) {
                all.map(file -> file.getFileName().toString().replace(".java", "")).forEach(names::add);
            }
        }
        return names.stream().collect(Collectors.toUnmodifiableSet());
    }
}
