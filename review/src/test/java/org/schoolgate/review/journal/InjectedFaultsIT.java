package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Each call by which the journal's process touches its files is made to fail, one after another: with the long tests the first
/// fifty of every kind in every way, in the suite a fixed sample.
class InjectedFaultsIT {

    private static final boolean LONG = Boolean.getBoolean("schoolgate.long");
    private static final int OCCURRENCES = 50;
    private static final int SAMPLE = 60;
    private static final List<String> CALLS = List.of("write", "pwrite64", "fdatasync", "fsync", "openat", "ftruncate",
            "rename", "fallocate", "pread64", "fstat", "unlink");
    /// Those that a disk refuses for good, and not once alone.
    private static final Set<String> WRITING = Set.of("write", "pwrite64", "fdatasync", "fsync", "ftruncate");
    private static final List<String> ONCE = List.of("error=EIO:when=%d", "error=ENOSPC:when=%d", "error=EINTR:when=%d",
            "delay_enter=200000:when=%d");
    private static final Set<String> CHANGING = Set.of("write", "pwrite64", "fdatasync", "fsync", "ftruncate", "openat",
            "rename", "unlink");
    private static final List<String> NOT_ALLOWED = List.of("error=EROFS:when=%d", "error=EDQUOT:when=%d");
    private static final List<String> FROM_THEN_ON = List.of("error=EIO:when=%d+", "error=ENOSPC:when=%d+");
    private static final int LARGEST_FILE = 120_000;

    @TempDir
    private Path all;
    /// Of the store that is worked on: a new one for each kind of call.
    private Path folder = Path.of("");
    private final Map<String, Integer> points = new TreeMap<>();
    private final Set<Long> acknowledged = new HashSet<>();
    private final List<String> broken = new ArrayList<>();
    private long next = 1_000;
    private int day;
    private int refused;
    private long injected;
    private long count;

    /// @param call the kernel's name of the call
    /// @param fault how it fails, as `strace` takes it
    /// @param occurrence the how-manieth of a thread fails
    private record Point(String call, String fault, long occurrence) {}

    @BeforeEach
    void stracePresent() throws Exception {
        assumeThat(SmallDisk.run(List.of("strace", "-V"))).as("strace").isTrue();
    }

    @Test
    @DisplayName("J04 whichever call fails, the process lives on, nothing acknowledged is lost and the chain is whole")
    void everyCallMayFail() throws Exception {
        long start = System.nanoTime();
        for (String call : CALLS) {
            folder = Files.createDirectory(all.resolve(call));
            try (RunningJournal journal = start()) {
                List<Point> points = points(journal, call);
                for (Point point : LONG ? points : sample(points)) {
                    inject(journal, point);
                }
                assertThat(journal.isAlive()).isTrue();
            }
            whole();
        }
        folder = Files.createDirectory(all.resolve("short"));
        try (RunningJournal journal = start()) {
            for (int limit = LONG ? 500 : 3_000; limit < LARGEST_FILE; limit += LONG ? 500 : 14_000) {
                shorten(journal, limit);
            }
            assertThat(journal.isAlive()).isTrue();
        }
        whole();
        int met = points.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf("%d places in which %d calls got a fault, in %d s; %d parts of rounds refused, %d accesses"
                + " acknowledged: %s%n", met, injected, (System.nanoTime() - start) / 1_000_000_000, refused,
                count, points);
        assertThat(broken).isEmpty();
        assertThat(met).isGreaterThan(LONG ? 1_000 : SAMPLE / 2);
        assertThat(refused).as("faults that mattered").isPositive();
    }

    private RunningJournal start() throws Exception {
        return RunningJournal.start(CommandedJournal.class, all, List.of(file().toString()));
    }

    /// The process was killed; what it leaves behind must be whole.
    private void whole() throws Exception {
        try (Store store = Store.open(new StoreLocation.Sqlite(file()), TestKey.ONE)) {
            assertThat(store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {}).findings()).isEmpty();
        }
        assertThat(StoredTraces.of(file())).as("after the process was killed").containsAll(acknowledged);
        count += acknowledged.size();
        acknowledged.clear();
    }

    /// What can fail: each such call of a round that meets no fault, as often as it is made.
    private List<Point> points(RunningJournal journal, String call) throws Exception {
        Injection watch = Injection.into(journal.pid(), call, "", files(), all.resolve("strace.log"));
        round(journal);
        long calls = Math.min(OCCURRENCES, watch.calls());
        List<Point> out = new ArrayList<>();
        for (long occurrence = 1; occurrence <= calls; occurrence++) {
            for (String fault : ONCE) {
                out.add(new Point(call, fault, occurrence));
            }
            for (String fault : CHANGING.contains(call) ? NOT_ALLOWED : List.<String>of()) {
                out.add(new Point(call, fault, occurrence));
            }
            for (String fault : WRITING.contains(call) ? FROM_THEN_ON : List.<String>of()) {
                out.add(new Point(call, fault, occurrence));
            }
        }
        return out;
    }

    /// A few, spread over occurrences and faults.
    private static List<Point> sample(List<Point> points) {
        int each = SAMPLE / CALLS.size();
        // Odd, so that each fault has its turn.
        int step = Math.max(1, points.size() / each) | 1;
        return Stream.iterate(0, i -> i < points.size(), i -> i + step).limit(each).map(points::get).toList();
    }

    private void inject(RunningJournal journal, Point point) throws Exception {
        Injection injection = Injection.into(journal.pid(), point.call(),
                point.fault().formatted(point.occurrence()), files(), all.resolve("strace.log"));
        round(journal);
        long hit = injection.end();
        if (hit > 0) {
            injected += hit;
            points.merge(point.call() + " " + point.fault().replace(":when=%d", ""), 1, Integer::sum);
        }
        recover(journal, point.toString());
    }

    /// Lets files grow to a size alone: what crosses it is written in part, and what lies beyond it not at all.
    private void shorten(RunningJournal journal, int limit) throws Exception {
        assertThat(limit(journal, Integer.toString(limit))).isTrue();
        if (round(journal).contains("failed")) {
            injected++;
            points.merge("short write", 1, Integer::sum);
        }
        assertThat(limit(journal, "unlimited")).isTrue();
        recover(journal, "files of " + limit + " bytes");
    }

    private static boolean limit(RunningJournal journal, String bytes) throws Exception {
        return SmallDisk
                .run(List.of("prlimit", "--pid", Long.toString(journal.pid()), "--fsize=" + bytes + ":unlimited"));
    }

    /// Once the fault is over everything must work, and nothing be missing.
    private void recover(RunningJournal journal, String after) throws Exception {
        String findings = journal.ask("check " + next++);
        if (!findings.equals("[]")) {
            broken.add(after + ": " + findings);
        }
        if (!StoredTraces.of(file()).containsAll(acknowledged)) {
            broken.add(after + ": lost what was acknowledged");
        }
    }

    private String round(RunningJournal journal) throws Exception {
        day++;
        String said = journal.ask("round " + next + " " + day);
        next += 10;
        for (String word : said.split(" ")) {
            if (word.equals("failed")) {
                refused++;
            } else if (!word.isEmpty()) {
                acknowledged.add(Long.parseLong(word));
            }
        }
        return said;
    }

    private Path file() {
        return folder.resolve("store.db");
    }

    private List<Path> files() {
        Path keys = folder.resolve("keys");
        return List.of(file(), folder.resolve("store.db-wal"), folder.resolve("store.db-shm"),
                folder.resolve("store.db.lock"), keys, keys.resolve("seal.key"), keys.resolve("checkpoint.key"),
                keys.resolve("checkpoint.key.new"));
    }
}
