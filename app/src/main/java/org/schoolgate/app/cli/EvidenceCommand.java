package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.wiring.StorePlace;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.chain.Finding;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Store;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What shows whether records were changed after they were written. It reads beside the running gateway, and writes nothing to
/// its store.
@Command(
        name = "evidence",
        description = "Show whether records were changed after they were written, and give them to others to check.",
        subcommands = {EvidenceCommand.Verify.class, ReplayCommand.class, EvidenceCommand.Checkpoint.class,
            EvidenceCommand.Export.class, PackCommand.class})
final class EvidenceCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                "say what to do: evidence verify, evidence replay, evidence checkpoint, evidence export or evidence"
                        + " pack");
    }

    private static Store open(Places places) throws IOException {
        return StorePlace.toRead(places.data(), places.configuration().gateway());
    }

    private static Failure noCheckpoint() {
        return new Failure("nothing has been signed yet: that happens a minute after the first flagged access at the"
                + " latest, while the gateway runs.");
    }

    @Command(
            name = "verify",
            description = "Hold every record against the chain, and the chain against its checkpoints.",
            footer = {"",
                "What this cannot show: whoever rules the machine can write a whole new chain with keys of their",
                "own, and can cut off what came after the last checkpoint that is kept elsewhere. So keep",
                "checkpoints elsewhere ('evidence checkpoint'), and give them with --against."})
    static final class Verify extends PlacedCommand {

        @Option(
                names = "--against",
                paramLabel = "FILE",
                description = "A checkpoint that was kept elsewhere. May be given several times.")
        private List<Path> against = List.of();

        @Option(
                names = "--key",
                paramLabel = "FINGERPRINT",
                description = "The fingerprint of the first key, kept elsewhere. Several where several gateways share a"
                        + " database. Without it the first in the store is believed.")
        private List<String> keys = List.of();

        @Override
        public Integer call() throws IOException {
            List<String> notes = new ArrayList<>();
            for (Path file : against) {
                notes.add(Signed.find(Files.readString(file)).map(Signed::text)
                        .orElseThrow(() -> new Failure(file + " holds no checkpoint; it should be what 'evidence"
                                + " checkpoint' printed, or a message that Schoolgate mailed to a witness.")));
            }
            try (Store store = open(places)) {
                Audit.Report report = audit(store, new Audit.Given(notes, Set.copyOf(keys)));
                if (output.isJson()) {
                    output.json(asMap(store, report));
                } else {
                    tell(output.out(), store, report);
                }
                return report.isClean() ? ExitCode.OK : ExitCode.FAILED;
            }
        }

        private Audit.Report audit(Store store, Audit.Given given) {
            long all = store.chain().head().size();
            try (ProgressLine progress = new ProgressLine(output.out(), !output.isJson())) {
                return store.chain().audit(given, read -> progress.show("Reading records", read, all));
            }
        }

        private Map<String, Object> asMap(Store store, Audit.Report report) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("clean", report.isClean());
            map.put("entries", report.entries());
            map.put("records", report.records());
            map.put("destroyed", report.destroyed());
            map.put("checkpoints", report.checkpoints());
            map.put("signed", report.signed());
            map.put("againstOthers", against.size());
            map.put("firstKey", report.firstKey().orElse(""));
            map.put("findings", report.findings().stream().map(finding -> Map.of("kind",
                    finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), "entry", finding.seq(),
                    "reference", reference(store, finding), "sentence", finding.sentence())).toList());
            return map;
        }

        private void tell(PrintWriter out, Store store, Audit.Report report) {
            out.printf("%s, %,d of them destroyed on purpose; %s in the chain, signed up to %,d (%s).%n",
                    count(report.records(), "record", "records"), report.destroyed(),
                    count(report.entries(), "entry", "entries"), report.signed(),
                    count(report.checkpoints(), "checkpoint fits", "checkpoints fit"));
            report.firstKey().ifPresent(key -> out.println("First key: " + key));
            for (Finding finding : report.findings()) {
                String reference = reference(store, finding);
                out.println("WRONG  " + finding.sentence()
                        + (reference.isEmpty() ? "" : " (reference " + reference + ")"));
            }
            if (!report.isClean()) {
                out.println("Keep the store as it is, note the time, and tell who is answerable for it.");
            } else if (against.isEmpty()) {
                out.println("All fits. Nothing that was kept elsewhere was held against it (--against).");
            } else {
                out.println("All fits, and it is what " + (against.size() == 1 ? "the checkpoint" : "the checkpoints")
                        + " given " + (against.size() == 1 ? "says." : "say."));
            }
        }

        private static String reference(Store store, Finding finding) {
            return finding.about() == 0
                    ? ""
                    : store.accesses().reference(finding.about()).orElse("");
        }
    }

    @Command(
            name = "checkpoint",
            description = "Print the latest signed checkpoint. Kept elsewhere (printed, or mailed to a governor), it shows"
                    + " at any later time whether what was recorded until then is still the same.")
    static final class Checkpoint extends PlacedCommand {

        @Override
        public Integer call() throws IOException {
            try (Store store = open(places)) {
                Signed latest = store.chain().latestCheckpoint().orElseThrow(EvidenceCommand::noCheckpoint);
                if (output.isJson()) {
                    output.json(Map.of("size", latest.checkpoint().size(), "root", latest.checkpoint().root(), "at",
                            latest.checkpoint().at().toString(), "note", latest.text()));
                } else {
                    output.out().print(latest.text());
                    output.out().flush();
                }
                return ExitCode.OK;
            }
        }
    }

    @Command(
            name = "export",
            description = "Write records with all that is needed to check them without Schoolgate, by"
                    + " deploy/verify-evidence.py.")
    static final class Export extends PlacedCommand {

        @Option(
                names = "--reference",
                paramLabel = "REFERENCE",
                description = "Only the records with this reference, such as M7QK-4TZP, with proofs. Several may be"
                        + " given. Without it: all records.")
        private List<String> references = List.of();

        @Option(
                names = "--to",
                required = true,
                paramLabel = "FILE",
                description = "Where to write. It must not exist.")
        private @Nullable Path to;

        @Override
        public Integer call() throws IOException {
            Path file = Objects.requireNonNull(to);
            if (Files.exists(file)) {
                throw new Failure(file + " is there already; say with --to where to write a new file.");
            }
            try (Store store = open(places)) {
                List<Long> numbers = numbers(store);
                long written;
                try (Writer out = Files.newBufferedWriter(file);
                        ProgressLine progress = new ProgressLine(output.out(), !output.isJson())) {
                    long all = store.chain().head().size();
                    written = references.isEmpty()
                            ? store.chain().writeAll(out, read -> progress.show("Writing records", read, all))
                            : store.chain().write(out, numbers);
                }
                String hash = sha256(file);
                if (output.isJson()) {
                    output.json(Map.of("file", file.toString(), "entries", written, "sha256", hash));
                } else {
                    output.out().printf("%s: %s%nSHA-256 %s%n", file, count(written, "entry", "entries"), hash);
                }
                return ExitCode.OK;
            }
        }

        private List<Long> numbers(Store store) {
            if (references.isEmpty()) {
                return List.of();
            }
            if (store.chain().latestCheckpoint().isEmpty()) {
                throw noCheckpoint();
            }
            List<Long> numbers = new ArrayList<>();
            for (String reference : references) {
                List<RecordedAccess> found = store.accesses().findByReference(reference);
                if (found.isEmpty()) {
                    throw new Failure("no record has the reference " + reference + ".");
                }
                found.forEach(access -> numbers.add(access.number()));
            }
            return numbers;
        }

        private static String sha256(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java has SHA-256", impossible);
            }
        }
    }

    private static String count(long number, String one, String several) {
        return String.format(Locale.UK, "%,d %s", number, number == 1 ? one : several);
    }
}
