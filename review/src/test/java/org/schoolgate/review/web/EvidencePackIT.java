package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Lodging;
import org.schoolgate.review.casework.Reply;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.chain.Checkpoint;
import org.schoolgate.review.chain.Frontier;
import org.schoolgate.review.chain.Sha256;
import org.schoolgate.review.chain.SigningKey;
import org.schoolgate.review.report.Zip;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Attachment;
import org.schoolgate.review.store.CaseScope;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.VictimRecord;
import org.schoolgate.review.store.VictimScope;
import org.schoolgate.review.store.View;

/// The evidence pack of an incident: the same each time, checked by the stand-alone verifier, and taken by those who may.
class EvidencePackIT {

    private static final Path SCRIPT = Path.of(System.getProperty("schoolgate.root", ".."))
            .resolve("deploy/verify-evidence.py").toAbsolutePath();

    /// Flips one bit of each byte, one after the other, and says of how many the verifier found nothing. Signatures that it
    /// has checked before it is told again, as each costs it some milliseconds.
    private static final String FLIP = """
        import contextlib, functools, importlib.util, io, os, sys
        script, path, work = sys.argv[1:4]
        spec = importlib.util.spec_from_file_location("verifier", script)
        verifier = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(verifier)
        verifier.signed = functools.lru_cache(None)(verifier.signed)
        def exit_of(name):
            sys.argv = [script, name]
            with contextlib.redirect_stdout(io.StringIO()):
                try:
                    return verifier.main()
                except (OSError, ValueError, LookupError):
                    return 2
        whole = open(path, "rb").read()
        assert exit_of(path) == 0
        kept, tried = [], 0
        for at in range(len(whole)):
            line = whole.rfind(b"\\n", 0, at) + 1
            costly = whole[line:line + 4] in (b'{"si', b'{"ch')
            if costly and at % 5:
                continue
            flipped = bytearray(whole)
            flipped[at] ^= 1 << (at % 7)
            open(work, "wb").write(flipped)
            tried += 1
            if exit_of(work) == 0:
                kept.append((at, whole[max(0, at - 20):at + 20]))
        print(tried, "flips,", len(kept), "not found", kept[:5])
        """;

    @TempDir
    private Path folder;

    private TestSite site;
    private TestBrowser browser;
    private Incident incident;
    private SigningKey key;
    private Frontier tree = Frontier.EMPTY;

    @BeforeEach
    void open(@TempDir Path data) throws IOException {
        site = new TestSite(data);
        browser = new TestBrowser(site);
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("hallam", "Mr Hallam", Role.DEPUTY_LEAD);
        Instant at = Instant.parse("2026-11-17T09:05:00Z");
        key = SigningKey.first(site.store.chain().origin(), at);
        site.store.chain().add(key.signer());
        List<GatheredAccess> spell = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            record("www.other" + i + ".example", at.plusSeconds(i), "10.30.0.8");
            spell.add(new GatheredAccess(record("www.chat" + i + ".example", at.plusSeconds(30 + i), "10.30.0.7"),
                    i == 0 ? Grade.B : Grade.D, i == 0 ? Optional.of(Severity.CONCERN) : Optional.empty()));
        }
        Incidents.Ungathered next = site.store.incidents().next(99, site.now.get());
        site.store.incidents().gather(next, spell);
        incident = site.store.incidents().queue(Scope.ALL, 1).getFirst();
        sign();
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    void madeTwiceItIsTheSameToTheByteAndCanBeReadWithWhatSpeaksAgainstABreachFirst() throws Exception {
        record("www.later.example", site.now.get(), "10.30.0.9");
        sign();
        EvidencePack.Made made = make();
        EvidencePack.Made again = make();
        assertThat(again.zip()).isEqualTo(made.zip());
        assertThat(again.sha256()).isEqualTo(made.sha256());
        Map<String, byte[]> files = unzip(made.zip());
        assertThat(files).containsOnlyKeys("incident.pdf", "records.jsonl", "how-to-verify.txt", "verify-evidence.py",
                "digests.txt");
        assertThat(files.get("verify-evidence.py")).isEqualTo(Files.readAllBytes(SCRIPT));
        String records = new String(files.getOrDefault("records.jsonl", new byte[0]), StandardCharsets.UTF_8);
        assertThat(records).contains("www.chat0.example", "www.chat2.example", "\"consistency\":[\"")
                .doesNotContain("www.other0.example", "www.later.example");
        try (PDDocument pdf = Loader.loadPDF(files.get("incident.pdf"))) {
            PDFTextStripper first = new PDFTextStripper();
            first.setEndPage(1);
            assertThat(first.getText(pdf).replaceAll("\\s+", " ")).containsSubsequence("Incident 0001", "Confidential.",
                    "What speaks against a breach", "One of the three requests looks as if by hand", "What remains",
                    "What was asked for");
            assertThat(new PDFTextStripper().getText(pdf)).contains("www.chat1.example", "ut1/social-networks",
                    "any breach of this provision", "does not know whether a time service set it");
        }
    }

