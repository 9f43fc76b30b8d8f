package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Records are kept for as long as the school says, and then nothing of them is left.
class RetentionTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @TempDir
    private Path folder;

    private volatile Instant now = Instant.parse("2026-11-19T10:00:00Z");

    @Test
    @DisplayName("J16 thirteen months later what is past its time is gone, to the day")
    void whatIsPastItsTimeIsGone() {
        try (Store store = Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")), TestKey.ONE);
                Retention retention = retention(store)) {
            store.accesses().append(RecordedAccesses.many(300, 3));
            assertThat(retention.look()).isZero();
            now = Instant.parse("2027-11-16T10:00:00Z");
            assertThat(retention.look()).as("the first day is twelve months old today").isZero();
            now = Instant.parse("2027-11-16T23:59:00Z");
            assertThat(retention.look()).isZero();
            now = Instant.parse("2027-11-17T00:01:00Z");
            long first = retention.look();
            assertThat(first).isPositive().isLessThan(300);
            now = Instant.parse("2027-12-19T10:00:00Z");
            assertThat(retention.look()).isEqualTo(300 - first);
            Audit.Report report = store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
            assertThat(report.findings()).isEmpty();
            assertThat(report.destroyed()).isEqualTo(300);
        }
    }

    @Test
    @DisplayName("J15 nothing of a destroyed record is left in the files")
    void nothingIsLeftInTheFiles() throws Exception {
        try (Store store = Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")), TestKey.ONE);
                Retention retention = retention(store)) {
            List<RecordedAccess> all = RecordedAccesses.many(500, 4);
            store.accesses().append(all,
                    List.of(new Alert(all.getFirst().client() + "|Social media", all.getFirst().at(),
                            Duration.ofMinutes(10), Severity.URGENT, Optional.of(all.getFirst().number()),
                            Optional.of(new Alert.LookBack(Duration.ofMinutes(10), 1, Duration.ZERO, Optional.empty())),
                            List.of(Message.mail("head@school.example", "x", "y")))));
            store.outbox().sent(store.outbox().claim(Channel.MAIL, now).orElseThrow());
            List<String> sealed = StoredPieces.of(folder.resolve("a.db"));
            assertThat(files()).contains(sealed).contains("rule-3").doesNotContain("site7.example", "10.20.0.");
            now = Instant.parse("2028-01-01T10:00:00Z");
            assertThat(retention.look()).isEqualTo(500);
            String left = files();
            assertThat(sealed).hasSizeGreaterThan(1_400).noneMatch(left::contains);
            assertThat(left.contains("rule-3")).isFalse();
            assertThat(left.contains("head@school")).isFalse();
            assertThat(left.contains("kept for 12 months")).isTrue();
        }
    }

    @Test
    @DisplayName("a clock that jumps ahead destroys nothing, until it is back or a person says that it is right")
    void aClockThatJumpsDestroysNothing() throws Exception {
        SeenClock clock = SeenClock.in(folder);
        long[] passed = {0};
        Instant true0 = now;
        try (Store store = Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")), TestKey.ONE)) {
            store.accesses().append(RecordedAccesses.many(300, 3));
            try (Retention retention = new Retention(store, Period.ofMonths(12), () -> LONDON, () -> now, clock,
                    () -> passed[0])) {
                assertThat(retention.look()).isZero();
                for (int hour = 1; hour <= 5; hour++) {
                    passed[0] += Duration.ofHours(1).toNanos();
                    now = true0.plus(Duration.ofDays(500)).plus(Duration.ofHours(hour));
                    assertThat(retention.look()).as("in hour %d", hour).isZero();
                    assertThat(clock.read().orElseThrow().doubted()).isPresent();
                }
                now = true0.plus(Duration.ofHours(5));
                assertThat(retention.look()).as("back, and nothing is old").isZero();
                assertThat(clock.read().orElseThrow()).isEqualTo(new SeenClock.State(now, Optional.empty()));
                now = true0.plus(Duration.ofDays(500));
                assertThat(retention.look()).isZero();
            }
            try (Retention again = new Retention(store, Period.ofMonths(12), () -> LONDON, () -> now, clock,
                    () -> passed[0])) {
                assertThat(again.look()).as("a new start makes it no truer").isZero();
                clock.confirm(now);
                passed[0] += Duration.ofHours(1).toNanos();
                now = now.plus(Duration.ofHours(1));
                assertThat(again.look()).isEqualTo(300);
            }
        }
    }

    /// While it runs as much passes as the clock says.
    private Retention retention(Store store) {
        return new Retention(store, Period.ofMonths(12), () -> LONDON, () -> now, SeenClock.in(folder),
                () -> Duration.between(Instant.EPOCH, now).toNanos());
    }

    /// All that the store has on disk.
    private String files() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
