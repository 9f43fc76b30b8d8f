package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.HeldReason;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListStatus;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Say which lists are there, how old they are, and which places are empty.")
final class ListsStatus extends PlacedCommand {

    @Override
    public Integer call() throws IOException {
        PrintWriter out = output.out();
        Configuration configuration = places.configuration();
        ListLibrary library = places.listLibrary(configuration);
        List<ListStatus> lists = library.status();
        if (output.isJson()) {
            output.json(Map.of("lists", lists, "slots", library.slots(), "held", library.versions().held(),
                    "proposed", library.editing().proposals(), "inShadow", library.editing().inShadow(), "astray",
                    library.editing().astray(), "sources", SourcesCommand.lines(places, configuration)));
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
        library.slots().forEach(slot -> out.printf("%-24s %s%n", slot.name(),
                slot.filled() ? "in place" : "not in place: this list is licensed and has to be imported"));
        library.versions().held().forEach(held -> out.printf("%-24s held: %s%n", held.list(),
                String.join("; ", held.reasons().stream().map(HeldReason::sentence).toList())));
        SourcesCommand.lines(places, configuration).stream().filter(SourceLine::on)
                .forEach(source -> out.printf("%-24s source is %s. %s%n", source.name(), source.state(),
                        source.says()));
        library.editing().astray().forEach(edit -> out.println(
                "Edit " + edit.number() + " has to be looked at: " + edit.astray().orElse("") + "."));
        int proposed = library.editing().proposals().size();
        if (proposed > 0) {
            out.println((proposed == 1 ? "One edit waits" : proposed + " edits wait")
                    + " for a second person: lists edits --proposed");
        }
        int tried = library.editing().inShadow().size();
        if (tried > 0) {
            out.println((tried == 1 ? "One edit is" : tried + " edits are") + " only tried out: lists edits --shadow");
        }
        return ExitCode.OK;
    }
}
