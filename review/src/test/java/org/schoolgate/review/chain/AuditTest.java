package org.schoolgate.review.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolgate.review.chain.Finding.Kind;

/// What is found when a chain of 10,000 records, or what was signed about it, is changed.
class AuditTest {

    private static final int ROWS = 10_000;
    /// Every byte with the long tests, one in eight in the suite.
    private static final int STEP = Boolean.getBoolean("schoolgate.long") ? 1 : 8;
    private static final String ORIGIN = "schoolgate.internal/evidence/test";
    private static final Instant DAY = Instant.parse("2026-11-16T08:00:00Z");
    private static final Audit.Given NOTHING = new Audit.Given(List.of(), Set.of());

    private static final List<Stored> CHAIN = new ArrayList<>();
    private static final List<String> NOTES = new ArrayList<>();
    private static final SigningKey MONDAY = SigningKey.first(ORIGIN, DAY);
    private static final SigningKey TUESDAY = MONDAY.next(DAY.plusSeconds(86_400));

    @BeforeAll
    static void write() {
        Head head = Head.EMPTY;
        Frontier tree = Frontier.EMPTY;
        for (int i = 1; i <= ROWS; i++) {
            Stored.Body body = body(i);
            Entry entry = head.next(Entry.Kind.ACCESS, 100L + i, Sha256.keyed(body.salt(), body.text()));
            CHAIN.add(new Stored(entry.seq(), entry.kind().word(), entry.about(), entry.digest(), entry.hash(),
                    Optional.of(body)));
            head = head.with(entry);
            tree = tree.with(entry.hash());
            if (i % 1_000 == 0) {
                NOTES.add((i <= 5_000 ? MONDAY : TUESDAY)
                        .sign(Checkpoint.of(ORIGIN, head, tree.root(), DAY.plusSeconds(i))).text());
            }
        }
    }

    private static Stored.Body body(int i) {
        return new Stored.Body("%032x".formatted(i * 7_919L),
                "{\"number\":%d,\"grp\":\"pupils\",\"host\":\"site%d.example\",\"evidence\":\"ünï\"}".formatted(i,
                        i % 40));
    }

    @Test
    void anUntouchedChainIsClean() {
        Audit.Report report = audit(CHAIN, NOTES, NOTHING);
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(ROWS);
        assertThat(report.checkpoints()).isEqualTo(NOTES.size());
        assertThat(report.signed()).isEqualTo(ROWS);
        assertThat(report.firstKey()).contains(MONDAY.signer().fingerprint());
    }

    /// One byte of each record is changed, and each of them must be named; then the next byte.
    @Test
    @DisplayName("J09 every flipped byte of every record is found, with its record")
    void everyFlippedByteOfARecordIsFound() {
        int longest = CHAIN.stream().mapToInt(entry -> bytes(entry).length).max().orElseThrow();
        for (int at = 0; at < longest; at += STEP) {
            int position = at;
            List<Stored> changed = CHAIN.stream().map(entry -> with(entry, flipped(bytes(entry), position))).toList();
            assertThat(audit(changed, List.of(), NOTHING).findings()).as("byte %d", at).hasSize(ROWS)
                    .allMatch(finding -> finding.kind() == Kind.RECORD_CHANGED
                            && finding.about() == finding.seq() + 100);
        }
    }

    @Test
    @DisplayName("J09 every flipped digit of every salt is found, with its record")
    void everyFlippedDigitOfASaltIsFound() {
        for (int at = 0; at < 32; at += STEP) {
            int position = at;
            List<Stored> changed = CHAIN.stream().map(entry -> new Stored(entry.seq(), entry.kind(), entry.about(),
                    entry.digest(), entry.hash(), entry.record()
                            .map(body -> new Stored.Body(otherDigit(body.salt(), position), body.text()))))
                    .toList();
            assertThat(audit(changed, List.of(), NOTHING).findings()).hasSize(ROWS)
                    .allMatch(finding -> finding.kind() == Kind.RECORD_CHANGED);
        }
    }

    @Test
    @DisplayName("J09 every flipped digit of a hash, a digest, a number or a kind is found, at its entry")
    void everyFlippedDigitOfAnEntryIsFound() {
        for (int at = 0; at < 64; at += STEP) {
            int position = at;
            everyThird(entry -> new Stored(entry.seq(), entry.kind(), entry.about(), entry.digest(),
                    otherDigit(entry.hash(), position), entry.record()));
            everyThird(entry -> new Stored(entry.seq(), entry.kind(), entry.about(),
                    otherDigit(entry.digest(), position), entry.hash(), entry.record()));
        }
        everyThird(entry -> new Stored(entry.seq(), entry.kind(), entry.about() + 1, entry.digest(), entry.hash(),
                entry.record()));
        everyThird(entry -> new Stored(entry.seq(), "adopted", entry.about(), entry.digest(), entry.hash(),
                entry.record()));
    }

