package org.schoolgate.blocklists.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Entry.Kind;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Target;

/// The index against [NaiveIndex], over random entries from so few labels that most of them meet. `-Doracle.seed=N` plays
/// one seed again.
class IndexOracleTest {

    private static final List<String> LABELS = List.of("a", "b", "ab", "www", "x-y", "example");
    private static final List<String> STEPS = List.of("p", "pq", "q", "r.html");
    private final Categories categories = SchoolCategories.all();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theIndexAgreesWithAskingEveryEntry(long given) throws IOException {
        long seed = Long.getLong("oracle.seed", given);
        var random = new Random(seed);
        var naive = new NaiveIndex();
        var draft = new Draft();
        List<Part> parts = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            parts.add(new Part("list" + i, "v", List.of(slug(random), slug(random))));
            draft.part(categories.set(parts.get(i).slugs()));
        }
        int entries = 20 + random.nextInt(180);
        for (int line = 1; line <= entries; line++) {
            var row = new Row(entry(random), random.nextInt(parts.size()), line);
            rows.add(row);
            naive.add(row.entry(), categories.set(parts.get(row.part()).slugs()));
            draft.add(row.entry(), row.part(), row.line());
        }
        IndexBuilder stored = new IndexBuilder(List.of());
        var text = new ByteArrayOutputStream();
        draft.gathered().writeTo(text);
        EntriesText.read(text.toByteArray(), parts.stream().mapToInt(stored::part).toArray(), stored);
        Path file = folder.resolve("1.index");
        gather(rows, parts, KeyHash.of(seed), List.of()).write(note("file", 0), file);
        PackedIndex direct = gather(rows, parts, KeyHash.of(seed), List.of()).build(note("direct", 0), categories);
        assertThat(direct.size()).as("seed %d", seed).isEqualTo(draft.gathered().size());
        assertAgree(seed, random, naive, List.of(direct, stored.build(note("stored", 0), categories),
                PackedIndex.open(file, categories),
                gather(rows, parts, KeyHash.alike(), List.of()).build(note("all hashes fall together", 0),
                        categories)));

        List<Edit> edits = edits(random, rows);
        edits.forEach(edit -> naive.edit(edit, categories.set(List.of(edit.category()))));
        int some = random.nextInt(edits.size());
        PackedIndex folded = gather(rows, parts, KeyHash.of(seed), edits).build(note("folded in", edits.size()),
                categories);
        assertAgree(seed, random, naive, List.of(folded,
                gather(rows, parts, KeyHash.of(seed), List.of()).build(note("before", 0), categories).with(edits,
                        "before, edited"),
                gather(rows, parts, KeyHash.of(seed), edits.subList(0, some)).build(note("half and half", some),
                        categories).with(edits.subList(some, edits.size()), "half and half"),
                gather(rows, parts, KeyHash.alike(), List.of()).build(note("before, falling together", 0),
                        categories).with(edits, "before, edited")));
    }

    private record Row(Entry entry, int part, int line) {}

    private static IndexBuilder gather(List<Row> rows, List<Part> parts, KeyHash hash, List<Edit> edits) {
        var builder = new IndexBuilder(hash, edits);
        int[] numbers = parts.stream().mapToInt(builder::part).toArray();
        rows.forEach(row -> builder.add(row.entry(), numbers[row.part()], row.line()));
        return builder;
    }

    private void assertAgree(long seed, Random random, NaiveIndex naive, List<PackedIndex> indexes) {
        for (int i = 0; i < 2000; i++) {
            Target target = target(random);
            CategorySet expected = naive.categoriesOf(target);
            for (DomainIndex index : indexes) {
                assertThat(index.categoriesOf(target)).as("seed %d, %s, %s", seed, index.version(), target.text())
                        .isEqualTo(expected);
                assertThat(categories.set(index.listingsOf(target).stream().map(Listing::category)
                        .map(Category::slug).collect(Collectors.toSet())))
                        .as("listings, seed %d, %s, %s", seed, index.version(), target.text()).isEqualTo(expected);
            }
        }
        indexes.forEach(PackedIndex::close);
    }

    /// Half of them about entries that are listed.
    private List<Edit> edits(Random random, List<Row> rows) {
        return IntStream.rangeClosed(1, 20).mapToObj(line -> new Edit(random.nextBoolean(),
                random.nextBoolean() ? rows.get(random.nextInt(rows.size())).entry() : entry(random), slug(random),
                "now",
                line)).toList();
    }

    private String slug(Random random) {
        return categories.all().get(random.nextInt(8)).slug();
    }

    private static IndexNote note(String version, int edits) {
        return new IndexNote(version, "mark", edits);
    }

    private static Entry entry(Random random) {
        boolean allow = random.nextInt(4) == 0;
        return switch (random.nextInt(6)) {
            case 0 -> new Entry(Kind.EXACT, name(random), allow);
            case 1 -> new Entry(Kind.ADDRESSES, address(random), allow);
            case 2 -> new Entry(Kind.ADDRESSES, "10.0." + random.nextInt(2) * 128 + ".0/" + (17 + random.nextInt(4)),
                    allow);
            case 3 -> new Entry(Kind.PATH, name(random) + path(random, 3), allow);
            default -> new Entry(Kind.NAME, name(random), allow);
        };
    }

    private static Target target(Random random) {
        String host = random.nextInt(5) == 0 ? address(random) : name(random);
        return random.nextInt(3) == 0
                ? Target.Site.parse(host + ":443").orElseThrow()
                : Target.Page.parse("http://" + host + path(random, 4)).orElseThrow();
    }

    private static String name(Random random) {
        return IntStream.rangeClosed(0, 1 + random.nextInt(3))
                .mapToObj(i -> LABELS.get(random.nextInt(LABELS.size()))).collect(Collectors.joining("."));
    }

    private static String address(Random random) {
        return "10.0." + random.nextInt(2) * 130 + "." + random.nextInt(3);
    }

    private static String path(Random random, int most) {
        int steps = random.nextInt(most);
        String path = IntStream.range(0, steps).mapToObj(i -> "/" + STEPS.get(random.nextInt(STEPS.size())))
                .collect(Collectors.joining());
        String query = random.nextInt(4) == 0 ? "?k=" + random.nextInt(3) + (random.nextBoolean() ? "&l=1" : "") : "";
        return path.isEmpty() ? "/" + query : path + query;
    }
}