    @Test
    void theVerifierAloneChecksItAndRefusesEveryFlippedByte() throws Exception {
        record("www.later.example", site.now.get(), "10.30.0.9");
        sign();
        Path records = folder.resolve("records.jsonl");
        Files.write(records, Optional.ofNullable(unzip(make().zip()).get("records.jsonl")).orElseThrow());
        assertThat(run("python3", SCRIPT.toString(), records.toString())).contains("3 entries, 0 things wrong");
        Path whole = Files.write(folder.resolve("incident.zip"), make().zip());
        assertThat(run("python3", SCRIPT.toString(), whole.toString())).as("the whole archive")
                .contains("3 entries, 0 things wrong").doesNotContain("WRONG");
        Path kept = Files.writeString(folder.resolve("kept.txt"), site.store.chain().checkpoints().getFirst());
        assertThat(run("python3", SCRIPT.toString(), records.toString(), "--against", kept.toString()))
                .as("an earlier checkpoint").contains("0 things wrong");
        Path flip = Files.writeString(folder.resolve("flip.py"), FLIP);
        assertThat(run("python3", "-B", flip.toString(), SCRIPT.toString(), records.toString(),
                folder.resolve("flipped.jsonl").toString())).matches("(?s)[0-9]{4,} flips, 0 not found.*");
    }

