package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;

/// SQLite's log is cut off within its last commit, as a power failure would leave it.
class TornLogIT {

    /// In bytes; no divisor of a page.
    private static final int STEP = Boolean.getBoolean("schoolgate.long") ? 7 : 499;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("J21 wherever the last commit is cut off, all before it is there and nothing of it")
    void whatIsTornIsLeftOut() throws Exception {
        Path file = folder.resolve("a.db");
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("a.db");
        byte[] main;
        byte[] log;
        int before;
        try (Store store = Store.open(new StoreLocation.Sqlite(file), TestKey.ONE)) {
            for (int number = 1; number <= 4; number++) {
                store.accesses().append(List.of(RecordedAccesses.full(number)));
            }
            before = Files.readAllBytes(log(file)).length;
            store.accesses().append(List.of(RecordedAccesses.full(5)));
            main = Files.readAllBytes(file);
            log = Files.readAllBytes(log(file));
        }
        assertThat(log.length).isGreaterThan(before);
        int cuts = 0;
        for (int cut = before; cut < log.length; cut += STEP, cuts++) {
            put(copy, main, Arrays.copyOf(log, cut));
            assertThat(whatIsThere(copy)).as("cut at %d of %d", cut, log.length).isEqualTo("4 4");
            if (cuts % 50 == 0) {
                put(copy, main, Arrays.copyOf(log, cut));
                audited(copy, 4);
            }
        }
        put(copy, main, log);
        audited(copy, 5);
        System.out.printf("the last commit cut off at %d of its %d bytes: the four before it are there each time%n",
                cuts,
                log.length - before);
    }

    private static void audited(Path file, int records) {
        try (Store store = Store.open(new StoreLocation.Sqlite(file), TestKey.ONE)) {
            Audit.Report report = store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
            assertThat(report.findings()).isEmpty();
            assertThat(report.records()).isEqualTo(records);
            store.accesses().append(List.of(RecordedAccesses.full(9)));
        }
    }

    private static void put(Path file, byte[] main, byte[] log) throws Exception {
        Files.deleteIfExists(file.resolveSibling("a.db-shm"));
        Files.write(file, main);
        Files.write(log(file), log);
    }

    private static Path log(Path file) {
        return file.resolveSibling("a.db-wal");
    }

    private static String whatIsThere(Path file) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT (SELECT COUNT(*) FROM flagged_access) || ' ' || size FROM"
                        + " chain_head")) {
            return row.getString(1);
        }
    }
}
