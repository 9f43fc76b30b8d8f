package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Kills a journal's process without warning, again and again on the same store.
class JournalCrashIT {

    private static final int ROUNDS = Boolean.getBoolean("schoolgate.long") ? 100 : 20;
    private static final long APART = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("J01 no access that was acknowledged is lost whenever the process is killed")
    void noAccessThatWasAcknowledgedIsLostWheneverTheProcessIsKilled() throws Exception {
        Random random = new Random(20_261_122);
        Set<Long> acknowledged = new HashSet<>();
        List<Duration> openings = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(acknowledgedUntilKilled(round * APART, random.nextInt(600)));
            long start = System.nanoTime();
            try (Store store = Store.open(new StoreLocation.Sqlite(file()), TestKey.ONE)) {
                openings.add(Duration.ofNanos(System.nanoTime() - start));
                Audit.Report report = store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
                assertThat(report.findings()).as("round %d", round).isEmpty();
                assertThat(report.records()).isGreaterThanOrEqualTo(acknowledged.size());
            }
            Set<Long> lost = new HashSet<>(acknowledged);
            StoredTraces.of(file()).forEach(lost::remove);
            assertThat(lost).isEmpty();
        }
        List<Long> stored = StoredTraces.of(file());
        assertThat(stored).doesNotHaveDuplicates();
        assertThat(acknowledged.size()).isGreaterThan(ROUNDS);
        assertThat(integrity()).isEqualTo("ok");
        try (Stream<Path> libraries = Files.list(folder.resolve("native"))) {
            assertThat(libraries.filter(path -> path.toString().endsWith(".so"))).as("libraries unpacked")
                    .hasSizeLessThan(2);
        }
        Collections.sort(openings);
        System.out.printf("kill -9, %d rounds: %d acknowledged, %d stored, none lost; opening %d ms, slowest %d ms%n",
                ROUNDS,
                acknowledged.size(), stored.size(), openings.get(ROUNDS / 2).toMillis(), openings.getLast().toMillis());
    }

    @Test
    @DisplayName("J18 a second gateway is refused while the first runs, and let in after its death")
    void aSecondGatewayIsRefusedWhileTheFirstRunsAndLetInAfterItsDeath() throws Exception {
        Process first = start(0);
        try (BufferedReader lines = first.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(lines.readLine()).isEqualTo("ready");
            assertThatThrownBy(() -> Store.open(new StoreLocation.Sqlite(file()), TestKey.ONE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use by another gateway (process " + first.pid() + ")");
        } finally {
            first.destroyForcibly().waitFor();
        }
        Store.open(new StoreLocation.Sqlite(file()), TestKey.ONE).close();
    }

    /// Lets a process write until `millis` after its first acknowledgement, kills it, and gives what it had said by then.
    private Set<Long> acknowledgedUntilKilled(long firstTrace, int millis) throws Exception {
        Set<Long> said = new HashSet<>();
        Process process = start(firstTrace);
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(lines.readLine()).isEqualTo("ready");
            said.add(Long.parseLong(lines.readLine()));
            Thread killer = Thread.ofVirtual().start(() -> {
                try {
                    process.waitFor(millis, TimeUnit.MILLISECONDS);
                } catch (InterruptedException early) {
                    Thread.currentThread().interrupt();
                }
                // Unlike the process's own method, this leaves what it has said to be read.
                process.toHandle().destroyForcibly();
            });
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The kill may cut the last line.
                if (line.matches("[0-9]{1,18}") && Long.parseLong(line) >= firstTrace) {
                    said.add(Long.parseLong(line));
                }
            }
            killer.join();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        return said;
    }

    private Process start(long firstTrace) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), JournalProcess.class.getName(), file().toString(),
                Long.toString(firstTrace)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private Path file() {
        return folder.resolve("store.db");
    }

    private String integrity() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA integrity_check")) {
            return rows.getString(1);
        }
    }
}
