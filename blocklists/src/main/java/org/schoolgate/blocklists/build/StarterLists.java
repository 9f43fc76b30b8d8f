package org.schoolgate.blocklists.build;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Formats;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;

/// The small lists written by hand that come with the product, one for a category, so that a gateway does something
/// before the first import. They are no substitute for real lists.
final class StarterLists {

    private final List<Starter> starters;

    /// A line of a starter list that names something.
    private record Line(Entry entry, int number) {}

    private record Starter(Category category, String version, List<Line> lines) {
        String name() {
            return "starter/" + category.slug();
        }
    }

    StarterLists(Categories categories) {
        this.starters = categories.all().stream().map(StarterLists::read).flatMap(Optional::stream).toList();
    }

    /// What names all of them and their content, such as `starter@1a2b3c4d`.
    String mark() {
        return "starter@" + hash(starters.stream().map(Starter::version).toList());
    }

    List<ListStatus> status() {
        return starters.stream().map(starter -> new ListStatus(starter.name(), starter.version(), Instant.EPOCH, true,
                starter.lines().size(), Map.of(starter.category().slug(), (long) starter.lines().size()))).toList();
    }

    void addTo(IndexBuilder index) {
        for (Starter starter : starters) {
            int part = index.part(new Part(starter.name(), starter.version(), List.of(starter.category().slug())));
            starter.lines().forEach(line -> index.add(line.entry(), part, line.number()));
        }
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
            return new Starter(category, hash(text), List.copyOf(lines));
        });
    }

    private static String hash(List<String> lines) {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(ListStore.sha256().digest(text)).substring(0, 8);
    }
}
