package org.schoolgate.review.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.review.report.Paper;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Attachment;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.VictimRecord;

/// A whole case in one archive, to be handed over: what people did with it, its files, and the evidence of its incidents, each with
/// proofs that somebody else can check without Schoolgate. Made twice of the same state it is the same to the byte: to whom it is
/// handed, by whom and for what, is not in it. It reads the hashes of the whole chain, and holds all files in memory.
final class CasePack {

    private static final String HOW_TO = """
        How to check this case without Schoolgate
        =========================================

        All at once (Python 3.8 or newer, nothing else; the script is short enough to be read):

               python3 verify-evidence.py THIS-ARCHIVE.zip

        It must say "0 things wrong". It looks at each file by its SHA-256 in digests.txt; at acts.jsonl, which says what
        people did with the case, in order, and names each file in "files" by its SHA-256; and at records.jsonl of each
        incident. Each line of those has a proof that it stands in the chain that was signed.

        To rule out that the whole chain was made anew, give it what was kept elsewhere: the fingerprint of the first key
        with --key, or a checkpoint with --against. The SHA-256 of this archive is on the cover sheet that came with it, and
        on the custody sheet of the school.

        What it cannot show: that the gateway recorded everything, that its clock was right, who held a device, or that
        what people wrote is so.
        """;

    private final Store store;
    private final Scopes scopes;
    private final String school;
    private final Timetables timetables;

    /// @param school its name
    CasePack(Store store, Scopes scopes, String school, Timetables timetables) {
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.timetables = timetables;
    }

    /// Makes one of what is there for a reader; empty where not all of it has been signed yet, which takes a minute.
    Optional<EvidencePack.Made> of(CaseFile file, Account reader) {
        List<CaseAct> acts = store.cases().acts(file.id());
        List<VictimRecord> victims = store.victims().in(scopes.victims(reader), file.id());
        Optional<String> lines = lines(Stream.concat(acts.stream(),
                victims.stream().flatMap(record -> store.victims().acts(record.id()).stream())).toList());
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<Incident> incidents = store.incidents().inCase(scopes.of(reader), file.id());
        Instant last = acts.getLast().at();
        Map<String, byte[]> files = new LinkedHashMap<>();
        CasePaper paper = new CasePaper(store, school, new ForThePerson(store, scopes, () -> timetables),
                timetables.zone());
        files.put("case.pdf", Paper.of(paper.report(file, acts, incidents, victims, reader, attached(acts)), last));
        files.put("acts.jsonl", lines.get().getBytes(StandardCharsets.UTF_8));
        attached(acts).forEach((act, name) -> files.put(name,
                store.cases().attachment(file.id(), act).map(Attachment::content).orElseThrow()));
        victims.forEach(record -> attached(store.victims().acts(record.id()))
                .forEach((act, name) -> files.put(name.replace("files/", "files/" + record.called() + "-"),
                        store.victims().attachment(record.id(), act).map(Attachment::content).orElseThrow())));
        EvidencePack evidence = new EvidencePack(store, school, timetables);
        for (Incident incident : incidents) {
            if (!hasRecords(store, incident)) {
                continue;
            }
            Optional<EvidencePack.Files> its = evidence.files(incident, scopes.isPupils(incident.group()));
            if (its.isEmpty()) {
                return Optional.empty();
            }
            its.get().files().forEach((name, content) -> files.put(folder(incident) + name, content));
        }
        files.put("how-to-verify.txt", (HOW_TO + EvidencePack.fingerprint(store.chain().signers()))
                .getBytes(StandardCharsets.UTF_8));
        return Optional.of(EvidencePack.made("case-" + file.called(), new EvidencePack.Files(files, last)));
    }

    /// Whether any record of an incident is left: cases are mostly kept for longer.
    static boolean hasRecords(Store store, Incident incident) {
        return !store.incidents().accesses(incident.id(), 1).isEmpty();
    }

    static String folder(Incident incident) {
        return "incident-" + Needs.number(incident) + "/";
    }

    private Optional<String> lines(List<CaseAct> acts) {
        if (acts.isEmpty() || store.chain().latestCheckpoint().isEmpty()) {
            return Optional.empty();
        }
        StringBuilder lines = new StringBuilder();
        try {
            return store.chain().writeWithWords(lines, acts.stream().map(CaseAct::id).toList()) < acts.size()
                    ? Optional.empty()
                    : Optional.of(lines.toString());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// The files of the case by the act that added each: their names in the archive, which any system can write.
    private static Map<Long, String> attached(List<CaseAct> acts) {
        Map<Long, String> names = new LinkedHashMap<>();
        List<CaseAct> added = new ArrayList<>(acts);
        added.removeIf(act -> act.kind() != CaseAct.Kind.ATTACHED);
        for (CaseAct act : added) {
            names.put(act.id(), String.format(Locale.ROOT, "files/%02d-%s", names.size() + 1,
                    act.words().substring(act.words().indexOf(' ') + 1).replaceAll("[:*?\"<>|\\\\/]", "_")));
        }
        return names;
    }
}
