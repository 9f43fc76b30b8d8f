package org.schoolgate.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.identity.GroupNames;

/// What people have written down that the example school's gateway should answer: `app/src/test/resources/example-school`.
/// `docs/example-school.md` says how to read it. What cannot be read, or is there twice or not at all, is an error.
final class SchoolTables {

    private static final Map<String, Verdict> SIGNS = Map.of("+", Verdict.ALLOW, "!", Verdict.FLAG, "?", Verdict.COACH,
            "-", Verdict.BLOCK);
    private static final Map<String, Hours> HOURS = Map.of("W", Hours.WORKING, "T", Hours.WORKING, "B", Hours.BREAK,
            "F", Hours.OUTSIDE, "U", Hours.UNKNOWN);
    private static final int CHESS = 13;

    private final List<Asker> askers = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final Map<Integer, List<String>> letters = new HashMap<>();
    private final Map<String, Abbreviation> shorts = new LinkedHashMap<>();
    /// By letter, column and site; of the site with two lines the second is called `13 over`.
    private final Map<String, String> cells = new HashMap<>();

    /// Somebody who asks, or a device.
    record Asker(int number, String who, Client client, String group, String because, String before, String column) {}

    record Moment(int number, Instant at, String written, String weekday, String what, boolean chess) {}

    record Site(int number, String name, Target target, Set<String> categories) {}

    /// What a short name stands for.
    private record Abbreviation(String rule, boolean recorded, String more) {}

    SchoolTables(Path folder) throws IOException {
        rows(folder, "people.txt", 9).forEach(row -> askers.add(asker(row)));
        rows(folder, "moments.txt", 5).forEach(row -> moments.add(new Moment(number(row), OffsetDateTime.parse(row[1])
                .toInstant(), row[1], row[2], row[3], row[4].equals("plays"))));
        rows(folder, "sites.txt", 4).forEach(row -> sites.add(new Site(number(row), row[1], target(row[2]),
                list(row[3]))));
        rows(folder, "hours.txt", 3).forEach(row -> once(letters, number(row), List.of(row[1].split(" +"))));
        String section = "";
        List<String> columns = List.of();
        for (String line : lines(folder, "answers.txt")) {
            String[] row = cut(line);
            if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']'));
            } else if (row[0].equals("no") || row[0].equals("short")) {
                columns = List.of(row[1].split(" +"));
            } else if (section.equals("rules")) {
                once(shorts, row[0], new Abbreviation(row[1], row[2].equals("yes"), row[3]));
            } else {
                read(section, columns, row);
            }
        }
    }

    private void read(String section, List<String> columns, String[] row) {
        List<String> values = List.of(row[1].split(" +"));
        if (values.size() != columns.size()) {
            throw new IllegalStateException("[" + section + "] " + row[0] + " has " + values.size() + " answers");
        }
        String site = row[0] + (row[2].endsWith("when that is over") ? " over" : "");
        for (String letter : section.split(" ")) {
            for (int i = 0; i < values.size(); i++) {
                once(cells, letter + " " + columns.get(i) + " " + site, values.get(i));
            }
        }
    }

    List<Asker> askers() {
        return List.copyOf(askers);
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }

    List<Site> sites() {
        return List.copyOf(sites);
    }

    /// The rules that a short name stands for.
    Set<String> rules() {
        return shorts.values().stream().map(Abbreviation::rule).collect(Collectors.toSet());
    }

    /// What the hour is, as the table says it.
    String letter(Asker asker, Moment moment) {
        List<String> row = Objects.requireNonNull(letters.get(asker.number()), asker.who());
        if (row.size() != moments.size()) {
            throw new IllegalStateException("hours.txt: " + asker.number() + " has " + row.size() + " letters");
        }
        return row.get(moment.number() - 1);
    }

    Hours hours(Asker asker, Moment moment) {
        return Objects.requireNonNull(HOURS.get(letter(asker, moment)), letter(asker, moment));
    }

    /// What is answered, as the tables say it.
    SchoolAnswer expected(Asker asker, Moment moment, Site site) {
        String key = letter(asker, moment) + " " + asker.column() + " " + site.number();
        String cell = cells.get(site.number() == CHESS && !moment.chess() ? key + " over" : key);
        return answer(Objects.requireNonNull(cell, "answers.txt has nothing for " + key));
    }

    private SchoolAnswer answer(String cell) {
        boolean tried = cell.endsWith("~");
        boolean inside = cell.endsWith("/");
        String plain = tried || inside ? cell.substring(0, cell.length() - 1) : cell;
        if (plain.equals(".")) {
            return new SchoolAnswer(Verdict.ALLOW, "default", false, "-", inside, tried);
        }
        Verdict verdict = Objects.requireNonNull(SIGNS.get(plain.substring(0, 1)), cell);
        Abbreviation rule = Objects.requireNonNull(shorts.get(plain.substring(1)), cell);
        return new SchoolAnswer(verdict, rule.rule(), rule.recorded(), rule.more(), inside, tried);
    }

    // ---- reading ---------------------------------------------------------------------------------------------------------

    private static Asker asker(String[] row) {
        Identity identity = switch (row[2]) {
            case "-" -> Identity.UNKNOWN;
            case "one of 2" -> new Identity.OneOf(2);
            default -> new Identity.Known(Person.of(row[2]).orElseThrow(), list(row[3]).stream()
                    .map(name -> GroupNames.of(name).orElseThrow()).collect(Collectors.toSet()),
                    Identity.Source.PASSWORD, Instant.EPOCH);
        };
        return new Asker(number(row), row[1], Client.at(IpAddress.parse(row[4]).orElseThrow()).as(identity), row[5],
                row[6], row[7], row[8]);
    }

    private static Target target(String asked) {
        return asked.contains("://") ? Target.Page.parse(asked).orElseThrow() : Target.Site.parse(asked).orElseThrow();
    }

    private static int number(String[] row) {
        return Integer.parseInt(row[0]);
    }

    private static Set<String> list(String written) {
        return written.equals("-") ? Set.of() : Set.of(written.split(", "));
    }

    private static <K, V> void once(Map<K, V> map, K key, V value) {
        @Nullable
        V before = map.put(key, value);
        if (before != null) {
            throw new IllegalStateException(key + " is there twice");
        }
    }

    /// The rows below the line that names the columns.
    private static List<String[]> rows(Path folder, String file, int columns) throws IOException {
        List<String[]> rows = lines(folder, file).stream().skip(1).map(SchoolTables::cut).toList();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).length != columns || number(rows.get(i)) != i + 1) {
                throw new IllegalStateException(file + ": look at row " + (i + 1));
            }
        }
        return rows;
    }

    private static List<String> lines(Path folder, String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    private static String[] cut(String line) {
        return Stream.of(line.split("\\|")).map(String::strip).toArray(String[]::new);
    }
}
