package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.source.Tar;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.DomainIndex;

/// The lists of a gateway in a test, and a clock that the test sets.
final class TestLists {

    private final Path lists;
    private final Categories categories = SchoolCategories.all();
    private final Optional<SSLContext> trust;
    private final long reserve;
    private Instant now = Instant.parse("2026-11-30T08:00:00Z");

    TestLists(Path lists) {
        this(lists, Optional.empty(), 0);
    }

    TestLists(Path lists, Optional<SSLContext> trust, long reserve) {
        this.lists = lists;
        this.trust = trust;
        this.reserve = reserve;
    }

    InstantSource clock() {
        return () -> now;
    }

    Instant now() {
        return now;
    }

    void at(Instant moment) {
        now = moment;
    }

    ListLibrary listLibrary() {
        return new ListLibrary(lists, categories, clock());
    }

    Sources sources() {
        return new Sources(listLibrary());
    }

    /// Sets up a source on the loopback.
    ///
    /// @param more a key and its value, and so on
    void put(String name, String from, String... more) throws Exception {
        Map<String, String> lines = new LinkedHashMap<>(Map.of("from", from, "inside", "127.0.0.0/8"));
        for (int i = 0; i < more.length; i += 2) {
            lines.put(more[i], more[i + 1]);
        }
        sources().put(name, lines);
    }

    /// Updates a source now.
    SourceOutcome update(String name) throws IOException {
        List<SourceOutcome> all = new ArrayList<>();
        boolean done = round().now(sources(), source -> source.name().equals(name), (source, step, so, total) -> {},
                all::add);
        if (!done || all.size() != 1) {
            throw new IllegalStateException("updated " + all);
        }
        return all.getFirst();
    }

    /// Why an update failed.
    String failure(String name) throws IOException {
        SourceOutcome outcome = update(name);
        if (outcome instanceof SourceOutcome.Failed(var _, SourceStatus status)) {
            return status.wrong();
        }
        throw new IllegalStateException("it did not fail: " + outcome);
    }

    Round round() {
        return new Round(clock(), new SplittableRandom(1), trust, reserve);
    }

    /// How many entries are in force, without those that come with the program.
    long entries() throws IOException {
        DomainIndex index = listLibrary().load();
        DomainIndex starters = new ListLibrary(lists.resolve("none"), categories, clock()).load();
        try {
            return index.size() - starters.size();
        } finally {
            index.close();
            starters.close();
        }
    }

    /// The files of a list's folder, but for its versions.
    List<String> files(String name) throws IOException {
        try (Stream<Path> inside = Files.walk(lists.resolve(name))) {
            return inside.filter(Files::isRegularFile).map(path -> lists.resolve(name).relativize(path).toString())
                    .filter(path -> !path.matches("[0-9]{8}-.*")).sorted().toList();
        }
    }

    /// An archive as UT1 publishes one, of so many names of games and a tenth as many others.
    static Path archive(Path file, int names) {
        return new Tar().link("blacklists/porn", "adult").file("blacklists/games/domains", names("game", names))
                .file("blacklists/adult/domains", names("adult", names / 10)).write(file);
    }

    static String names(String what, int count) {
        return IntStream.range(0, count).mapToObj(each -> what + each + "-"
                + Integer.toHexString(each * 0x9e3779b9) + ".list.example\n").collect(Collectors.joining());
    }
}
