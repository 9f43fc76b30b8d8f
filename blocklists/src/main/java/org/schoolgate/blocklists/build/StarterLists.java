package org.schoolgate.blocklists.build;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Formats;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.request.OwnNames;

/// The small lists written by hand that come with the product, one for a category, so that a gateway does something
/// before the first import. They are no substitute for real lists. Beside them each category has one name that is nobody's, by
/// which it can be tried out; see [OwnNames].
final class StarterLists {

    private final List<Starter> starters;

    /// Of each category the one name that is for tests.
    private final List<Starter> tests;

    /// A line of a starter list that names something.
    private record Line(Entry entry, int number) {}

    private record Starter(String name, Category category, String version, List<Line> lines) {}

    StarterLists(Categories categories) {
        this.starters = categories.all().stream().map(StarterLists::read).flatMap(Optional::stream).toList();
        this.tests = categories.all().stream().map(StarterLists::test).toList();
    }

    /// What names all of them and their content, such as `starter@1a2b3c4d`.
    String mark() {
        return "starter@" + hash(everything().map(Starter::version).toList());
    }

    List<ListStatus> status() {
        return starters.stream().map(starter -> new ListStatus(starter.name(), starter.version(), Instant.EPOCH, true,
                starter.lines().size(), Map.of(starter.category().slug(), (long) starter.lines().size()))).toList();
    }

    void addTo(IndexBuilder index) {
        for (Starter starter : everything().toList()) {
            int part = index.part(new Part(starter.name(), starter.version(), List.of(starter.category().slug())));
            starter.lines().forEach(line -> index.add(line.entry(), part, line.number()));
        }
    }

    /// Adds what they say of some entries.
    void addTo(IndexBuilder index, Predicate<Entry> only) {
        for (Starter starter : everything().toList()) {
            int part = index.part(new Part(starter.name(), starter.version(), List.of(starter.category().slug())));
            starter.lines().stream().filter(line -> only.test(line.entry().asListed()))
                    .forEach(line -> index.add(line.entry(), part, line.number()));
        }
    }

    /// The entries of each of them that is no test, by its name.
    Map<String, List<Entry>> entries() {
        Map<String, List<Entry>> entries = new LinkedHashMap<>();
        starters.forEach(starter -> entries.put(starter.name(), starter.lines().stream().map(Line::entry).toList()));
        return entries;
    }

    private static Optional<Starter> read(Category category) {
        String file = "/org/schoolgate/blocklists/starter/" + category.slug() + ".txt";
        return Resources.lines(file).map(text -> {
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < text.size(); i++) {
                switch (Formats.PLAIN.read(text.get(i))) {
                    case Reading.Listed listed -> lines.add(new Line(listed.entries().getFirst(), i + 1));
                    case Reading.Bad bad ->
                        throw new IllegalStateException(file + ":" + (i + 1) + ": " + bad.what());
                    default -> {
                        // A comment.
                    }
                }
            }
            return new Starter("starter/" + category.slug(), category, hash(text), List.copyOf(lines));
        });
    }

    private static Starter test(Category category) {
        String name = OwnNames.test(category.slug()).name();
        if (Formats.PLAIN.read(name) instanceof Reading.Listed listed) {
            return new Starter("test/" + category.slug(), category, name,
                    List.of(new Line(listed.entries().getFirst(), 1)));
        }
        throw new IllegalStateException(name + " cannot be read as an entry");
    }

    private Stream<Starter> everything() {
        return Stream.concat(starters.stream(), tests.stream());
    }

    private static String hash(List<String> lines) {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Disk.sha256().digest(text)).substring(0, 8);
    }
}
