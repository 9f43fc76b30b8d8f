package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.blocklists.build.Shelves.ANNE;
import static org.schoolgate.blocklists.build.Shelves.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;

/// What would be in force with another version of a list, held against what is in force once it is.
class TrialTest {

    private static final List<String> HOSTS = List.of("a.example", "www.a.example", "x.www.a.example", "b.example",
            "www.b.example", "ab.example", "example", "192.0.2.7", "192.0.2.9", "198.51.100.7", "[2001:db8::1]",
            "[2002:c000:207::1]");
    private static final List<String> PATHS = List.of("", "/x", "/x/y", "/xy", "/x?q=1&r=2", "/x?q=1");
    private static final List<String> ENTRIES = entries();
    private static final List<Target> TARGETS = targets();

    @TempDir
    Path folder;
    private Shelves shelves = new Shelves(Path.of(""));

    @BeforeEach
    void open() {
        shelves = new Shelves(folder).groups("juniors", "seniors");
    }

    private static List<String> entries() {
        List<String> all = new ArrayList<>(List.of("192.0.2.0/24", "192.0.0.0/8", "2001:db8::/32", "2001:db8::1"));
        for (String host : List.of("a.example", "www.a.example", "b.example", "x.www.a.example", "192.0.2.7")) {
            all.add(host);
            PATHS.stream().filter(path -> !path.isEmpty()).forEach(path -> all.add(host + path));
        }
        all.addAll(List.of("=a.example", "=www.a.example", "@@a.example", "@@www.a.example", "@@b.example/x",
                "@@=www.b.example"));
        return all;
    }

    private static List<Target> targets() {
        List<Target> all = new ArrayList<>();
        for (String host : HOSTS) {
            all.add(Target.Site.parse(host + ":443").orElseThrow());
            PATHS.forEach(path -> Target.Page.parse("https://" + host + (path.isEmpty() ? "/" : path))
                    .ifPresent(all::add));
        }
        return all;
    }

    @RepeatedTest(20)
    void aTrialAnswersAsTheIndexDoesOnceTheVersionIsInForce() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (String name : List.of("games", "chat", "pornography", "games")) {
            shelves.accepting(name, some(random), name);
            shelves.later(Duration.ofMinutes(1));
        }
        for (int i = 0; i < 3; i++) {
            edit(random);
        }
        held(random);
        assertThat(bits("games", Versions.HELD)).as("seed %d, what is held", seed).isEqualTo(afterwards(
                () -> shelves.listLibrary().versions().release("games", Optional.empty(), ANNE, "it is right")));
        String older = shelves.listLibrary().versions().kept("games").getLast().version();
        assertThat(bits("games", older)).as("seed %d, an older version", seed).isEqualTo(afterwards(
                () -> shelves.listLibrary().versions().rollback("games", Optional.of(older), ANNE, "it was better")));
        String text = some(random);
        assertThat(tried("fresh", text)).as("seed %d, a new list", seed)
                .isEqualTo(afterwards(() -> shelves.accepting("fresh", text, "chat")));
    }

    /// Many entries more than before, so that it waits.
    private void held(Random random) throws IOException, ListRefusedException {
        String text = some(random) + names(1_000);
        assertThatThrownBy(() -> shelves.importing("games", text, "games")).isInstanceOf(ListHeldException.class);
    }

    private static String some(Random random) {
        var text = new StringBuilder("=never.example\n");
        ENTRIES.stream().filter(entry -> random.nextInt(4) == 0).forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }

    private void edit(Random random) throws IOException {
        try {
            List<String> groups = Stream.of("juniors", "seniors").filter(_ -> random.nextInt(3) == 0).toList();
            shelves.listLibrary().editing().edit(new EditWish(random.nextBoolean(),
                    ENTRIES.get(random.nextInt(ENTRIES.size())).replaceFirst("^@@", ""), Optional.of("games"), groups),
                    Basis.of(ANNE, ""));
        } catch (ListRefusedException already) {
            assertThat(already.getMessage()).as("it is so already").isNotBlank();
        }
    }

    private interface Doing {
        Object run() throws IOException, ListRefusedException;
    }

    private List<Long> afterwards(Doing doing) throws IOException, ListRefusedException {
        doing.run();
        DomainIndex index = shelves.listLibrary().load();
        try {
            return bits(index);
        } finally {
            index.close();
        }
    }

    private static List<Long> bits(DomainIndex index) {
        return Stream.of("nobody", "juniors", "seniors").map(index::forGroup)
                .flatMap(each -> TARGETS.stream().map(each::bitsOf)).toList();
    }

    private List<Long> bits(String name, String version) throws IOException, ListRefusedException {
        try (Trial trial = shelves.listLibrary().versions().trial(name, version, TARGETS, progress -> {})) {
            return bits(trial.index());
        }
    }

    private List<Long> tried(String name, String text) throws IOException, ListRefusedException {
        Path file = Files.writeString(folder.resolve(name + ".txt"), text);
        try (Trial trial = shelves.listLibrary().tryFile(file, ImportOptions.into("chat"), TARGETS, progress -> {})) {
            return bits(trial.index());
        }
    }

    @Test
    void aFileThatIsOnlyTriedLeavesNothing() throws Exception {
        shelves.importing("games", names(1_000), "games");
        List<String> before = shelves.files("games");
        Path file = Files.writeString(folder.resolve("games.txt"), names(10));
        try (Trial trial = shelves.listLibrary().tryFile(file, ImportOptions.into("games"), TARGETS, progress -> {})) {
            assertThat(trial.entries()).isEqualTo(10);
            assertThat(trial.reasons()).extracting(HeldReason::kind).containsExactly(HeldReason.Kind.SHRANK);
        }
        tried("fresh", "a.example\n");
        assertThatThrownBy(() -> tried("fresh", "# nothing\n")).isInstanceOf(ListRefusedException.class);
        assertThat(shelves.files("games")).isEqualTo(before);
        assertThat(shelves.lists().resolve("fresh")).doesNotExist();
        assertThat(shelves.listLibrary().versions().held()).isEmpty();
        assertThat(shelves.listLibrary().provenance().history(Optional.empty(), 10)).hasSize(1)
                .allMatch(event -> event.who().equals(Who.GATEWAY));
    }

    @Test
    void whatIsNotThereIsNotTried() throws Exception {
        shelves.importing("games", names(10), "games");
        assertThatThrownBy(() -> bits("games", Versions.HELD)).isInstanceOf(ListRefusedException.class)
                .hasMessageContaining("has no version 'held'");
        assertThatThrownBy(() -> bits("gamess", "1")).isInstanceOf(ListRefusedException.class)
                .hasMessageContaining("there is no list 'gamess'");
        assertThatThrownBy(() -> bits("../games", "1")).isInstanceOf(ListRefusedException.class);
    }

    @Test
    void ofAnAddressWithinAnotherItIsTold() throws Exception {
        shelves.importing("games", "192.0.2.0/24\n", "games");
        String version = shelves.listLibrary().versions().kept("games").getFirst().version();
        Target within = new Target.Site(IpAddress.parse("2002:c000:207::1").orElseThrow(), 443);
        try (Trial trial = shelves.listLibrary().versions().trial("games", version, List.of(within), progress -> {})) {
            assertThat(trial.index().bitsOf(within)).isNotZero();
        }
    }
}
