package org.schoolgate.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.blocklists.build.Difference;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Say what changed in a list from one version to another. What is in a sealed category is counted alone.")
final class ListsDiff extends PlacedCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The list.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FROM",
            description = "The one version. Without it: the one before the other. Alone, 'held' stands for what is held, against"
                    + " what is in force.")
    private @Nullable String from;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "TO",
            description = "The other version. Without it: what is in force.")
    private @Nullable String to;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many entries are shown at most (${DEFAULT-VALUE}). With --json: all of them.")
    private int most;

    @Override
    public Integer call() throws IOException, ListRefusedException {
        List<Difference.Line> lines = new ArrayList<>();
        int kept = output.isJson() ? 0 : most;
        if (output.isJson()) {
            output.out().println("{\"entries\": [");
        }
        boolean[] first = {true};
        boolean held = to == null && Versions.HELD.equals(from);
        Difference difference = places.listLibrary(places.configuration()).versions().diff(name,
                held ? Optional.empty() : Optional.ofNullable(from),
                held ? Optional.of(Versions.HELD) : Optional.ofNullable(to), line -> {
                    if (output.isJson()) {
                        output.out().println((first[0] ? "" : ",") + Json.line(line));
                        first[0] = false;
                    } else if (lines.size() < kept) {
                        lines.add(line);
                    }
                });
        if (output.isJson()) {
            output.out().println("], \"difference\": " + Json.line(difference) + "}");
        } else {
            tell(difference, lines);
        }
        return ExitCode.OK;
    }

    private void tell(Difference difference, List<Difference.Line> lines) {
        output.out().printf(Locale.UK, "%s, from %s to %s: %,d entries, then %,d; %,d added, %,d removed, %,d moved.%n",
                difference.list(), difference.from().isEmpty() ? "nothing" : difference.from(), difference.to(),
                difference.entriesBefore(), difference.entriesAfter(), difference.added(), difference.removed(),
                difference.moved());
        difference.byCategory().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(change -> output.out()
                .printf(Locale.UK, "  %-22s +%,d -%,d%n", change.getKey(), change.getValue().came(),
                        change.getValue().went()));
        lines.forEach(line -> output.out().println("  " + switch (line.kind()) {
            case ADDED -> "+ " + line.entry() + "  " + String.join(", ", line.after());
            case REMOVED -> "- " + line.entry() + "  " + String.join(", ", line.before());
            case MOVED -> "~ " + line.entry() + "  " + String.join(", ", line.before()) + " → "
                    + String.join(", ", line.after());
        }));
        long all = difference.added() + difference.removed() + difference.moved() - difference.sealed();
        if (all > lines.size()) {
            output.out().printf(Locale.UK, "  and %,d more: --most, or --json for all%n", all - lines.size());
        }
        if (difference.sealed() > 0) {
            output.out().printf(Locale.UK, "%,d of them are in sealed categories, or digests, and are not shown.%n",
                    difference.sealed());
        }
    }
}
