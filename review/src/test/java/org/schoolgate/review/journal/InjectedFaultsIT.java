package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

/// Each call by which the journal's process touches its files is made to fail, one after another: with the long tests the first
/// fifty of every kind in every way, in the suite a fixed sample.
class InjectedFaultsIT {

    private static final boolean LONG = Boolean.getBoolean("schoolgate.long");
    private static final int OCCURRENCES = 50;
    private static final int SAMPLE = 60;
    private static final List<String> CALLS = List.of("write", "pwrite64", "fdatasync", "fsync", "openat", "ftruncate",
            "rename", "fallocate", "pread64", "unlink");
    private static final List<String> FAULTS = List.of("error=EIO", "error=ENOSPC", "error=EINTR",
            "delay_enter=" + (LONG ? 300_000 : 100_000));
    private static final int LARGEST_FILE = 120_000;

    @TempDir
    private Path folder;
    private final Map<String, Integer> points = new TreeMap<>();
    private final Set<Long> acknowledged = new HashSet<>();
    private final List<String> broken = new ArrayList<>();
    private long next = 1_000;
    private int day;
    private int refused;

    /// @param call the kernel's name of the call
    /// @param fault how it fails
    /// @param occurrence the how-manieth of a round fails
    private record Point(String call, String fault, long occurrence) {}

    @BeforeEach
    void stracePresent() throws Exception {
        assumeThat(SmallDisk.run(List.of("strace", "-V"))).as("strace").isTrue();
    }

    @Test
    @DisplayName("J04 whichever call fails, the process lives on, nothing acknowledged is lost and the chain is whole")
    void everyCallMayFail() throws Exception {
        long start = System.nanoTime();
        try (RunningJournal journal = RunningJournal.start(CommandedJournal.class, folder, List.of(file().toString()))) {
            round(journal);
            List<Point> all = points(journal);
            for (Point point : LONG ? all : sample(all)) {
                inject(journal, point);
            }
            for (int limit = LONG ? 1_000 : 3_000; limit < LARGEST_FILE; limit += LONG ? 2_000 : 14_000) {
                shorten(journal, limit);
            }
            assertThat(journal.isAlive()).isTrue();
        }
        assertThat(broken).isEmpty();
        try (Store store = Store.open(new StoreLocation.Sqlite(file()))) {
            assertThat(store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {}).findings()).isEmpty();
        }
        assertThat(StoredTraces.of(file())).as("after the process was killed").containsAll(acknowledged);
        int injected = points.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(injected).isGreaterThan(LONG ? 1_000 : SAMPLE / 2);
        assertThat(refused).as("faults that mattered").isPositive();
        System.out.printf("%d faults injected in %d s, %d parts of rounds refused, %d accesses acknowledged, none lost: %s%n",
                injected, (System.nanoTime() - start) / 1_000_000_000, refused, acknowledged.size(), points);
    }

    /// What can fail: each call of a round that meets no fault, as often as it is made.
    private List<Point> points(RunningJournal journal) throws Exception {
        List<Point> out = new ArrayList<>();
        for (String call : CALLS) {
            Injection watch = Injection.into(journal.pid(), call, "", files(), folder.resolve("strace.log"));
            round(journal);
            long calls = Math.min(OCCURRENCES, watch.calls());
            for (long occurrence = 1; occurrence <= calls; occurrence++) {
                for (String fault : FAULTS) {
                    out.add(new Point(call, fault, occurrence));
                }
            }
        }
        return out;
    }

    /// As many of each call, and spread over its occurrences and faults.
    private static List<Point> sample(List<Point> all) {
        Map<String, List<Point>> byCall = new LinkedHashMap<>();
        all.forEach(point -> byCall.computeIfAbsent(point.call(), _ -> new ArrayList<>()).add(point));
        int each = SAMPLE / byCall.size();
        return byCall.values().stream().flatMap(some -> {
            int step = Math.max(1, some.size() / each);
            // Not a multiple of the number of faults, so that each has its turn.
            int odd = step % 2 == 0 && step > 1 ? step - 1 : step;
            return Stream.iterate(0, i -> i < some.size(), i -> i + odd).limit(each).map(some::get);
        }).toList();
    }

    private void inject(RunningJournal journal, Point point) throws Exception {
        Injection injection = Injection.into(journal.pid(), point.call(),
                point.fault() + ":when=" + point.occurrence(), files(), folder.resolve("strace.log"));
        round(journal);
        if (injection.end() > 0) {
            points.merge(point.call() + " " + point.fault(), 1, Integer::sum);
        }
        recover(journal, point.toString());
    }

    /// Lets files grow to a size alone: what crosses it is written in part, and what lies beyond it not at all.
    private void shorten(RunningJournal journal, int limit) throws Exception {
        assertThat(limit(journal, Integer.toString(limit))).isTrue();
        round(journal);
        assertThat(limit(journal, "unlimited")).isTrue();
        points.merge("short write", 1, Integer::sum);
        recover(journal, "files of " + limit + " bytes");
    }

    private static boolean limit(RunningJournal journal, String bytes) throws Exception {
        return SmallDisk.run(List.of("prlimit", "--pid", Long.toString(journal.pid()), "--fsize=" + bytes + ":unlimited"));
    }

    /// Once the fault is over everything must work, and nothing be missing.
    private void recover(RunningJournal journal, String after) throws Exception {
        String said = round(journal);
        if (said.contains("failed")) {
            broken.add(after + ": " + said);
        }
        String findings = journal.ask("audit");
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
