package org.schoolgate.blocklists.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// Sixty-four categories, and names in many different sets of them.
class CombinationsTest {

    private final Categories categories = new Categories(IntStream.range(0, 64)
            .mapToObj(bit -> new Category(bit, "c" + bit, "C" + bit, "C", false)).toList());

    /// 70,000 are more than a lane of the table can number.
    @ParameterizedTest
    @ValueSource(ints = {5_000, 70_000})
    void everyDifferentSetIsGivenBackAsItWas(int count) {
        var random = new SplittableRandom(64);
        Set<Long> sets = new LinkedHashSet<>();
        while (sets.size() < count) {
            sets.add(random.nextLong() & random.nextLong() & random.nextLong() & random.nextLong());
        }
        sets.remove(0L);
        List<Long> each = new ArrayList<>(sets);
        var builder = new IndexBuilder(KeyHash.of(64), List.of());
        int[] parts = IntStream.range(0, 64).map(bit -> builder.part(new Part("l" + bit, "1", List.of("c" + bit))))
                .toArray();
        for (int i = 0; i < each.size(); i++) {
            for (long left = each.get(i); left != 0; left &= left - 1) {
                builder.add(new Entry(Entry.Kind.NAME, "name" + i + ".example", false),
                        parts[Long.numberOfTrailingZeros(left)], i + 1);
            }
        }
        PackedIndex index = builder.build(new IndexNote("v", "m", 0), categories);
        for (int i = 0; i < each.size(); i++) {
            Target target = new Target.Site(new HostName("name" + i + ".example"), 443);
            assertThat(index.bitsOf(target)).as(target.text()).isEqualTo(each.get(i));
        }
        int last = each.size() - 1;
        assertThat(index.listingsOf(new Target.Site(new HostName("name" + last + ".example"), 443)))
                .hasSize(Long.bitCount(each.get(last))).extracting(Listing::line).containsOnly((long) last + 1);
        index.close();
    }

    /// Names whose hashes agree in all that the table keeps of them, and lie in the same line.
    @Test
    void namesThatTheTableCannotTellApartByTheirHashesAreToldApart() {
        KeyHash hash = KeyHash.of(7);
        List<String> alike = new ArrayList<>();
        for (int i = 0; alike.size() < 20; i++) {
            String name = "name" + i + ".example";
            byte[] bytes = ("        " + name).getBytes(StandardCharsets.US_ASCII);
            long key = hash.ofName(bytes, 8, bytes.length);
            if ((key & 0xffff) == 0x1234 && key >>> 62 == 0) {
                alike.add(name);
            }
        }
        var builder = new IndexBuilder(hash, List.of());
        int part = builder.part(new Part("l", "1", List.of("c0")));
        alike.subList(0, 10).forEach(name -> builder.add(new Entry(Entry.Kind.NAME, name, false), part, 1));
        PackedIndex index = builder.build(new IndexNote("v", "m", 0), categories);
        for (int i = 0; i < alike.size(); i++) {
            Target target = new Target.Site(new HostName(alike.get(i)), 443);
            assertThat(index.bitsOf(target)).as(target.text()).isEqualTo(i < 10 ? 1 : 0);
        }
        index.close();
    }
}
