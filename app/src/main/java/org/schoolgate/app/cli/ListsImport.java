package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.ImportOptions;
import org.schoolgate.blocklists.build.ImportReport;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.Progress;
import org.schoolgate.blocklists.digest.Digesting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Read a list and put it in force. A running gateway takes it up within seconds. What was there "
                + "before stays in force until the new list is complete, and where it is refused.")
final class ListsImport extends PlacedCommand {

    @Parameters(
            paramLabel = "FILE",
            description = "The UT1 archive as published (tar.gz), a folder or an archive of squidGuard's or e2guardian's lists, a "
                    + "plain list of names, a list of digests, a hosts file, a table (CSV), an adblock-style list, settings of dnsmasq or unbound, or "
                    + "a response policy zone; the kind is found out from its content.")
    private @Nullable Path file;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "How to call the list. Without it: the file's name.")
    private @Nullable String name;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description = "What the sites are about, for a list that does not say so itself.")
    private @Nullable String category;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Which of the publisher's categories, or the table's, are which of ours: lines like 'adult = pornography'.")
    private @Nullable Path mapping;

    @Option(
            names = "--digests",
            paramLabel = "HOW",
            description = "For a list of digests that does not say so itself: how they were made, as in 'sha256 of pages'.")
    private @Nullable String digests;

    @Option(
            names = {"--accept",
                "--accept-shrink"},
            description = "Put the list in force also where it changes so much, has so many bad lines or names such sites that"
                    + " it would wait for a person.")
    private boolean accept;

    @Option(
            names = "--dry-run",
            description = "Say what the list would have closed and opened in the last seven days, as 'lists effect' does, and"
                    + " whether it would wait for a person. Nothing is put in force or kept.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, ListRefusedException {
        Path from = Objects.requireNonNull(file);
        if (!Files.isReadable(from)) {
            throw new Failure("cannot read " + from + "; is the path right?");
        }
        Configuration configuration = places.configuration();
        ImportOptions options = new ImportOptions(Optional.ofNullable(name), Optional.ofNullable(category),
                Optional.ofNullable(mapping), accept).digested(digesting()).by(Login.who());
        try (ProgressLine progress = new ProgressLine(output.line().getErr(), !output.isJson())) {
            Consumer<Progress> told = step -> progress.show(
                    step.step() == Progress.Step.READING ? "Reading " + from.getFileName() : "Making the index",
                    step.bytesRead(), step.bytesTotal());
            if (dryRun) {
                EffectTold effect = new EffectAsked(places.data(), configuration)
                        .of((library, targets) -> library.tryFile(from, options, targets, told));
                progress.clear();
                tell(effect);
            } else {
                ImportReport report = places.listLibrary(configuration).importFile(from, options, told);
                progress.clear();
                print(output.out(), report);
            }
        }
        return ExitCode.OK;
    }

    private void tell(EffectTold effect) {
        if (output.isJson()) {
            output.json(effect);
            return;
        }
        effect.tell(output.out());
        effect.waits().forEach(reason -> output.out().println((accept
                ? "Without --accept it would wait for a person: "
                : "It would wait for a person: ") + reason + "."));
        output.out().println("Nothing was put in force.");
    }

    private Optional<Digesting> digesting() {
        return Optional.ofNullable(digests).map(ListsDigests::read);
    }

    private void print(PrintWriter out, ImportReport report) {
        if (output.isJson()) {
            output.json(report);
            return;
        }
        out.printf(Locale.UK,
                "%s, version %s: %,d lines read, %,d entries listed (%,d different names), %,d doubled, %,d bad, in %.1f s.%n",
                report.name(), report.version(), report.read(), report.listed(), report.names(), report.doubled(),
                report.bad(),
                report.took().toMillis() / 1000.0);
        report.byCategory().forEach((slug, entries) -> out.printf(Locale.UK, "  %-22s %,10d%n", slug, entries));
        report.digests().ifPresent(how -> out.println("They are digests, and taken for " + how
                + ". Whether they are shows by an address that the publisher says is listed: lists digests ADDRESS --of '"
                + how + "'"));
        if (report.unsupported() > 0) {
            out.printf(Locale.UK,
                    "Left out: %,d lines that say something else than which site, such as phrases, expressions and rules for parts "
                            + "of pages.%n",
                    report.unsupported());
        }
        if (!report.unmapped().isEmpty()) {
            out.println("Left out, as no mapping names them: " + String.join(", ", report.unmapped()) + ".");
        }
        if (!report.firstBad().isEmpty()) {
            out.println("The first bad lines:");
            report.firstBad().forEach(bad -> out.println("  " + bad));
        }
    }
}