    @Test
    @DisplayName("W16 a pack is taken by those who may, and who took it stands on its custody sheet")
    void itIsTakenByThoseWhoMayWithAProofOfWhoTheyAreAndKeptInCustody() throws Exception {
        String page = "/incidents/" + incident.id() + "/pack";
        browser.signIn("rao", TestSite.PASSWORD);
        assertThat(browser.get("/incidents/" + incident.id()).body()).contains(page);
        assertThat(browser.get(page).body()).contains("Nobody has taken one yet");
        assertThat(browser.post(page, page, Map.of()).body()).contains("A pack says which device it was");
        assertThat(site.store.custody().of(incident.id())).isEmpty();
        isShownToHer(incident);
        var given = browser.post(page, page, Map.of());
        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"incident-0001.zip\"");
        String sheet = browser.get(page).body();
        assertThat(sheet).contains("Mrs Rao, Head of School took incident-0001.zip", make().sha256());
        assertThat(site.store.views().latest(9)).extracting(View::what).contains(View.What.EXPORT);
        site.now.updateAndGet(now -> now.plus(Duration.ofMinutes(6)));
        assertThat(browser.post(page, page, Map.of()).headers().firstValue("Location")).hasValue("/confirm?to=" + page);
        assertThat(site.store.custody().of(incident.id())).hasSize(1);
        try (TestBrowser deputy = new TestBrowser(site)) {
            deputy.signIn("hallam", TestSite.PASSWORD);
            assertThat(deputy.get(page).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aCaseIsHandedOverToSomebodyWithAllThatIsInItAndCheckedByTheVerifierAlone() throws Exception {
        Account rao = site.store.accounts().find("rao").orElseThrow();
        long id = site.store.cases().open(new Opening(incident, rao.id(), site.now.get(), 2026, "Two in a week",
                About.ADULT, Optional.empty(), Optional.of("Ms Holly Doe")));
        site.store.cases().attach(id, rao.id(), site.now.get(), Attachment.of("a \"letter\": no.jsonl",
                "Dear Head".getBytes(StandardCharsets.UTF_8)));
        site.store.cases().decisions().reply(id, rao.id(), site.now.get(), new Reply(Reply.Kind.SAID,
                "today, by the Head", "It was for the lesson."));
        long lodged = site.store.victims().lodge(rao.id(), site.now.get(), 2026, VictimRecord.Victim.ADULT, false,
                new Lodging("today", "https://chat.example", "nobody", "Ms Ivy Roe", "They wrote: go away"), List.of());
        site.store.victims().attach(lodged, rao.id(), site.now.get(), Attachment.of("screen.png", new byte[]{1}));
        VictimScope all = new VictimScope(0, true, true, true);
        site.store.victims().join(site.store.victims().find(all, lodged).orElseThrow(), site.store.cases()
                .latest(new CaseScope(0, Set.of(About.ADULT), true, false, Set.of(), Set.of()), true, 1, 0).getFirst(),
                rao.id(), site.now.get());
        String page = "/cases/" + id + "/pack";
        Map<String, String> form = Map.of("recipient", "Designated officer, Marlbeck Council", "purpose",
                "Referral of 17 November");
        browser.signIn("rao", TestSite.PASSWORD);
        assertThat(browser.get("/cases/" + id).body()).contains(page);
        assertThat(browser.post(page, page, Map.of("recipient", "x", "purpose", " ")).statusCode()).isEqualTo(422);
        assertThat(browser.post(page, page, form).body()).contains("A pack says who it is");
        isShownToHer(incident);
        assertThat(browser.post(page, page, form).body()).contains("Not all of it has been signed");
        signAll();
        assertThat(site.store.custody().of(id)).isEmpty();
        Map<String, byte[]> both = unzip(browser.take(page, page, form));
        assertThat(both).containsOnlyKeys("cover-sheet.pdf", "case-2026-001.zip");
        try (PDDocument cover = Loader.loadPDF(both.get("cover-sheet.pdf"))) {
            assertThat(cover.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(new PDFTextStripper().getText(cover).replaceAll("\\s+", " ")).contains(
                    "Designated officer, Marlbeck Council", "Referral of 17 November", "Mrs Rao, Head of School",
                    site.store.custody().of(id).getFirst().sha256().substring(0, 40));
        }
        byte[] pack = Optional.ofNullable(both.get("case-2026-001.zip")).orElseThrow();
        assertThat(unzip(browser.take(page, page, Map.of("recipient", "The police", "purpose", "x")))
                .get("case-2026-001.zip")).as("the same to the byte for whomever").isEqualTo(pack);
        assertThat(browser.get(page).body()).contains("for: Designated officer, Marlbeck Council",
                "Referral of 17 November", "for: The police", Sha256.hex(pack));
        Map<String, byte[]> files = unzip(pack);
        assertThat(files.keySet()).containsExactly("case.pdf", "acts.jsonl", "files/01-a _letter__ no.jsonl",
                "files/R2026-001-01-screen.png", "incident-0001/incident.pdf", "incident-0001/records.jsonl",
                "how-to-verify.txt", "verify-evidence.py",
                "digests.txt");
        try (PDDocument pdf = Loader.loadPDF(files.get("case.pdf"))) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ")).containsSubsequence("Case 2026-001",
                    "What speaks for the person", "The person says: “It was for the lesson.”", "Ms Holly Doe",
                    "Record R2026-001 of bullying online", "They wrote: go away", "What was done with it, in order",
                    "opened it. Two in a week", "files/01-a _letter__ no.jsonl")
                    .doesNotContain("Marlbeck Council");
        }
        Path whole = Files.write(folder.resolve("case.zip"), pack);
        assertThat(run("python3", SCRIPT.toString(), whole.toString())).contains("9 entries, 0 things wrong",
                "3 entries, 0 things wrong").doesNotContain("WRONG");
        files.put("files/01-a _letter__ no.jsonl", "Dear Chair".getBytes(StandardCharsets.UTF_8));
        Path changed = Files.write(folder.resolve("changed.zip"), Zip.of(files, site.now.get()));
        assertThat(run("python3", SCRIPT.toString(), changed.toString())).contains(
                "WRONG  the file is not what was put",
                "the file that was added by the act");
        try (TestBrowser deputy = new TestBrowser(site)) {
            deputy.signIn("hallam", TestSite.PASSWORD);
            assertThat(deputy.get(page).statusCode()).isEqualTo(404);
        }
        site.store.accesses().destroyBefore(LocalDate.parse("2026-11-18"), site.now.get(), "a test");
        signAll();
        byte[] later = Optional.ofNullable(unzip(browser.take(page, page, form)).get("case-2026-001.zip"))
                .orElseThrow();
        assertThat(unzip(later)).as("when its records are past their time").containsKey("acts.jsonl")
                .doesNotContainKey("incident-0001/records.jsonl");
        Files.write(whole, later);
        assertThat(run("python3", SCRIPT.toString(), whole.toString())).contains("9 entries, 0 things wrong")
                .doesNotContain("WRONG");
        site.now.updateAndGet(now -> now.plus(Duration.ofMinutes(6)));
        assertThat(browser.post(page, page, form).headers().firstValue("Location")).hasValue("/confirm?to=" + page);
    }

    /// Signs whatever the chain holds.
    private void signAll() {
        Frontier whole = Frontier.EMPTY;
        for (String hash : site.store.chain().hashes(0, Long.MAX_VALUE)) {
            whole = whole.with(hash);
        }
        tree = whole;
        sign();
    }

    @Test
    void theWeekOnPaperHoldsTheStateOfTheRecordsAsACodeThatAPhoneReads() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        String signed = site.store.chain().checkpoints().getLast();
        assertThat(browser.get("/reports/week").body()).contains("The state of the records", signed, "QR code");
        byte[] paper = browser.take("/reports/week/file", "/reports/week", Map.of("of", "2026-W47", "as", "pdf"));
        String read = read(paper);
        assertThat(read).isEqualTo(signed);
        assertThat(site.store.chain().audit(new Audit.Given(List.of(read), Set.of()), one -> {}).findings()).isEmpty();
        String forged = read.replaceFirst("(?m)^[A-Za-z0-9+/]{43}=$", "A".repeat(43) + "=");
        assertThat(forged).isNotEqualTo(read);
        assertThat(site.store.chain().audit(new Audit.Given(List.of(forged), Set.of()), one -> {}).findings())
                .isNotEmpty();
    }

