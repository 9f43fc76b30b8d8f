package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.fetch.KnownSource;
import org.schoolgate.blocklists.fetch.Sources;
import org.schoolgate.blocklists.fetch.WrongSourceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sources",
        description = "From where lists are fetched: say which sources there are, and add, switch or remove one. Each is a file,"
                + " lists/NAME/source in the data folder, which may be edited by hand as well.",
        subcommands = {
            SourcesCommand.Add.class, SourcesCommand.On.class, SourcesCommand.Off.class, SourcesCommand.Remove.class,
            SourcesCommand.Show.class})
final class SourcesCommand extends PlacedCommand {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.UK);

    @Override
    public Integer call() throws IOException {
        Configuration configuration = places.configuration();
        List<SourceLine> lines = lines(places, configuration);
        if (output.isJson()) {
            output.json(Map.of("sources", lines));
            return ExitCode.OK;
        }
        ZoneId zone = configuration.policy().school().zone();
        PrintWriter out = output.out();
        out.printf("%-16s %-16s %-24s %-8s %-24s %s%n", "name", "state", "category", "every", "last success", "from");
        for (SourceLine line : lines) {
            out.printf("%-16s %-16s %-24s %-8s %-24s %s%n", line.name(), line.state(), line.sorting(), line.every(),
                    line.lastSuccess().map(at -> MOMENT.format(at.atZone(zone))).orElse("never"),
                    line.from().isEmpty() ? "its publisher tells members" : line.from());
        }
        lines.stream().filter(line -> !line.wrong().isEmpty() || !line.mistakes().isEmpty())
                .forEach(line -> out.println(line.name() + ": " + line.says()));
        return ExitCode.OK;
    }

    /// The sources in the data folder.
    static Sources of(Places places, Configuration configuration) {
        return new Sources(places.listLibrary(configuration));
    }

    /// All of them, as they are now.
    static List<SourceLine> lines(Places places, Configuration configuration) throws IOException {
        Instant now = InstantSource.system().instant();
        return of(places, configuration).all().stream().map(each -> SourceLine.of(each, now)).toList();
    }

    private static int tell(Output output, KnownSource source) {
        SourceLine line = SourceLine.of(source, InstantSource.system().instant());
        if (output.isJson()) {
            output.json(line);
            return ExitCode.OK;
        }
        PrintWriter out = output.out();
        out.println(line.on()
                ? line.name() + " is on: it is fetched from " + line.from() + " every " + line.every()
                        + ", while the gateway runs. To fetch it now: lists update " + line.name()
                : line.name() + " is off. The list itself stays as it is.");
        terms(out, line);
        return ExitCode.OK;
    }

    private static void terms(PrintWriter out, SourceLine line) {
        if (!line.licence().isEmpty()) {
            out.println("Licence: " + line.licence());
        }
        if (!line.attribution().isEmpty()) {
            out.println("By: " + line.attribution());
        }
    }

    @Command(
            name = "add",
            description = "Add a source. It is fetched within seconds where the gateway runs, and then as often as it says.")
    static final class Add extends PlacedCommand {

        @Parameters(
                paramLabel = "NAME",
                description = "What the list is called. 'illegal' and 'extremism' are the places of"
                        + " licensed lists.")
        private String name = "";

        @Option(
                names = "--from",
                required = true,
                paramLabel = "ADDRESS",
                description = "Where it is: https://…, http://…, or the whole path of a file or folder.")
        private String from = "";

        @Option(
                names = "--category",
                paramLabel = "CATEGORY",
                description = "What the sites are about, for a list that does not say so itself.")
        private @Nullable String category;

        @Option(
                names = "--mapping",
                paramLabel = "FILE",
                description = "Which of the publisher's categories are which of ours. The file is read at each update.")
        private @Nullable Path mapping;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description = "Anything else that its file may say, such as 'every=12 hours'. May be given several times. The"
                        + " keys are in docs/lists.md.")
        private Map<String, String> more = new LinkedHashMap<>();

        @Override
        public Integer call() throws IOException, WrongSourceException {
            Sources sources = of(places, places.configuration());
            if (sources.find(name).there()) {
                throw new Failure("there is a source '" + name + "' already; change its file, "
                        + places.data().resolve("lists").resolve(name).resolve("source") + ", or remove it first");
            }
            Map<String, String> lines = new LinkedHashMap<>();
            lines.put("on", "yes");
            lines.put("from", from);
            Optional.ofNullable(category).ifPresent(slug -> lines.put("category", slug));
            Optional.ofNullable(mapping)
                    .ifPresent(file -> lines.put("mapping", file.toAbsolutePath().normalize().toString()));
            lines.putAll(more);
            return tell(output, sources.put(name, lines));
        }
    }

    /// What is about one source.
    abstract static class OfOne extends PlacedCommand {

        @Parameters(paramLabel = "NAME", description = "The source.")
        String name = "";
    }

    @Command(
            name = "on",
            description = "Switch a source on. 'lists sources on ut1' is all that the lists of the University of Toulouse take.")
    static final class On extends OfOne {

        @Option(
                names = "--look-first",
                description = "Have its first version wait until somebody has seen what it would touch ('lists effect') and puts it"
                        + " in force ('lists release').")
        private boolean lookFirst;

        @Override
        public Integer call() throws IOException, WrongSourceException {
            Sources sources = of(places, places.configuration());
            return tell(output, lookFirst ? sources.turnOnToLook(name) : sources.turn(name, true));
        }
    }

    @Command(
            name = "off",
            description = "Switch a source off: it is no longer fetched, and its list stays as it is. A licensed list that is in"
                    + " place cannot be switched off.")
    static final class Off extends OfOne {

        @Override
        public Integer call() throws IOException, WrongSourceException {
            return tell(output, of(places, places.configuration()).turn(name, false));
        }
    }

    @Command(
            name = "remove",
            description = "Take a source away, with its settings. Its list stays as it is. A licensed list that is in place"
                    + " keeps its source.")
    static final class Remove extends OfOne {

        @Override
        public Integer call() throws IOException, WrongSourceException {
            of(places, places.configuration()).remove(name);
            if (output.isJson()) {
                output.json(Map.of("name", name, "removed", true));
            } else {
                output.out().println("There is no source " + name + " any more. The list itself stays as it is.");
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "Say how one source is set up, and how it went so far.")
    static final class Show extends OfOne {

        @Override
        public Integer call() throws IOException {
            Configuration configuration = places.configuration();
            KnownSource source = of(places, configuration).find(name);
            if (!source.there() && source.settings().isEmpty()) {
                throw new Failure("there is no source '" + name + "'; 'lists sources' says which there are");
            }
            SourceLine line = SourceLine.of(source, InstantSource.system().instant());
            if (output.isJson()) {
                output.json(line);
                return ExitCode.OK;
            }
            ZoneId zone = configuration.policy().school().zone();
            PrintWriter out = output.out();
            out.println(line.name() + ": " + line.state() + ". " + line.says());
            out.println("From: " + line.from() + ", every " + line.every());
            out.println("Category: " + line.sorting());
            out.printf("Guard: a loss of %d %% or a growth of %d %% is for a person to decide.%n", line.shrinkPercent(),
                    line.growPercent());
            line.lastChange().ifPresent(at -> out.printf(Locale.UK,
                    "Last change: %s, %,d bytes fetched in %.1f s, in force %.1f s later%n",
                    MOMENT.format(at.atZone(zone)), line.bytes(), line.fetchSeconds(), line.buildSeconds()));
            line.nextDue().ifPresent(at -> out.println("Next: " + MOMENT.format(at.atZone(zone))));
            terms(out, line);
            out.println("File: " + places.data().resolve("lists").resolve(name).resolve("source"));
            return ExitCode.OK;
        }
    }
}
