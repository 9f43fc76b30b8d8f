package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.proxy.tls.Authorities;
import org.schoolgate.proxy.tls.Authorities.Standing;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Pem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What IT does with the school's own authority. Its key stays in its file: nothing here shows it, and nothing exports it.
@Command(
        name = "ca",
        description = "Show the school's own certificate authority, export its certificate, or make the next one.",
        subcommands = {CaCommand.Show.class, CaCommand.Export.class, CaCommand.Rotate.class})
final class CaCommand implements Runnable {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK)
            .withZone(ZoneOffset.UTC);

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                "say what to do: ca show, ca export or ca rotate");
    }

    /// One authority, as programs are told of it.
    record Told(String standing, String subject, String fingerprint, String serial, Instant from, Instant until,
            boolean keyEncrypted) {

        static Told of(Authorities.Kept kept) {
            X509Certificate certificate = kept.certificate();
            return new Told(kept.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    certificate.getSubjectX500Principal().getName(), kept.fingerprint(),
                    certificate.getSerialNumber().toString(16), certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(), kept.encrypted());
        }
    }

    private static Authorities authorities(Places places) {
        return new Authorities(places.data().resolve("ca"), InstantSource.system());
    }

    private static Failure none() {
        return new Failure(
                "there is no authority yet: it is made at the first start of the gateway ('./schoolgate run')."
                        + " If it has run, say with --data where it keeps its files.");
    }

    @Command(name = "show", description = "Say which authorities there are, their fingerprints, and when they end.")
    static final class Show extends PlacedCommand {

        @Override
        public Integer call() throws IOException {
            List<Authorities.Kept> all = authorities(places).all();
            if (all.isEmpty()) {
                throw none();
            }
            if (output.isJson()) {
                output.json(Map.of("authorities", all.stream().map(Told::of).toList()));
                return ExitCode.OK;
            }
            for (Authorities.Kept kept : all) {
                print(output.out(), kept);
            }
            return ExitCode.OK;
        }

        private static void print(PrintWriter out, Authorities.Kept kept) {
            X509Certificate certificate = kept.certificate();
            out.println(switch (kept.standing()) {
                case IN_FORCE -> "In force: signs what the gateway shows to devices";
                case NEXT -> "Next: put it on the devices, then 'ca rotate --switch'";
                case OLD -> "Old: signs no more";
            });
            out.println("  name         " + certificate.getSubjectX500Principal().getName());
            out.println("  SHA-256      " + kept.fingerprint());
            out.println("  holds        " + DAY.format(certificate.getNotBefore().toInstant()) + " to "
                    + DAY.format(certificate.getNotAfter().toInstant()));
            out.println("  key on disk  "
                    + (kept.encrypted() ? "encrypted" : "not encrypted (readable for its owner alone)"));
            Authority.warning(certificate, Instant.now()).filter(sentence -> kept.standing() != Standing.OLD)
                    .ifPresent(sentence -> out.println("  " + sentence));
        }
    }

    @Command(
            name = "export",
            description = "Give the certificate that devices are to trust. The key is never given.")
    static final class Export extends PlacedCommand {

        @Option(names = "--next", description = "The next authority's, which is not in force yet.")
        private boolean next;

        @Option(names = "--der", description = "In DER, as Windows and Android like it; needs --to.")
        private boolean der;

        @Option(names = "--to", paramLabel = "FILE", description = "Write it to this file. Without it: print it.")
        private @Nullable Path to;

        @Override
        public Integer call() throws IOException {
            if (der && to == null) {
                throw new CommandLine.ParameterException(output.line(),
                        "DER is not text; say with --to where to write it");
            }
            Authorities.Kept kept = authorities(places).one(next ? Standing.NEXT : Standing.IN_FORCE)
                    .orElseThrow(() -> next
                            ? new Failure("there is no next authority; make one with './schoolgate ca rotate'.")
                            : none());
            String pem = Pem.text(kept.certificate());
            if (to != null) {
                if (der) {
                    Files.write(to, Pem.bytes(kept.certificate()));
                } else {
                    Files.writeString(to, pem);
                }
            }
            if (output.isJson()) {
                output.json(Map.of("authority", Told.of(kept), "pem", pem));
            } else if (to == null) {
                output.out().print(pem);
                output.out().flush();
            } else {
                output.out().println("Written to " + to + ". SHA-256 " + kept.fingerprint());
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "rotate",
            description = "Make the next authority beside the one in force; with --switch, let it sign. Between the two, put "
                    + "its certificate on the devices.")
    static final class Rotate extends PlacedCommand {

        @Option(
                names = "--switch",
                description = "Let the next authority sign from the next start of the gateway on. The old one's certificate "
                        + "may stay on devices until it ends.")
        private boolean over;

        @Option(
                names = "--never",
                paramLabel = "NAME",
                description = "Devices shall take no certificate of the next authority for this name or any below it, such "
                        + "as the school's own. May be given more than once.")
        private List<String> never = new ArrayList<>();

        @Override
        public Integer call() throws IOException {
            Authorities authorities = authorities(places);
            if (authorities.one(Standing.IN_FORCE).isEmpty()) {
                throw none();
            }
            if (over && !never.isEmpty()) {
                throw new CommandLine.ParameterException(output.line(),
                        "--never is said when the next authority is made, not when it is switched to");
            }
            if (over) {
                authorities.switchOver();
                tell(authorities, Standing.IN_FORCE,
                        "It signs from the next start of the gateway on. Sessions that devices have open end with that start.");
            } else {
                authorities.prepare(Authority.passphrase(System.getenv()), names());
                tell(authorities, Standing.NEXT,
                        "Put it on every device ('./schoolgate ca export --next'), then switch to it"
                                + " ('./schoolgate ca rotate --switch'). Until then nothing changes.");
            }
            return ExitCode.OK;
        }

        private List<HostName> names() {
            List<HostName> names = new ArrayList<>();
            for (String name : never) {
                names.add(HostName.parse(name).orElseThrow(
                        () -> new CommandLine.ParameterException(output.line(), "'" + name + "' is no host name")));
            }
            return names;
        }

        private void tell(Authorities authorities, Standing standing, String then) throws IOException {
            Authorities.Kept kept = authorities.one(standing).orElseThrow();
            if (output.isJson()) {
                output.json(Map.of("authority", Told.of(kept)));
                return;
            }
            output.out().println((standing == Standing.NEXT ? "Made: " : "Switched to: ")
                    + kept.certificate().getSubjectX500Principal().getName());
            output.out().println("SHA-256 " + kept.fingerprint());
            output.out().println(then);
        }
    }
}
