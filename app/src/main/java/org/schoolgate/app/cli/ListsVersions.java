package org.schoolgate.app.cli;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.HeldVersion;
import org.schoolgate.blocklists.build.KeptVersion;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The versions of a list: what waits, what is kept, and the ways between.
final class ListsVersions {

    private ListsVersions() {}

    /// What each of them has.
    abstract static class About extends PlacedCommand {

        @Override
        public Integer call() throws IOException, ListRefusedException {
            Configuration configuration = places.configuration();
            run(places.listLibrary(configuration), configuration.policy().school().zone(), output);
            return ExitCode.OK;
        }

        abstract void run(ListLibrary library, ZoneId zone, Output answer) throws IOException, ListRefusedException;
    }

    @Command(name = "held", description = "List the versions of lists that wait for a person, and why.")
    static final class Held extends About {

        @Override
        void run(ListLibrary library, ZoneId zone, Output answer) throws IOException {
            List<HeldVersion> held = library.versions().held();
            if (answer.isJson()) {
                answer.json(held);
                return;
            }
            if (held.isEmpty()) {
                answer.out().println("Nothing is held.");
            }
            for (HeldVersion each : held) {
                answer.out().printf(Locale.UK, "%s  version %s, %s, by %s: %,d entries; %,d are in force%n",
                        each.list(), each.version(), ListsWords.at(each.at(), zone), each.who(), each.entries(),
                        each.entriesInForce());
                each.reasons().forEach(reason -> answer.out().println("  " + reason.sentence()));
                answer.out().println("  Look at it: lists diff " + each.list() + " held");
                answer.out().println("  What it would touch: lists effect " + each.list());
            }
        }
    }

    @Command(name = "release", description = "Put in force what is held of a list.")
    static final class Release extends About {

        @Parameters(paramLabel = "NAME", description = "The list.")
        private String name = "";

        @Option(names = "--why", paramLabel = "REASON", required = true, description = "Why it is right.")
        private String why = "";

        @Option(names = "--version", paramLabel = "VERSION", description = "Only if it is this version that is held.")
        private @Nullable String version;

        @Override
        void run(ListLibrary library, ZoneId zone, Output answer) throws IOException, ListRefusedException {
            tell(answer, library.versions().release(name, Optional.ofNullable(version), Login.who(), why));
        }
    }

    @Command(name = "drop", description = "Delete what is held of a list. What is in force stays.")
    static final class Drop extends About {

        @Parameters(paramLabel = "NAME", description = "The list.")
        private String name = "";

        @Option(names = "--why", paramLabel = "REASON", required = true, description = "Why it is wrong.")
        private String why = "";

        @Option(names = "--version", paramLabel = "VERSION", description = "Only if it is this version that is held.")
        private @Nullable String version;

        @Override
        void run(ListLibrary library, ZoneId zone, Output answer) throws IOException, ListRefusedException {
            library.versions().drop(name, Optional.ofNullable(version), Login.who(), why);
            if (answer.isJson()) {
                answer.json(Map.of("list", name, "dropped", true));
            } else {
                answer.out().println("What was held of " + name + " is deleted. What is in force stays.");
            }
        }
    }

    @Command(name = "versions", description = "List the versions of a list that are kept.")
    static final class Versions extends About {

        @Parameters(paramLabel = "NAME", description = "The list.")
        private String name = "";

        @Override
        void run(ListLibrary library, ZoneId zone, Output answer) throws IOException, ListRefusedException {
            List<KeptVersion> kept = library.versions().kept(name);
            if (answer.isJson()) {
                answer.json(kept);
                return;
            }
            kept.forEach(each -> answer.out().printf(Locale.UK, "%-28s %,10d entries, %s%s%s%n", each.version(),
                    each.entries(), ListsWords.at(each.imported(), zone), each.inForce() ? ", in force" : "",
                    each.again().map(other -> ", the content of " + other).orElse("")));
        }
    }

    @Command(
            name = "rollback",
            description = "Go back to an older version of a list, in one act. What it puts aside does not come into force again by"
                    + " itself.")
    static final class Rollback extends About {

        @Parameters(index = "0", paramLabel = "NAME", description = "The list.")
        private String name = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "VERSION",
                description = "Which version; 'lists versions' tells them. Without it: the one before.")
        private @Nullable String version;

        @Option(names = "--why", paramLabel = "REASON", required = true, description = "Why.")
        private String why = "";

        @Override
        void run(ListLibrary library, ZoneId zone, Output answer) throws IOException, ListRefusedException {
            tell(answer, library.versions().rollback(name, Optional.ofNullable(version), Login.who(), why));
        }
    }

    private static void tell(Output answer, KeptVersion version) {
        if (answer.isJson()) {
            answer.json(version);
            return;
        }
        answer.out().printf(Locale.UK, "%s, version %s%s: %,d entries are in force.%n", version.list(),
                version.version(), version.again().map(other -> " (the content of " + other + ")").orElse(""),
                version.entries());
    }
}
