package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.chain.Finding;
import org.schoolgate.review.chain.Finding.Kind;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.chain.Signer;
import org.schoolgate.review.chain.SigningKey;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.RecordedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.schoolgate.review.store.StoreLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import org.schoolgate.review.store.TestKey;

/// What is signed, when, and by which key.
class CheckpointsTest {

    private static final Instant START = Instant.parse("2026-11-16T09:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private Store store;
    private Path key;
    private volatile Instant now = START;

    @BeforeEach
    void open() {
        store = Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")), TestKey.ONE);
        key = folder.resolve("keys/checkpoint.key");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theFirstRecordIsSignedAtOnceTheNextAfterAMinuteAThousandAtOnceAndTheLastAtTheEnd() {
        Checkpoints checkpoints = start();
        write(1, 3);
        await().atMost(SOON).until(() -> signed() == 3);
        write(4, 5);
        assertThat(settled()).as("within the same minute").isEqualTo(3);
        now = START.plusSeconds(61);
        await().atMost(SOON).until(() -> signed() == 5);
        write(6, 1_100);
        await().atMost(SOON).until(() -> signed() == 1_100);
        write(1_101, 1_103);
        assertThat(settled()).isEqualTo(1_100);
        checkpoints.close();
        assertThat(signed()).isEqualTo(1_103);
        assertThat(audit().findings()).isEmpty();
        assertThat(audit().checkpoints()).isEqualTo(4);
    }

    @Test
    void afterAStartItGoesOnWhereItWas() {
        start().close();
        assertThat(store.chain().checkpoints()).as("nothing to sign").isEmpty();
        write(1, 2);
        start().close();
        write(3, 4);
        start().close();
        assertThat(store.chain().checkpoints()).hasSize(2);
        assertThat(store.chain().signers()).hasSize(1);
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void eachDayHasItsKeyAndTheOldOneIsGone() throws Exception {
        write(1, 1);
        start().close();
        String monday = Files.readString(key);
        now = START.plus(Duration.ofDays(1));
        write(2, 2);
        start().close();
        String tuesday = Files.readString(key);
        assertThat(tuesday).isNotEqualTo(monday).doesNotContain(monday.lines().findFirst().orElseThrow());
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.exists(SecretFile.fresh(key))).isFalse();
        List<Signer> signers = store.chain().signers();
        assertThat(signers).hasSize(2);
        assertThat(signers.getLast().isVouchedForBy(signers.getFirst())).isTrue();
        assertThat(store.chain().latestCheckpoint().map(Signed::signer)).contains(signers.getLast().id());
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    @DisplayName("J20 however the gateway ends while the key changes, one key is in force afterwards")
    void aKeyChangeThatWasBrokenOffIsSettled() throws Exception {
        write(1, 1);
        start().close();
        SigningKey old = SigningKey.parse(Files.readString(key));
        SigningKey next = old.next(START.plusSeconds(1));
        Path fresh = SecretFile.fresh(key);

        Files.writeString(fresh, next.text());
        keys();
        assertThat(Files.exists(fresh)).as("the store does not know it").isFalse();
        assertThat(Files.readString(key)).isEqualTo(old.text());

        Files.writeString(fresh, next.text().substring(0, 40));
        keys();
        assertThat(Files.exists(fresh)).as("torn").isFalse();

        Files.writeString(fresh, next.text());
        store.chain().add(next.signer());
        keys();
        assertThat(Files.exists(fresh)).as("the store knows it").isFalse();
        assertThat(Files.readString(key)).isEqualTo(next.text());
        write(2, 2);
        start().close();
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void aLostKeyIsReplacedAndToldOf() throws Exception {
        write(1, 1);
        start().close();
        Files.delete(key);
        write(2, 2);
        start().close();
        assertThat(audit().findings()).extracting(Finding::kind).containsExactly(Kind.KEY_UNKNOWN);
    }

    @Test
    void aDamagedKeyIsNamedAndLeftAsItIs() throws Exception {
        start().close();
        Files.writeString(key, "nonsense");
        assertThatThrownBy(this::start).isInstanceOf(StoreException.class).hasMessageContaining(key.toString())
                .hasMessageContaining("backup");
        assertThat(key).content(StandardCharsets.US_ASCII).isEqualTo("nonsense");
    }

    @Test
    void witnessesGetOneADayAndItFindsWhatWasChangedAfterwards() {
        Witnesses witnesses = new Witnesses(store.outbox(), List.of("governor@school.example"), true);
        List<String> kept = new ArrayList<>();
        List<String> byProgram = new ArrayList<>();
        for (int day = 0; day < 3; day++) {
            now = START.plus(Duration.ofDays(day));
            for (int part = 1; part <= 2; part++) {
                write(day * 10 + part, day * 10 + part);
                Checkpoints.start(store.chain(), witnesses, key, () -> now).close();
                now = now.plus(Duration.ofHours(3));
            }
            Outbox.Waiting message = store.outbox().claim(Channel.MAIL, now).orElseThrow();
            assertThat(message.message().recipient()).isEqualTo("governor@school.example");
            kept.add(message.message().body());
            store.outbox().sent(message);
            assertThat(store.outbox().claim(Channel.MAIL, now)).as("once a day").isEmpty();
            byProgram.add(ofTheProgram());
            byProgram.add(ofTheProgram());
            assertThat(store.outbox().claim(Channel.WEBHOOK, now)).as("once an hour").isEmpty();
        }
        assertThat(kept.getLast()).contains(store.chain().signers().getFirst().fingerprint());
        kept.addAll(byProgram);
        List<String> notes = kept.stream().map(body -> Signed.find(body.replace("\n", "\r\n")).orElseThrow().text())
                .toList();
        assertThat(store.chain().audit(new Audit.Given(notes, Set.of()), read -> {}).checkpoints())
                .isEqualTo(6 + 3 + 6);
        assertThat(Signed.find("no checkpoint at all")).isEmpty();
    }

    /// The checkpoint in the next message to the school's program.
    private String ofTheProgram() {
        Outbox.Waiting message = store.outbox().claim(Channel.WEBHOOK, now).orElseThrow();
        store.outbox().sent(message);
        JsonNode body = JsonMapper.shared().readTree(message.message().body());
        assertThat(body.get("kind").asString()).isEqualTo("checkpoint");
        assertThat(body.get("key").asString()).isEqualTo(store.chain().signers().getFirst().fingerprint());
        return body.get("checkpoint").asString();
    }

    private Checkpoints start() {
        return Checkpoints.start(store.chain(), new Witnesses(store.outbox(), List.of(), false), key, () -> now);
    }

    private void keys() {
        CheckpointKeys.open(store.chain(), key, now);
    }

    private void write(int from, int to) {
        store.accesses().append(java.util.stream.IntStream.rangeClosed(from, to)
                .mapToObj(number -> RecordedAccesses.full(number)).toList());
    }

    private long signed() {
        return store.chain().latestCheckpoint().map(one -> one.checkpoint().size()).orElse(0L);
    }

    /// What is signed once two looks have gone by.
    private long settled() {
        await().during(Duration.ofMillis(2_200)).atMost(SOON).until(() -> true);
        return signed();
    }

    private Audit.Report audit() {
        return store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
    }
}