    private static void everyThird(UnaryOperator<Stored> change) {
        List<Stored> changed = CHAIN.stream().map(entry -> entry.seq() % 3 == 0 ? change.apply(entry) : entry).toList();
        List<Finding> found = audit(changed, List.of(), NOTHING).findings();
        assertThat(found.stream().filter(finding -> finding.kind() == Kind.ENTRY_CHANGED).map(Finding::seq))
                .hasSize(ROWS / 3).allMatch(seq -> seq % 3 == 0);
        assertThat(found).allMatch(finding -> finding.seq() % 3 == 0);
    }

    @Test
    @DisplayName("J10 a record or an entry that is deleted, added, swapped or doubled is found")
    void whatIsMovedIsFound() {
        assertThat(kinds(edited(chain -> chain.set(41, without(chain.get(41)))))).containsExactly(Kind.RECORD_GONE);
        assertThat(kinds(edited(chain -> chain.remove(41)))).contains(Kind.ENTRIES_GONE);
        assertThat(kinds(edited(chain -> chain.add(41, chain.get(40))))).contains(Kind.ENTRIES_GONE);
        assertThat(kinds(edited(chain -> {
            Stored one = chain.get(41);
            chain.set(41, with(one, bytes(chain.get(42))));
            chain.set(42, with(chain.get(42), bytes(one)));
        }))).containsExactly(Kind.RECORD_CHANGED, Kind.RECORD_CHANGED);
        Audit added = new Audit(ORIGIN, keys(), NOTES, NOTHING);
        CHAIN.forEach(added::entry);
        added.unchained(77);
        assertThat(added.report().findings()).singleElement().matches(
                finding -> finding.kind() == Kind.RECORD_ADDED && finding.about() == 77);
    }

    @Test
    @DisplayName("J11 a chain that is cut off at any entry is found by its checkpoints")
    void aCutIsFound() {
        for (int end = 0; end < ROWS; end += 500) {
            assertThat(kinds(audit(CHAIN.subList(0, end), NOTES, NOTHING))).as("cut at %d", end)
                    .containsExactly(Kind.CUT_OFF);
        }
        assertThat(kinds(audit(CHAIN.subList(0, ROWS - 1), NOTES, NOTHING))).containsExactly(Kind.CUT_OFF);
    }

    @Test
    @DisplayName("J11 what is cut off with its checkpoints is found by one that was kept elsewhere, and by nothing else")
    void aCutWithItsCheckpointsNeedsOneFromElsewhere() {
        List<String> left = NOTES.subList(0, 3);
        assertThat(audit(CHAIN.subList(0, 3_000), left, NOTHING).findings()).isEmpty();
        Audit.Given kept = new Audit.Given(List.of(NOTES.get(4)), Set.of());
        assertThat(kinds(audit(CHAIN.subList(0, 3_000), left, kept))).containsExactly(Kind.CUT_OFF);
    }

    @Test
    @DisplayName("J12 a forged checkpoint, one of another key and one of another store are found")
    void forgedCheckpointsAreFound() {
        SigningKey stranger = SigningKey.first(ORIGIN, DAY);
        Checkpoint said = Signed.parse(NOTES.getFirst()).orElseThrow().checkpoint();
        List<String> forged = List.of(
                NOTES.getFirst().replace("\n1000\n", "\n1001\n"),
                NOTES.getFirst().replace(said.root(), Signed.parse(NOTES.get(1)).orElseThrow().checkpoint().root()),
                NOTES.getFirst().replaceFirst("08:16", "08:17"),
                stranger.sign(said).text(),
                MONDAY.sign(new Checkpoint("schoolgate.internal/evidence/other", said.size(), said.root(), said.at(),
                        said.hash())).text(),
                "");
        for (String note : forged) {
            assertThat(kinds(audit(CHAIN, List.of(note), NOTHING))).as(note).containsExactly(Kind.CHECKPOINT_FORGED);
        }
    }

    @Test
    @DisplayName("J12 a signed checkpoint of another history does not fit")
    void anotherHistoryIsFound() {
        List<Stored> other = rewritten(4_711);
        assertThat(audit(other, List.of(), NOTHING).findings()).as("a rewritten chain is whole in itself").isEmpty();
        Audit.Given kept = new Audit.Given(List.of(NOTES.get(4)), Set.of());
        assertThat(kinds(audit(other, List.of(), kept))).containsExactly(Kind.CHECKPOINT_DIFFERS);
        Audit.Given before = new Audit.Given(List.of(NOTES.get(3)), Set.of());
        assertThat(audit(other, List.of(), before).findings()).as("what was signed before is as it was").isEmpty();
    }

    @Test
    void aWholeNewChainWithItsOwnKeyIsFoundByTheFingerprintOfTheFirst() {
        SigningKey stranger = SigningKey.first(ORIGIN, DAY);
        Audit.Given kept = new Audit.Given(List.of(), Set.of(MONDAY.signer().fingerprint()));
        Audit audit = new Audit(ORIGIN, List.of(stranger.signer()), List.of(), kept);
        assertThat(kinds(audit.report())).containsExactly(Kind.KEY_UNKNOWN);
    }

