package org.schoolgate.proxy.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.proxy.Marlbeck;

class AccessLogTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Rotation NEVER = new Rotation(Long.MAX_VALUE, 5);

    private final SettableClock clock = new SettableClock(Marlbeck.AT);

    @TempDir
    Path directory;

    @Test
    void linesStandInTheOrderInWhichExchangesEnded() throws IOException {
        Path file = directory.resolve("new/access.log");
        try (AccessLog log = open(file, NEVER)) {
            for (int i = 0; i < 5_000; i++) {
                log.ended(Exchanges.carried(Marlbeck.AT.plusMillis(i)));
            }
        }
        List<String> lines = Files.readAllLines(file, US_ASCII);
        assertThat(lines).hasSize(5_000).allMatch(line -> line.startsWith("{\"time\":") && line.endsWith("\"}"));
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).contains("\"epoch_ms\":" + Marlbeck.AT.plusMillis(i).toEpochMilli());
        }
    }

    @Test
    void theGroupMayReadItAndOthersMayNot() throws IOException {
        Path file = directory.resolve("access.log");
        open(file, NEVER).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
    }

    @Test
    void aFullQueueLosesLinesCountsThemAndTheLogSaysSo() throws Exception {
        Path file = directory.resolve("access.log");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AccessLog log = AccessLog.open(file, LogFormat.JSON, NEVER, LONDON, () -> waited(begun, held), clock, 10);
        log.ended(Exchanges.carried(Marlbeck.AT));
        begun.await();
        for (int i = 0; i < 25; i++) {
            log.ended(Exchanges.carried(Marlbeck.AT));
        }
        assertThat(log.lost()).isEqualTo(15);
        assertThat(log.waiting()).isEqualTo(10);
        held.countDown();
        log.close();
        assertThat(Files.readAllLines(file)).hasSize(12)
                .filteredOn(line -> line.contains("lines_lost")).singleElement().asString()
                .isEqualTo("{\"time\":\"2026-11-17T10:14Z\",\"lines_lost\":15}");
    }

    @Test
    void aLogThatSomebodyMovedAwayIsBegunAnew() throws IOException {
        Path file = directory.resolve("access.log");
        Path moved = directory.resolve("access.log.1");
        try (AccessLog log = open(file, NEVER)) {
            log.ended(Exchanges.carried(Marlbeck.AT));
            await().until(() -> lines(file) == 1);
            Files.move(file, moved);
            log.ended(Exchanges.carried(Marlbeck.AT));
            await().until(() -> lines(file) == 1);
            Files.delete(file);
            log.ended(Exchanges.carried(Marlbeck.AT));
            await().until(() -> lines(file) == 1);
        }
        assertThat(lines(moved)).isEqualTo(1);
    }

    @Test
    void aFullLogIsPutAwayCompressedAndOnlySomeAreKept() throws IOException {
        Path file = directory.resolve("access.log");
        try (AccessLog log = open(file, new Rotation(1, 3))) {
            for (int i = 1; i <= 6; i++) {
                log.ended(Exchanges.carried(Marlbeck.AT.plusMillis(i)));
                int put = i - 1;
                await().until(() -> lines(file) == 1 && Files.readString(file)
                        .contains("\"epoch_ms\":" + Marlbeck.AT.plusMillis(put + 1).toEpochMilli()));
            }
        }
        assertThat(old()).hasSize(3).allMatch(path -> path.toString().endsWith(".gz"))
                .allMatch(path -> permissions(path).equals("rw-r-----"));
        List<String> kept = new ArrayList<>();
        for (Path path : old()) {
            kept.add(unzipped(path));
        }
        assertThat(kept).allMatch(text -> text.lines().count() == 1).last().asString()
                .contains("\"epoch_ms\":" + Marlbeck.AT.plusMillis(5).toEpochMilli());
    }

    @Test
    void aNewDayInTheSchoolsZoneBeginsANewLog() throws IOException {
        Path file = directory.resolve("access.log");
        clock.set(Instant.parse("2026-06-16T22:59:59Z"));
        try (AccessLog log = open(file, NEVER)) {
            log.ended(Exchanges.carried(clock.instant()));
            await().until(() -> lines(file) == 1);
            clock.set(Instant.parse("2026-06-16T23:00:00Z"));
            log.ended(Exchanges.carried(clock.instant()));
            await().until(() -> !old().isEmpty() && lines(file) == 1);
        }
        assertThat(old()).singleElement().asString().endsWith("access.log.20260616T230000Z-001.gz");
    }

    @Test
    void aLogOfYesterdayIsPutAwayAfterAStart() throws IOException {
        Path file = directory.resolve("access.log");
        Files.writeString(file, "yesterday\n");
        Files.setLastModifiedTime(file, FileTime.from(Marlbeck.AT.minusSeconds(86_400)));
        try (AccessLog log = open(file, NEVER)) {
            log.ended(Exchanges.carried(Marlbeck.AT));
        }
        assertThat(lines(file)).isEqualTo(1);
        assertThat(unzipped(old().getFirst())).isEqualTo("yesterday\n");
    }

    @Test
    void aLineThatACrashCutOffDoesNotSwallowTheNext() throws IOException {
        Path file = directory.resolve("access.log");
        Files.writeString(file, "{\"time\":\"20");
        Files.setLastModifiedTime(file, FileTime.from(Marlbeck.AT));
        try (AccessLog log = open(file, NEVER)) {
            log.ended(Exchanges.carried(Marlbeck.AT));
        }
        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().startsWith("{\"time\":\"2026-11-17");
    }

    @Test
    void whatACrashLeftUncompressedIsCompressedAtTheNextStart() throws IOException {
        Path file = directory.resolve("access.log");
        Files.writeString(directory.resolve("access.log.20261116T000000Z-001"), "old\n");
        Files.writeString(directory.resolve("access.log.20261115T000000Z-001.part"), "half");
        Files.writeString(directory.resolve("access.log.notes"), "somebody's own");
        open(file, NEVER).close();
        assertThat(old()).singleElement().asString().endsWith("access.log.20261116T000000Z-001.gz");
        assertThat(unzipped(old().getFirst())).isEqualTo("old\n");
        assertThat(directory.resolve("access.log.notes")).exists();
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsToldAtTheStart() throws IOException {
        Path file = directory.resolve("access.log");
        Files.createDirectory(file);
        assertThatThrownBy(() -> open(file, NEVER)).isInstanceOf(IOException.class);
    }

    @Test
    void aDiskThatFailsLosesLinesUntilItIsWell() throws IOException {
        Path folder = directory.resolve("log");
        Path file = folder.resolve("access.log");
        try (AccessLog log = open(file, NEVER)) {
            log.ended(Exchanges.carried(Marlbeck.AT));
            await().until(() -> lines(file) == 1);
            Files.delete(file);
            Files.delete(folder);
            log.ended(Exchanges.carried(Marlbeck.AT));
            await().until(() -> log.lost() == 1);
            Files.createDirectory(folder);
            log.ended(Exchanges.carried(Marlbeck.AT));
            await().until(() -> Files.exists(file) && lines(file) >= 2);
        }
        assertThat(Files.readAllLines(file)).hasSize(2)
                .filteredOn(line -> line.contains("\"lines_lost\":1")).hasSize(1);
    }

    @Test
    void afterItsCloseLinesAreLostAndCounted() throws IOException {
        AccessLog log = open(directory.resolve("access.log"), NEVER);
        log.close();
        log.ended(Exchanges.carried(Marlbeck.AT));
        assertThat(log.lost()).isEqualTo(1);
    }

    private AccessLog open(Path file, Rotation rotation) throws IOException {
        return AccessLog.open(file, LogFormat.JSON, rotation, LONDON, () -> Marlbeck.CATEGORIES, clock);
    }

    private static Categories waited(CountDownLatch begun, CountDownLatch held) {
        begun.countDown();
        try {
            held.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Marlbeck.CATEGORIES;
    }

    private List<Path> old() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.getFileName().toString().matches("access\\.log\\.\\d.*Z-.*")).sorted()
                    .toList();
        }
    }

    private static long lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).lines().count() : 0;
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    private static String unzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), US_ASCII);
        }
    }
}
