package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Checkpoint;
import org.schoolgate.review.chain.Frontier;
import org.schoolgate.review.chain.Head;
import org.schoolgate.review.chain.SigningKey;
import org.schoolgate.review.journal.CaseKeyFile;

/// The verifier in another language says the same of what we export. It is run as others would run it.
class StandaloneVerifierTest {

    private static final Path SCRIPT = Path.of(System.getProperty("schoolgate.root", ".."))
            .resolve("deploy/verify-evidence.py").toAbsolutePath();
    private static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");
    private static final int RECORDS = 45;

    @TempDir
    private Path folder;

    private Store store;
    private Path whole;

    /// A checkpoint after each record, and a new key after the twentieth.
    @BeforeEach
    void write() throws Exception {
        store = Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")),
                new CaseKeyFile(folder.resolve("case.key")));
        SigningKey key = SigningKey.first(store.chain().origin(), NOW);
        store.chain().add(key.signer());
        Frontier tree = Frontier.EMPTY;
        for (RecordedAccess access : RecordedAccesses.many(RECORDS, 1)) {
            store.accesses().append(List.of(access));
            Head head = store.chain().head();
            tree = tree.with(head.hash());
            if (head.size() == 20) {
                key = key.next(NOW.plusSeconds(86_400));
                store.chain().add(key.signer());
            }
            store.chain().add(key.sign(Checkpoint.of(key.signer().origin(), head, tree.root(), NOW)), tree);
        }
        whole = export(List.of());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void itIsShortEnoughToBeRead() throws Exception {
        assertThat(Files.readAllLines(SCRIPT)).hasSizeLessThan(200);
    }

    @Test
    @DisplayName("J14 an export is verified without the product: every record, every root, every signature")
    void anExportFits() throws Exception {
        Said said = verify(whole);
        assertThat(said.text()).contains(RECORDS + " entries, 0 things wrong")
                .contains("First key: " + store.chain().signers().getFirst().fingerprint());
        assertThat(said.exit()).isZero();
    }

    @Test
    @DisplayName("J14 some records are verified by proofs")
    void someRecordsFit() throws Exception {
        List<Long> all = store.accesses().page(AccessFilter.ALL, java.util.Optional.empty(), 50).accesses().stream()
                .map(RecordedAccess::number).toList();
        Path some = export(all);
        assertThat(verify(some).text()).contains(RECORDS + " entries, 0 things wrong");
        for (String change : List.of("\"proof\":[\"", "\"before\":\"", "\"hash\":\"", "\"digest\":\"")) {
            Path changed = folder.resolve("changed" + change.length() + ".jsonl");
            String text = Files.readString(some);
            int at = text.indexOf(change) + change.length();
            Files.writeString(changed, text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0')
                    + text.substring(at + 1));
            assertThat(verify(changed).exit()).as(change).isEqualTo(1);
        }
    }

    @Test
    void aChangedRecordIsNamed() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(whole));
        int last = lines.size() - 1;
        lines.set(last, lines.get(last).replace("site", "sitf"));
        Said said = verify(written(lines));
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("(entry " + RECORDS + ") is not what it was").contains("1 things wrong");
    }

    @Test
    void aCutAGapAndAMissingRecordAreNamed() throws Exception {
        List<String> lines = Files.readAllLines(whole);
        assertThat(verify(written(lines.subList(0, lines.size() - 3))).text()).contains("the chain ends at entry 42");
        List<String> gap = new ArrayList<>(lines);
        gap.remove(lines.size() - 5);
        assertThat(verify(written(gap)).text()).contains("are gone");
        List<String> missing = new ArrayList<>(lines);
        missing.set(lines.size() - 1, lines.getLast().replaceFirst(",\"salt\".*", "}"));
        assertThat(verify(written(missing)).text()).contains("is gone, and nothing says that it was destroyed");
    }

    @Test
    void aForgedCheckpointAndAnUnknownKeyAreNamed() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(whole));
        int note = 3;
        assertThat(lines.get(note)).startsWith("{\"checkpoint\"");
        lines.set(note, lines.get(note).replace("time 2026", "time 2025"));
        assertThat(verify(written(lines)).text()).contains("was signed by none of its keys").contains("1 things wrong");
        assertThat(verify(whole, "--key", "00".repeat(32)).text()).contains("is not known");
        assertThat(verify(whole, "--key", store.chain().signers().getFirst().fingerprint()).exit()).isZero();
        lines.remove(1);
        assertThat(verify(written(lines)).text()).contains("vouched for by no key before it");
    }

    @Test
    void whatWasKeptElsewhereIsHeldAgainstIt() throws Exception {
        List<String> notes = store.chain().checkpoints();
        Path kept = Files.writeString(folder.resolve("kept.txt"), "As it was mailed:\n\n" + notes.get(29));
        assertThat(verify(whole, "--against", kept.toString()).exit()).isZero();
        List<String> lines = new ArrayList<>(Files.readAllLines(whole));
        lines.removeIf(line -> line.startsWith("{\"checkpoint\""));
        List<String> cut = lines.subList(0, lines.size() - 20);
        assertThat(verify(written(cut)).exit()).as("cut off with its checkpoints").isZero();
        assertThat(verify(written(cut), "--against", kept.toString()).text()).contains("the chain ends at entry 25");
    }

    @Test
    void whatWasDoneWithACaseIsAnEntryAndNothingOfItLeaves() throws Exception {
        Account rao = store.accounts().create("rao", "Mrs Rao", Role.HEAD, "x", false, NOW).orElseThrow();
        Incidents.Ungathered next = store.incidents().next(99, Instant.MAX);
        store.incidents().gather(next, next.accesses().stream()
                .map(access -> new GatheredAccess(access, Grade.A, Optional.of(Severity.CONCERN))).toList());
        long id = store.cases().open(new Opening(store.incidents().queue(Scope.ALL, 1).getFirst(), rao.id(), NOW, 2026,
                "three in one week", About.ADULT, Optional.empty(), Optional.of("Ms Holly Doe")));
        Path export = export(List.of());
        assertThat(verify(export).text()).contains((RECORDS + 3) + " entries, 0 things wrong");
        assertThat(Files.readString(export)).contains("\"kind\":\"act\"").doesNotContain("Holly", "three in one week");
        LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        store.cases().decisions().decide(id, rao.id(), NOW, day, Outcome.FALSE, "no");
        assertThat(store.cases().destroyDue(day.plusDays(7), NOW)).isEqualTo(1);
        assertThat(verify(export(List.of())).text()).contains((RECORDS + 8) + " entries, 0 things wrong");
    }

    @Test
    void whatIsNoExportIsSaidToBeNone() throws Exception {
        assertThat(verify(SCRIPT).exit()).isEqualTo(2);
        assertThat(verify(folder.resolve("nothing")).exit()).isEqualTo(2);
    }

    private Path export(List<Long> numbers) throws IOException {
        Path file = folder.resolve("export" + numbers.size() + ".jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            if (numbers.isEmpty()) {
                store.chain().writeAll(out, read -> {});
            } else {
                store.chain().write(out, numbers);
            }
        }
        return file;
    }

    private Path written(List<String> lines) throws IOException {
        return Files.write(Files.createTempFile(folder, "changed", ".jsonl"), lines);
    }

    private record Said(int exit, String text) {}

    private static Said verify(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString(), file.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }
}
