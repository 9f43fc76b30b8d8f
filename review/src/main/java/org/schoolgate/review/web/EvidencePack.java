package org.schoolgate.review.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.review.chain.Checkpoint;
import org.schoolgate.review.chain.Sha256;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.chain.Signer;
import org.schoolgate.review.report.Paper;
import org.schoolgate.review.report.Zip;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedBasis;
import org.schoolgate.review.store.Store;

/// All that the store knows of one incident, in one archive that can be checked without Schoolgate. Made twice of the same
/// state it is the same to the byte: who made it, and when, is kept elsewhere. It reads the hashes of the whole chain.
public final class EvidencePack {

    private static final int EVERY = Integer.MAX_VALUE;
    private static final String VERIFIER = "verify-evidence.py";

    private static final String HOW_TO = """
        How to check this pack without Schoolgate
        =========================================

        All at once (Python 3.8 or newer, nothing else; the script is short enough to be read):

               python3 verify-evidence.py THIS-ARCHIVE.zip

        It must say "0 things wrong". Step by step:

        1. That its files are those that were put in:

               sha256sum -c digests.txt

           The SHA-256 of the whole archive is on the custody sheet, which is not in here: it stands on the incident's
           page on the review site, or beside the archive where it was made by command.

        2. That each record is what it was when it was written, and stands in the chain that was signed:

               python3 verify-evidence.py records.jsonl

           To rule out that the whole chain was made anew, give it what was kept elsewhere: the fingerprint of the first
           key with --key, or a checkpoint with --against.

        3. What the files in policy and lists are: their names are the SHA-256 of what is in them, and the records
           name them so.

        What it cannot show: that the gateway recorded everything, that its clock was right, or who held a device.
        """;

    private final Store store;
    private final String school;
    private final Timetables timetables;

    /// @param school its name
    public EvidencePack(Store store, String school, Timetables timetables) {
        this.store = store;
        this.school = school;
        this.timetables = timetables;
    }

    /// A pack.
    ///
    /// @param name of the file, without anything about anyone
    /// @param zip the file
    /// @param files the SHA-256 of each file in it, by its name
    /// @param sha256 of the whole
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, and never compared
    public record Made(String name, byte[] zip, Map<String, String> files, String sha256) {}

    /// Makes one; empty where not all of its records have been signed yet, which takes a minute, or none is left.
    ///
    /// @param pupils whether the incident is about pupils
    public Optional<Made> of(Incident incident, boolean pupils) {
        return files(incident, pupils).map(files -> {
            files.files().put("how-to-verify.txt", bytes(HOW_TO + fingerprint(store.chain().signers())));
            return made("incident-" + Needs.number(incident), files);
        });
    }

    /// Files of a pack.
    ///
    /// @param files by their names; more may be put in
    /// @param last the time of what is the latest in them
    record Files(Map<String, byte[]> files, Instant last) {}

    /// What is in it of the incident itself; empty where not all of its records have been signed yet, or none is left.
    Optional<Files> files(Incident incident, boolean pupils) {
        List<GatheredAccess> accesses = store.incidents().accesses(incident.id(), EVERY);
        Optional<Checkpoint> latest = store.chain().latestCheckpoint().map(Signed::checkpoint);
        if (latest.isEmpty() || accesses.isEmpty()) {
            return Optional.empty();
        }
        List<RecordedAccess> records = accesses.stream().map(GatheredAccess::access).toList();
        StringBuilder lines = new StringBuilder();
        if (write(lines, records) < records.size()) {
            return Optional.empty();
        }
        Instant last = records.getLast().at();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("incident.pdf",
                Paper.of(new IncidentPaper(store, school, timetables).report(incident, pupils, accesses, latest.get()),
                        last));
        files.put("records.jsonl", bytes(lines.toString()));
        texts(records, files);
        return Optional.of(new Files(files, last));
    }

    /// The archive: the files, the verifier, and the digests of all.
    ///
    /// @param called its name without the ending
    static Made made(String called, Files put) {
        Map<String, byte[]> files = new LinkedHashMap<>(put.files());
        files.put(VERIFIER, verifier());
        Map<String, String> digests = new LinkedHashMap<>();
        files.forEach((name, content) -> digests.put(name, Sha256.hex(content)));
        StringBuilder sums = new StringBuilder();
        digests.forEach((name, digest) -> sums.append(digest).append("  ").append(name).append('\n'));
        files.put("digests.txt", bytes(sums.toString()));
        byte[] zip = Zip.of(files, put.last());
        return new Made(called + ".zip", zip, digests, Sha256.hex(zip));
    }

    private long write(StringBuilder lines, List<RecordedAccess> records) {
        try {
            return store.chain().write(lines, records.stream().map(RecordedAccess::number).toList());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// The texts of the policies and of the lists in force, under the names by which the records know them.
    private void texts(List<RecordedAccess> records, Map<String, byte[]> files) {
        TreeSet<String> policies = new TreeSet<>();
        TreeSet<String> lists = new TreeSet<>();
        records.stream().flatMap(access -> access.basis().stream()).forEach((RecordedBasis basis) -> {
            policies.add(basis.policy());
            lists.add(basis.lists());
        });
        policies.forEach(name -> text(name, "policy/" + name + ".yaml", files));
        lists.forEach(name -> text(name, "lists/" + name + ".txt", files));
    }

    private void text(String sha256, String name, Map<String, byte[]> files) {
        if (sha256.matches("[0-9a-f]{64}")) {
            store.texts().find(sha256).map(KeptText::text).ifPresent(text -> files.put(name, bytes(text)));
        }
    }

    /// The last lines of how to verify: whose chain it is, as far as the store knows.
    static String fingerprint(List<Signer> signers) {
        return signers.stream().findFirst()
                .map(signer -> "\nFingerprint of the first key, as this store has it:\n" + signer.fingerprint() + "\n")
                .orElse("");
    }

    private static byte[] verifier() {
        try (InputStream in = Objects.requireNonNull(EvidencePack.class.getResourceAsStream(VERIFIER))) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