    /// What a phone reads from the code on the last page of a PDF.
    private static String read(byte[] paper) throws Exception {
        try (PDDocument document = Loader.loadPDF(paper)) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(document.getNumberOfPages() - 1, 200);
            int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
            return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(
                    new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels))),
                    Map.of(DecodeHintType.TRY_HARDER, true)).getText();
        }
    }

    @Test
    void whatIsNotSignedYetIsNotGivenOut() throws Exception {
        GatheredAccess more = new GatheredAccess(record("www.chat9.example", site.now.get().minusSeconds(60),
                "10.30.0.7"), Grade.B, Optional.of(Severity.CONCERN));
        site.store.incidents().gather(site.store.incidents().next(99, site.now.get()), List.of(more));
        Account rao = site.store.accounts().find("rao").orElseThrow();
        Incident newer = site.store.incidents().of(Scope.ALL, more.access().number()).getFirst();
        String page = "/incidents/" + newer.id() + "/pack";
        browser.cookies.put("schoolgate", site.session(rao.name(), "here"));
        isShownToHer(newer);
        assertThat(browser.post(page, page, Map.of()).body()).contains("Not all of its records have been signed");
        sign();
        assertThat(browser.post(page, page, Map.of()).statusCode()).isEqualTo(200);
    }

    /// A second person has agreed that she may know which device it was.
    private void isShownToHer(Incident about) {
        long rao = site.store.accounts().find("rao").orElseThrow().id();
        long second = site.store.accounts().find("dean").map(Account::id)
                .orElseGet(() -> site.account("dean", "Ms Dean", Role.SENIOR_LEADER).id());
        long asked = site.store.reveals().ask(about.asker(), true, rao, site.now.get(), "to hand it over", 4,
                List.of());
        assertThat(site.store.reveals().answer(asked, second, site.now.get(), true)).isTrue();
    }

    private EvidencePack.Made make() {
        return new EvidencePack(site.store, "Marlbeck Primary School", Timetables.of(TestSite.TIMETABLE))
                .of(incident, false)
                .orElseThrow();
    }

    private RecordedAccess record(String host, Instant at, String client) {
        Signals click = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.empty(), Optional.empty(), Optional.of("text/html"),
                Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        RecordedAccess made = site.record(TestSite.from(client, site.access(at, "staff", "Staff", Verdict.COACH, host,
                TestSite.NETWORKS, click)));
        tree = tree.with(site.store.chain().head().hash());
        return made;
    }

    private void sign() {
        site.store.chain().add(key.sign(Checkpoint.of(key.signer().origin(), site.store.chain().head(), tree.root(),
                site.now.get())), tree);
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return text;
    }
}
