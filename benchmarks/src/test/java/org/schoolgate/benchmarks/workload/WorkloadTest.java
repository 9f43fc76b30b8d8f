package org.schoolgate.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.Map;
import java.util.List;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.HostName;

/// The made-up names against what was counted in the real lists.
class WorkloadTest {

    private static final int COUNT = 200_000;
    private static final Names NAMES = MadeUpNames.listed(COUNT, 1);

    @Test
    void theSameSeedMakesTheSameNamesAndAnotherSeedOthers() {
        Names again = MadeUpNames.listed(5_000, 1);
        Names others = MadeUpNames.listed(5_000, 2);
        int same = 0;
        for (int i = 0; i < again.size(); i++) {
            assertThat(again.text(i)).isEqualTo(NAMES.text(i));
            assertThat(again.lists(i)).isEqualTo(NAMES.lists(i));
            same += again.text(i).equals(others.text(i)) ? 1 : 0;
        }
        assertThat(same).isLessThan(10);
    }

    @Test
    void everyNameIsCanonicalAndThereOnce() {
        Set<String> different = new HashSet<>();
        for (int i = 0; i < COUNT; i++) {
            different.add(new HostName(NAMES.text(i)).name());
        }
        assertThat(different).hasSize(COUNT);
    }

    @Test
    void theNamesHaveTheShapeOfTheRealOnes() {
        assertThat(share(i -> labels(NAMES.text(i)) == 2)).isCloseTo(0.828, within(0.02));
        assertThat(share(i -> labels(NAMES.text(i)) == 3)).isCloseTo(0.144, within(0.02));
        assertThat(share(i -> labels(NAMES.text(i)) > 5)).isLessThan(0.01);
        assertThat(share(i -> NAMES.text(i).endsWith(".com"))).isCloseTo(0.376, within(0.04));
        assertThat(share(i -> NAMES.text(i).endsWith(".co.uk"))).isCloseTo(0.0140, within(0.004));
        assertThat(NAMES.letters() / (double) COUNT).isCloseTo(16.6, within(1.0));
    }

    /// In UT1 5.5 % of the entries are names that only stand above others, and 1.7 % have a listed name above them.
    @Test
    void namesStandAboveOthersAsOftenAsInTheRealLists() {
        Set<String> listed = new HashSet<>();
        IntStream.range(0, COUNT).forEach(i -> listed.add(NAMES.text(i)));
        Set<String> above = new HashSet<>();
        int shadowed = 0;
        for (String name : listed) {
            boolean shadow = false;
            String rest = name;
            while (labels(rest) > 2) {
                rest = rest.substring(rest.indexOf('.') + 1);
                shadow |= listed.contains(rest);
                above.add(rest);
            }
            shadowed += shadow ? 1 : 0;
        }
        above.removeAll(listed);
        assertThat(above.size() / (double) COUNT).isBetween(0.04, 0.08);
        assertThat(shadowed / (double) COUNT).isBetween(0.012, 0.025);
    }

    @Test
    void manyDifferentSetsOfSixtyListsAreUsed() {
        Set<Long> sets = new HashSet<>();
        IntStream.range(0, COUNT).forEach(i -> sets.add(NAMES.lists(i)));
        assertThat(new ListSets().size()).isEqualTo(ListSets.SETS);
        assertThat(sets).hasSizeBetween(80, ListSets.SETS).allMatch(set -> set != 0 && set >>> ListSets.LISTS == 0);
        assertThat(share(i -> NAMES.lists(i) == 1)).isCloseTo(0.92, within(0.01));
        assertThat(share(i -> Long.bitCount(NAMES.lists(i)) > 1)).isCloseTo(0.08 * 0.325, within(0.004));
    }

    @Test
    void nineHostsInTenAreOnNoListAndTheyHaveTwoLabelsToSix() {
        Queries queries = Queries.cold(new Workload("test", 1, NAMES), 1 << 14);
        String[] hosts = queries.hosts();
        long unlisted = Arrays.stream(hosts).filter(host -> NAMES.listsOf(ascii(host)) == 0).count();
        assertThat(unlisted / (double) hosts.length).isCloseTo(0.9, within(0.01));
        assertThat(
                Arrays.stream(hosts).mapToInt(WorkloadTest::labels).filter(labels -> labels < 2 || labels > 6).count())
                .isLessThan(hosts.length / 200);
        assertThat(Arrays.stream(hosts).mapToInt(WorkloadTest::labels).distinct().sorted().limit(5).toArray())
                .containsExactly(2, 3, 4, 5, 6);
        assertThat(queries.order()).hasSize(1 << 14).doesNotHaveDuplicates();
        assertThat(Arrays.stream(hosts).distinct().count()).isGreaterThan(hosts.length * 95 / 100);
    }

    @Test
    void ofHotHostsTheFirstIsAskedForTwiceAsOftenAsTheSecond() {
        Queries queries = Queries.hot(new Workload("test", 1, NAMES));
        Map<String, Long> counts = Arrays.stream(queries.hosts())
                .collect(Collectors.groupingBy(host -> host, Collectors.counting()));
        List<Long> most = counts.values().stream().sorted(Comparator.reverseOrder()).toList();
        assertThat(most.get(0) / (double) most.get(1)).isCloseTo(2, within(0.3));
        assertThat(most.get(0) / (double) most.get(9)).isCloseTo(10, within(3.0));
        assertThat(counts.size()).isBetween(Queries.HOT_HOSTS / 4, Queries.HOT_HOSTS);
        assertThat(queries.order()).hasSameSizeAs(queries.hosts()).isSorted();
    }

    @Test
    void absentNamesAreOnNoList() {
        var absent = new AbsentNames(3);
        for (int i = 0; i < 10_000; i++) {
            assertThat(NAMES.listsOf(ascii(new HostName(absent.next()).name()))).isZero();
        }
    }

    @Test
    void aWorkloadIsFoundByItsTitle() throws Exception {
        assertThat(Workload.named("made-up-3k").names().size()).isEqualTo(3_000);
        assertThatThrownBy(() -> Workload.named("everything")).hasMessageContaining("made-up-5m");
    }

    private static double share(IntPredicate predicate) {
        return IntStream.range(0, COUNT).filter(predicate).count() / (double) COUNT;
    }

    private static int labels(String name) {
        return 1 + (int) name.chars().filter(c -> c == '.').count();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
