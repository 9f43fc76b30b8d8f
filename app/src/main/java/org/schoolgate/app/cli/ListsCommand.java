package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.EditReport;
import org.schoolgate.blocklists.build.ImportOptions;
import org.schoolgate.blocklists.build.ImportReport;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.ListStatus;
import org.schoolgate.blocklists.build.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lists",
        description = "Import lists of sites, edit what they say, and say which are there.",
        subcommands = {
            ListsCommand.Import.class, ListsCommand.Add.class, ListsCommand.Remove.class, ListsCommand.Status.class,
            SourcesCommand.class, UpdateCommand.class})
final class ListsCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                "say what to do: lists import FILE, lists add ENTRY, lists remove ENTRY, lists sources, lists update, or lists status");
    }

    @Command(
            name = "import",
            description = "Read a list and put it in force. A running gateway takes it up within seconds. What was there "
                    + "before stays in force until the new list is complete, and where it is refused.")
    static final class Import implements Callable<Integer> {

        @Parameters(
                paramLabel = "FILE",
                description = "The UT1 archive as published (tar.gz), a hosts file, a plain list of names, or an "
                        + "adblock-style list; the kind is found out from its content.")
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
                description = "Which of the publisher's categories are which of ours: lines like 'adult = pornography'.")
        private @Nullable Path mapping;

        @Option(
                names = "--accept-shrink",
                description = "Take the list though it has lost more than half of its entries.")
        private boolean acceptShrink;

        @Mixin
        private Output output = new Output();

        @Mixin
        private Places places = new Places();

        @Override
        public Integer call() throws IOException, ListRefusedException {
            Path from = Objects.requireNonNull(file);
            if (!Files.isReadable(from)) {
                throw new Failure("cannot read " + from + "; is the path right?");
            }
            ImportReport report;
            try (ProgressLine progress = new ProgressLine(output.line().getErr(), !output.isJson())) {
                report = places.library(places.configuration()).importFile(from,
                        new ImportOptions(Optional.ofNullable(name), Optional.ofNullable(category),
                                Optional.ofNullable(mapping), acceptShrink),
                        step -> progress.show(
                                step.step() == Progress.Step.READING
                                        ? "Reading " + from.getFileName()
                                        : "Making the index",
                                step.bytesRead(), step.bytesTotal()));
            }
            print(output.out(), report);
            return ExitCode.OK;
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
            if (!report.unmapped().isEmpty()) {
                out.println("Left out, as no mapping names them: " + String.join(", ", report.unmapped()) + ".");
            }
            if (!report.firstBad().isEmpty()) {
                out.println("The first bad lines:");
                report.firstBad().forEach(bad -> out.println("  " + bad));
            }
        }
    }

    @Command(
            name = "add",
            description = "Put one entry into a category, over whatever the lists say. A running gateway has it in force "
                    + "within a second.")
    static final class Add implements Callable<Integer> {

        @Parameters(
                paramLabel = "ENTRY",
                description = "A name with all below it, '=name' for this name only, an address, a range, or name/path. "
                        + "'@@' before it takes it out of the category where a shorter name is in it.")
        private String entry = "";

        @Option(names = "--category", paramLabel = "CATEGORY", required = true, description = "What the site is about.")
        private String category = "";

        @Mixin
        private Output output = new Output();

        @Mixin
        private Places places = new Places();

        @Override
        public Integer call() throws IOException, ListRefusedException {
            tell(output, places.library(places.configuration()).edit(true, entry, Optional.of(category)));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            description = "Take one entry out, whichever lists have it; imports to come do not bring it back. A running "
                    + "gateway has it in force within a second.")
    static final class Remove implements Callable<Integer> {

        @Parameters(
                paramLabel = "ENTRY",
                description = "The entry as the lists have it; 'explain' tells which one it is.")
        private String entry = "";

        @Option(
                names = "--category",
                paramLabel = "CATEGORY",
                description = "Only out of this category. Without it: out of all that it is in.")
        private @Nullable String category;

        @Mixin
        private Output output = new Output();

        @Mixin
        private Places places = new Places();

        @Override
        public Integer call() throws IOException, ListRefusedException {
            tell(output, places.library(places.configuration()).edit(false, entry, Optional.ofNullable(category)));
            return ExitCode.OK;
        }
    }

    private static void tell(Output output, EditReport report) {
        if (output.isJson()) {
            output.json(report);
            return;
        }
        output.out().printf(Locale.UK,
                "%s %s %s. A running gateway has it in force within a second. Edits so far: %,d.%n",
                report.entry(), report.adds() ? "is now in" : "is no longer in", String.join(", ", report.categories()),
                report.edits());
    }

    @Command(name = "status", description = "Say which lists are there, how old they are, and which places are empty.")
    static final class Status implements Callable<Integer> {

        @Mixin
        private Output output = new Output();

        @Mixin
        private Places places = new Places();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = output.out();
            Configuration configuration = places.configuration();
            ListLibrary library = places.library(configuration);
            List<ListStatus> lists = library.status();
            if (output.isJson()) {
                output.json(Map.of("lists", lists, "slots", library.slots(), "sources",
                        SourcesCommand.lines(places, configuration)));
                return ExitCode.OK;
            }
            ZoneId zone = configuration.policy().school().zone();
            for (ListStatus list : lists) {
                out.printf(Locale.UK, "%-24s %,10d entries  %s%n", list.name(), list.entries(),
                        list.starter()
                                ? "comes with the program; no substitute for a real list"
                                : "version " + list.version() + ", imported "
                                        + DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.UK)
                                                .format(list.imported().atZone(zone)));
            }
            SourcesCommand.lines(places, configuration).stream().filter(SourceLine::on)
                    .forEach(source -> out.printf("%-24s source is %s. %s%n", source.name(), source.state(),
                            source.says()));
            library.slots().forEach(slot -> out.printf("%-24s %s%n", slot.name(),
                    slot.filled() ? "in place" : "not in place: this list is licensed and has to be imported"));
            return ExitCode.OK;
        }
    }
}
