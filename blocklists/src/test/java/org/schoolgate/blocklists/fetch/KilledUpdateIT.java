package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a program of its own at random moments of an update. Whatever the moment, the list that serves is the one before or
/// the new one, whole; what happened is said; nothing piles up.
class KilledUpdateIT {

    private static final int ROUNDS = Boolean.getBoolean("schoolgate.long") ? 200 : 50;
    private static final int[] NAMES = {60_000, 70_000};

    @TempDir
    Path folder;

    /// The program that is killed: one update after the other, of what it finds at the publisher's.
    static final class Updating {

        private Updating() {}

        public static void main(String[] arguments) throws IOException {
            TestLists lists = new TestLists(Path.of(arguments[0]));
            System.out.println("begins");
            System.out.println(lists.update("games"));
        }
    }

    @Test
    void theLastGoodListOrTheNewOneServesWhole() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KilledUpdateIT: seed " + seed);
        Random random = new Random(seed);
        try (Nginx nginx = new Nginx(Files.createDirectory(folder.resolve("nginx")), "2m")) {
            Path[] versions = {TestLists.archive(folder.resolve("a.tar.gz"), NAMES[0]),
                TestLists.archive(folder.resolve("b.tar.gz"), NAMES[1])};
            var lists = new TestLists(folder.resolve("lists"));
            lists.put("games", nginx.address() + "/slow/lists.tar.gz");
            serve(nginx, versions[0], 0);
            lists.update("games");
            long whole = time(lists, nginx, versions[1]);
            Map<KnownSource.State, Integer> seen = new EnumMap<>(KnownSource.State.class);
            List<Integer> files = new ArrayList<>();
            int killed = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                serve(nginx, versions[round % 2], round + 1);
                Process process = start();
                try (BufferedReader out = process.inputReader()) {
                    assertThat(out.readLine()).isEqualTo("begins");
                    killed += process.waitFor(random.nextLong(whole), TimeUnit.MILLISECONDS) ? 0 : 1;
                    process.destroyForcibly().waitFor();
                }
                long entries = lists.entries();
                assertThat(entries).as("seed %d, round %d", seed, round)
                        .isIn((long) NAMES[0] + NAMES[0] / 10, (long) NAMES[1] + NAMES[1] / 10);
                KnownSource source = lists.sources().find("games");
                assertThat(source.settings()).as("seed %d, round %d", seed, round).isPresent();
                if (source.isInterrupted()) {
                    assertThat(source.words(lists.now())).contains("was interrupted; the list before it serves");
                }
                seen.merge(source.state(lists.now()), 1, Integer::sum);
                files.add(count());
            }
            assertThat(killed).as("seed %d: rounds that ended before their end", seed).isGreaterThan(ROUNDS / 3);
            assertThat(seen).as("seed %d", seed).containsKey(KnownSource.State.FAILING);
            assertThat(files).as("seed %d: files of the lists", seed).allMatch(count -> count <= 24);
            Path last = folder.resolve("last.tar.gz");
            TestLists.archive(last, NAMES[1] + 100);
            serve(nginx, last, ROUNDS + 5);
            assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
            assertThat(lists.entries()).isEqualTo(NAMES[1] + 100 + (NAMES[1] + 100) / 10);
            assertThat(lists.files("games")).containsExactly("current", "source", "source.good", "state");
            System.out.println("kill -9 x " + killed + " of " + ROUNDS + " updates of " + whole + " ms: " + seen);
        }
    }

    @Test
    void anUpdateThatWasInterruptedIsNotTriedAgainAtOnce() throws Exception {
        var lists = new TestLists(folder.resolve("lists"));
        lists.put("games", "http://127.0.0.1:1/lists.tar.gz");
        StateFile.of(folder.resolve("lists/games")).write(SourceStatus.UNKNOWN.begun(lists.now()));
        lists.round().due(lists.sources(), (name, step, done, total) -> {});
        KnownSource source = lists.sources().find("games");
        assertThat(source.status().wrong()).contains("was interrupted");
        assertThat(source.status().failures()).isEqualTo(1);
        assertThat(source.status().due()).contains(lists.now().plus(Duration.ofMinutes(15)));
    }

    /// How long an update takes, from the moment its program begins with it.
    private long time(TestLists lists, Nginx nginx, Path version) throws Exception {
        serve(nginx, version, 1);
        Process process = start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("begins");
            long began = System.nanoTime();
            String said = out.readLine();
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(lists.sources().find("games").state(lists.now())).isEqualTo(KnownSource.State.FRESH);
            return (System.nanoTime() - began) / 1_000_000;
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Updating.class.getName(), folder.resolve("lists").toString())
                .redirectError(folder.resolve("err").toFile()).start();
    }

    private static void serve(Nginx nginx, Path version, int second) throws IOException {
        Path fresh = nginx.www().resolve("fresh");
        Files.copy(version, fresh);
        Files.setLastModifiedTime(fresh, FileTime.fromMillis(1_790_000_000_000L + second * 1000L));
        Files.move(fresh, nginx.www().resolve("lists.tar.gz"), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private int count() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("lists"))) {
            return (int) all.filter(Files::isRegularFile).count();
        }
    }
}
