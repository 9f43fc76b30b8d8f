package org.schoolgate.blocklists.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theIndexAgreesWithAskingEveryEntry(long given) throws IOException {
        long seed = Long.getLong("oracle.seed", given);
        var random = new Random(seed);
        var naive = new NaiveIndex();
        var direct = new PlainDomainIndex.Builder(categories);
        var stored = new PlainDomainIndex.Builder(categories);
        var draft = new Draft();
        int parts = 5;
        int[] numbers = new int[parts];
        List<CategorySet> sets = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            CategorySet set = CategorySet.of(categories.all().get(random.nextInt(64) % categories.all().size()))
                    .union(CategorySet.of(categories.all().get(random.nextInt(8))));
            sets.add(set);
            direct.part(new Part("list" + i, "v", set));
            numbers[i] = stored.part(new Part("list" + i, "v", set));
            draft.part(set);
        }
        int entries = 20 + random.nextInt(180);
        for (int line = 1; line <= entries; line++) {
            Entry entry = entry(random);
            int part = random.nextInt(parts);
            naive.add(entry, sets.get(part));
            direct.add(entry, part, line);
            draft.add(entry, part, line);
        }
        var text = new ByteArrayOutputStream();
        draft.writeTo(text);
        EntriesText.read(text.toByteArray(), numbers, stored);
        for (int i = 0; i < 4000; i++) {
            Target target = target(random);
            CategorySet expected = naive.categoriesOf(target);
            for (DomainIndex index : List.of(direct.build("direct"), stored.build("stored"))) {
                assertThat(index.categoriesOf(target)).as("seed %d, %s, %s", seed, index.version(), target.text())
                        .isEqualTo(expected);
                assertThat(categories.set(index.listingsOf(target).stream().map(Listing::category)
                        .map(Category::slug).collect(Collectors.toSet())))
                        .as("listings, seed %d, %s, %s", seed, index.version(), target.text()).isEqualTo(expected);
            }
        }
        assertThat(stored.build("stored").size()).as("seed %d", seed).isEqualTo(draft.size());
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
