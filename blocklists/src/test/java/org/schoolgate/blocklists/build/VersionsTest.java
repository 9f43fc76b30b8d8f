package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.blocklists.build.Shelves.ANNE;
import static org.schoolgate.blocklists.build.Shelves.names;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.blocklists.source.Tar;

/// Going back to older versions, and what changed between them.
class VersionsTest {

    @TempDir
    Path folder;
    private Shelves shelves = new Shelves(Path.of(""));

    @BeforeEach
    void shelves() {
        shelves = new Shelves(folder);
    }

    @Test
    void anOlderVersionComesIntoForceAsANewOneAndTheNewerStays() throws Exception {
        String first = shelves.importing("games", names(100), "games").version();
        String second = shelves.importing("games", names(110), "games").version();
        KeptVersion back = shelves.listLibrary().versions().rollback("games", Optional.empty(), ANNE,
                "closes too much");
        assertThat(back.again()).contains(first);
        assertThat(back.version()).endsWith(".3");
        assertThat(shelves.size()).isEqualTo(100);
        assertThat(shelves.listLibrary().load().version()).isEqualTo(shelves.listLibrary().mark())
                .contains(back.version());
        assertThat(shelves.listLibrary().versions().kept("games")).extracting(KeptVersion::version)
                .containsExactly(back.version(), second, first);
        assertThat(shelves.listLibrary().versions().kept("games")).filteredOn(KeptVersion::inForce).hasSize(1);
        Event event = shelves.listLibrary().provenance().history(Optional.of("games"), 1).getFirst();
        assertThat(event.kind()).isEqualTo(Event.Kind.ROLLED_BACK);
        assertThat(event.before()).isEqualTo(second);
        assertThat(shelves.listLibrary().describe(shelves.listLibrary().load()))
                .contains(back.version() + " entries 100 ");
    }

    @Test
    void theContentThatWasPutAsideWaitsWhenItComesAgain() throws Exception {
        shelves.importing("games", names(100), "games");
        shelves.importing("games", names(110), "games");
        shelves.importing("games", names(120), "games");
        String first = shelves.listLibrary().versions().kept("games").getLast().version();
        shelves.listLibrary().versions().rollback("games", Optional.of(first), ANNE, "wrong");
        for (int count : new int[]{110, 120}) {
            assertThatThrownBy(() -> shelves.importing("games", names(count), "games"))
                    .isInstanceOf(ListHeldException.class).hasMessageContaining("the very content again");
        }
        assertThat(shelves.importing("games", names(100), "games").listed()).isEqualTo(100);
        assertThat(shelves.importing("games", names(121), "games").listed()).as("other content").isEqualTo(121);
        assertThatThrownBy(() -> shelves.importing("games", names(120), "games"))
                .as("after other versions").isInstanceOf(ListHeldException.class);
        shelves.listLibrary().versions().release("games", Optional.empty(), ANNE, "it was right");
        assertThat(shelves.importing("games", names(121), "games").listed()).isEqualTo(121);
        assertThat(shelves.importing("games", names(120), "games").listed()).as("released once").isEqualTo(120);
    }

    @Test
    void whatCannotBeGoneBackToIsNamed() throws Exception {
        String only = shelves.importing("games", names(100), "games").version();
        assertRefused("games", Optional.empty(), "no older version");
        assertRefused("games", Optional.of(only), "in force already");
        assertRefused("games", Optional.of("x"), "has no version 'x'");
        assertRefused("gams", Optional.empty(), "did you mean 'games'?");
    }

