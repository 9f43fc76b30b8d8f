package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.Origins;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.filters.request.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is told of lists: why a site is listed, what was done, and everything in an archive.
final class ListsTold {

    private ListsTold() {}

    @Command(
            name = "why",
            description = "Say which lists name a site, since which version, which edits concern it, and what is held about it."
                    + " What sealed lists say is told nowhere.")
    static final class Why extends PlacedCommand {

        @Parameters(paramLabel = "SITE", description = "A name, an address of a machine, or the address of a page.")
        private String site = "";

        @Override
        public Integer call() throws IOException {
            Target target = Target.Page.typed(site).orElseThrow(() -> new Failure("'" + site
                    + "' is no site; write a name such as chess.example, or the address of a page"));
            Configuration configuration = places.configuration();
            Origins origins = places.listLibrary(configuration).provenance().why(target);
            if (output.isJson()) {
                output.json(origins);
            } else {
                tell(output.out(), origins, configuration.policy().school().zone());
            }
            return ExitCode.OK;
        }

        private static void tell(PrintWriter out, Origins origins, ZoneId zone) {
            if (origins.lists().isEmpty()) {
                out.println("No list that may be shown names it.");
            }
            tell(out, origins.lists(), zone);
            origins.forGroups().forEach((group, lists) -> {
                out.println("For " + group + (lists.isEmpty() ? " no list that may be shown names it." : ":"));
                tell(out, lists, zone);
            });
            if (!origins.edits().isEmpty()) {
                out.println("Edits:");
                origins.edits().forEach(edit -> out.println(ListsWords.of(edit, zone)));
            }
            origins.held().forEach(held -> out.println("Held: version " + held.version() + " of " + held.list()
                    + " has " + held.entry() + " in " + held.category()));
        }

        private static void tell(PrintWriter out, List<Origins.Origin> lists, ZoneId zone) {
            lists.forEach(
                    origin -> out.println((origin.entry().isEmpty() ? "What is shown to nobody" : origin.entry())
                            + " is in " + origin.category() + ": "
                            + origin.list() + ", version " + origin.version() + ", line " + origin.line()
                            + origin.since().map(since -> "; since version " + since.version() + " of "
                                    + ListsWords.at(since.imported(), zone)
                                    + (since.orBefore() ? ", the oldest that is kept, or before" : "")).orElse("")));
        }
    }

    @Command(name = "history", description = "Say what was done with the lists, by whom and why; the newest first.")
    static final class History extends PlacedCommand {

        @Parameters(
                arity = "0..1",
                paramLabel = "NAME",
                description = "A list, or 'edits'. Without it: all of them.")
        private @Nullable String name;

        @Option(
                names = "--most",
                paramLabel = "N",
                defaultValue = "50",
                description = "How many at most (${DEFAULT-VALUE}).")
        private int most;

        @Override
        public Integer call() throws IOException {
            Configuration configuration = places.configuration();
            List<Event> events = places.listLibrary(configuration).provenance().history(Optional.ofNullable(name),
                    most);
            if (output.isJson()) {
                output.json(events);
            } else if (events.isEmpty()) {
                output.out().println("Nothing is written down yet.");
            } else {
                events.forEach(event -> output.out()
                        .println(ListsWords.of(event, configuration.policy().school().zone())));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "export",
            description = "Write all lists in force, the edits and the history into a zip archive. What is sealed is left out.")
    static final class Export extends PlacedCommand {

        @Parameters(paramLabel = "FILE", description = "The archive; it must not be there yet.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            Configuration configuration = places.configuration();
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                places.listLibrary(configuration).provenance().export(out, _ -> Optional.empty());
            }
            if (output.isJson()) {
                output.json(Map.of("file", file.toString(), "bytes", Files.size(file)));
            } else {
                output.out().println("Written to " + file + ". What is in sealed categories is left out.");
            }
            return ExitCode.OK;
        }
    }
}