    @Test
    void keysThatNobodyVouchesForAreFound() {
        SigningKey stranger = SigningKey.first(ORIGIN, DAY);
        Signer next = TUESDAY.signer();
        Signer claimed = new Signer(ORIGIN, stranger.signer().publicKey(), next.since(), next.parent(), next.voucher());
        for (List<Signer> keys : List.of(List.of(MONDAY.signer(), claimed), List.of(MONDAY.signer(), stranger.signer()),
                List.of(next))) {
            assertThat(kinds(new Audit(ORIGIN, keys, List.of(), NOTHING).report())).containsExactly(Kind.KEY_UNKNOWN);
        }
        Audit.Given both = new Audit.Given(List.of(),
                Set.of(MONDAY.signer().fingerprint(), stranger.signer().fingerprint()));
        assertThat(new Audit(ORIGIN, List.of(MONDAY.signer(), stranger.signer()), List.of(), both).report().findings())
                .as("two gateways, both known").isEmpty();
    }

    @Test
    void whatWasDestroyedOnPurposeIsNoFinding() {
        List<Stored> chain = new ArrayList<>(CHAIN);
        Stored victim = chain.get(9);
        Stored.Body note = new Stored.Body("00ff", "{\"why\":\"kept for 12 months\"}");
        Entry erased = new Head(ROWS, CHAIN.getLast().hash()).next(Entry.Kind.ERASED, victim.about(),
                Sha256.keyed(note.salt(), note.text()));
        chain.set(9, without(victim));
        Stored entry = new Stored(erased.seq(), "erased", erased.about(), erased.digest(), erased.hash(),
                Optional.of(note));
        chain.add(entry);
        Audit.Report report = audit(chain, NOTES, NOTHING);
        assertThat(report.findings()).isEmpty();
        assertThat(report.destroyed()).isEqualTo(1);
        assertThat(report.records()).isEqualTo(ROWS);
        chain.set(ROWS, without(entry));
        assertThat(kinds(audit(chain, NOTES, NOTHING))).containsExactly(Kind.RECORD_GONE);
        chain.set(ROWS, with(entry, "{}".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(kinds(audit(chain, NOTES, NOTHING))).containsExactly(Kind.RECORD_CHANGED);
    }

    @Test
    void aKeyComesBackFromItsText() {
        SigningKey read = SigningKey.parse(TUESDAY.text());
        assertThat(read.signer()).isEqualTo(TUESDAY.signer());
        assertThat(read.signer().isVouchedForBy(MONDAY.signer())).isTrue();
        for (int cut : List.of(0, 10, TUESDAY.text().length() / 2)) {
            org.assertj.core.api.Assertions
                    .assertThatThrownBy(() -> SigningKey.parse(TUESDAY.text().substring(cut + 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// A chain that differs in one record, and in all hashes from there on.
    private static List<Stored> rewritten(int at) {
        List<Stored> out = new ArrayList<>(CHAIN.subList(0, at));
        Head head = new Head(at, CHAIN.get(at - 1).hash());
        for (Stored entry : CHAIN.subList(at, ROWS)) {
            Stored.Body body = out.size() == at ? new Stored.Body("00", "{}") : entry.record().orElseThrow();
            Entry again = head.next(Entry.Kind.ACCESS, entry.about(), Sha256.keyed(body.salt(), body.text()));
            out.add(new Stored(again.seq(), entry.kind(), again.about(), again.digest(), again.hash(),
                    Optional.of(body)));
            head = head.with(again);
        }
        return out;
    }

    private static Audit.Report edited(java.util.function.Consumer<List<Stored>> edit) {
        List<Stored> chain = new ArrayList<>(CHAIN);
        edit.accept(chain);
        return audit(chain, NOTES, NOTHING);
    }

    private static Audit.Report audit(List<Stored> chain, List<String> notes, Audit.Given given) {
        Audit audit = new Audit(ORIGIN, keys(), notes, given);
        chain.forEach(audit::entry);
        return audit.report();
    }

    private static List<Signer> keys() {
        return List.of(MONDAY.signer(), TUESDAY.signer());
    }

    private static List<Kind> kinds(Audit.Report report) {
        Function<Finding, Kind> kind = Finding::kind;
        return report.findings().stream().map(kind).toList();
    }

    private static byte[] bytes(Stored entry) {
        return entry.record().orElseThrow().text().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The same entry over other text; its bytes are characters here, so that each can be changed.
    private static Stored with(Stored entry, byte[] text) {
        return new Stored(entry.seq(), entry.kind(), entry.about(), entry.digest(), entry.hash(), entry.record()
                .map(body -> new Stored.Body(body.salt(), new String(text, StandardCharsets.ISO_8859_1))));
    }

    private static Stored without(Stored entry) {
        return new Stored(entry.seq(), entry.kind(), entry.about(), entry.digest(), entry.hash(), Optional.empty());
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] out = bytes.clone();
        out[at % out.length] ^= 1;
        return out;
    }

    private static String otherDigit(String hex, int at) {
        char other = hex.charAt(at) == '0' ? '1' : '0';
        return hex.substring(0, at) + other + hex.substring(at + 1);
    }
}