    private void assertRefused(String name, Optional<String> version, String why) {
        assertThatThrownBy(() -> shelves.listLibrary().versions().rollback(name, version, ANNE, "x"))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write entries", "write header", "move into place", "write pointer", "exchange pointer"})
    void aGatewayThatStopsWhileItGoesBackHasTheNewerInForce(String stopping) throws Exception {
        shelves.importing("games", names(100), "games");
        shelves.importing("games", names(110), "games");
        String mark = shelves.listLibrary().mark();
        shelves.stoppingBefore(stopping);
        assertThatThrownBy(() -> shelves.listLibrary().versions().rollback("games", Optional.empty(), ANNE, "x"))
                .hasMessageContaining(stopping);
        shelves.going();
        assertThat(shelves.listLibrary().mark()).isEqualTo(mark);
        assertThat(shelves.size()).isEqualTo(110);
        shelves.listLibrary().versions().rollback("games", Optional.empty(), ANNE, "x");
        assertThat(shelves.size()).isEqualTo(100);
        assertThat(shelves.files("games")).noneMatch(name -> name.contains("new"));
    }

    @Test
    void theDifferenceOfTwoVersionsIsWhatAPlainComparisonFinds() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<Map<String, Set<String>>> versions = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Map<String, Set<String>> version = new HashMap<>();
            for (String category : List.of("games", "chat", "news")) {
                random.ints(3000, 0, 4000).forEach(number -> version.computeIfAbsent(
                        number % 7 == 0 ? "n" + number + ".example/path" : "n" + number + ".example",
                        any -> new TreeSet<>()).add(category));
            }
            versions.add(version);
            importing(version);
        }
        List<Difference.Line> lines = new ArrayList<>();
        Difference difference = shelves.listLibrary().versions().diff("ut1", Optional.empty(), Optional.empty(),
                lines::add);
        Map<String, Set<String>> before = versions.get(0);
        Map<String, Set<String>> after = versions.get(1);
        List<Difference.Line> expected = new ArrayList<>();
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String entry : all) {
            Set<String> then = before.getOrDefault(entry, Set.of());
            Set<String> now = after.getOrDefault(entry, Set.of());
            if (!then.equals(now)) {
                expected.add(new Difference.Line(then.isEmpty()
                        ? Difference.Kind.ADDED
                        : now.isEmpty() ? Difference.Kind.REMOVED : Difference.Kind.MOVED, entry, sorted(then),
                        sorted(now)));
            }
        }
        assertThat(lines.stream().map(line -> new Difference.Line(line.kind(), line.entry(),
                sorted(line.before()), sorted(line.after())))).as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(difference.added() + difference.removed() + difference.moved()).isEqualTo(expected.size());
        assertThat(difference.byCategory().get("games")).isEqualTo(new Difference.Change(
                all.stream().filter(entry -> in(after, entry) && !in(before, entry)).count(),
                all.stream().filter(entry -> in(before, entry) && !in(after, entry)).count()));
        assertThat(difference.entriesBefore()).isEqualTo(before.size());
        assertThat(difference.entriesAfter()).isEqualTo(after.size());
    }

    private static boolean in(Map<String, Set<String>> version, String entry) {
        return version.getOrDefault(entry, Set.of()).contains("games");
    }

    private static List<String> sorted(java.util.Collection<String> words) {
        return words.stream().sorted().toList();
    }

    private void importing(Map<String, Set<String>> version) throws Exception {
        var tar = new Tar();
        for (String category : List.of("games", "chat", "news")) {
            for (boolean paths : new boolean[]{false, true}) {
                var text = new StringBuilder();
                version.forEach((entry, categories) -> {
                    if (categories.contains(category) && entry.contains("/") == paths) {
                        text.append(entry).append('\n');
                    }
                });
                tar.file("blacklists/" + (category.equals("news") ? "press" : category) + "/"
                        + (paths ? "urls" : "domains"), text.toString());
            }
        }
        shelves.listLibrary().importFile(tar.write(folder.resolve("blacklists.tar.gz")),
                new ImportOptions(Optional.of("ut1"), Optional.empty(), Optional.empty(), true), progress -> {});
    }

    @Test
    void whatIsHeldIsComparedWithWhatIsInForceAndSealedEntriesAreCountedAlone() throws Exception {
        shelves.importing("games", names(100), "games");
        assertThatThrownBy(() -> shelves.importing("games", names(10), "games"))
                .isInstanceOf(ListHeldException.class);
        List<Difference.Line> lines = new ArrayList<>();
        Difference held = shelves.listLibrary().versions().diff("games", Optional.empty(), Optional.of(Versions.HELD),
                lines::add);
        assertThat(held.removed()).isEqualTo(90);
        assertThat(lines).hasSize(90).first()
                .isEqualTo(new Difference.Line(Difference.Kind.REMOVED, "name10.list.example", List.of("games"),
                        List.of()));
        lines.clear();
        shelves.importing("iwf", names(100), "illegal");
        shelves.importing("iwf", names(105), "illegal");
        Difference sealed = shelves.listLibrary().versions().diff("iwf", Optional.empty(), Optional.empty(),
                lines::add);
        assertThat(sealed.added()).isEqualTo(5);
        assertThat(sealed.sealed()).isEqualTo(5);
        assertThat(lines).isEmpty();
    }
}
