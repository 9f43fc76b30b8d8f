package org.schoolgate.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.Basis;
import org.schoolgate.blocklists.build.EditReport;
import org.schoolgate.blocklists.build.EditWish;
import org.schoolgate.blocklists.build.Editing;
import org.schoolgate.blocklists.build.ListRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Single edits: an entry is put in, taken out, or moved.
final class ListsEdit {

    private ListsEdit() {}

    /// What each of them has besides.
    abstract static class Single extends PlacedCommand {

        @Mixin
        private Reasons reasons = new Reasons();

        @Option(
                names = "--group",
                paramLabel = "GROUP",
                description = "For this group of the policy alone; may be given several times. Without it: for everybody.")
        private List<String> groups = new ArrayList<>();

        @Override
        public Integer call() throws IOException, ListRefusedException {
            Configuration configuration = places.configuration();
            tell(output, edit(places.listLibrary(configuration).editing(), groups,
                    reasons.basis(configuration.policy().school().zone())));
            return ExitCode.OK;
        }

        abstract EditReport edit(Editing editing, List<String> forGroups, Basis basis)
                throws IOException, ListRefusedException;
    }

    @Command(
            name = "add",
            description = "Put one entry into a category, over whatever the lists say. A running gateway has it in force "
                    + "within a second.")
    static final class Add extends Single {

        @Parameters(
                paramLabel = "ENTRY",
                description = "A name with all below it, '=name' for this name only, an address, a range, or name/path. "
                        + "'@@' before it takes it out of the category where a shorter name is in it.")
        private String entry = "";

        @Option(names = "--category", paramLabel = "CATEGORY", required = true, description = "What the site is about.")
        private String category = "";

        @Override
        EditReport edit(Editing editing, List<String> forGroups, Basis basis)
                throws IOException, ListRefusedException {
            return editing.edit(new EditWish(true, entry, Optional.of(category), forGroups), basis);
        }
    }

    @Command(
            name = "remove",
            description = "Take one entry out, whichever lists have it; imports to come do not bring it back. A running "
                    + "gateway has it in force within a second. What is sensitive takes a second person.")
    static final class Remove extends Single {

        @Parameters(
                paramLabel = "ENTRY",
                description = "The entry as the lists have it; 'explain' tells which one it is.")
        private String entry = "";

        @Option(
                names = "--category",
                paramLabel = "CATEGORY",
                description = "Only out of this category. Without it: out of all that it is in.")
        private @Nullable String category;

        @Override
        EditReport edit(Editing editing, List<String> forGroups, Basis basis)
                throws IOException, ListRefusedException {
            return editing.edit(new EditWish(false, entry, Optional.ofNullable(category), forGroups), basis);
        }
    }

    @Command(name = "move", description = "Move one entry from one category to another, in one act.")
    static final class Move extends Single {

        @Parameters(
                paramLabel = "ENTRY",
                description = "The entry; where a shorter name is listed, it alone is moved.")
        private String entry = "";

        @Option(names = "--from", paramLabel = "CATEGORY", required = true, description = "The category it is in.")
        private String from = "";

        @Option(names = "--to", paramLabel = "CATEGORY", required = true, description = "The category it belongs to.")
        private String to = "";

        @Override
        EditReport edit(Editing editing, List<String> forGroups, Basis basis)
                throws IOException, ListRefusedException {
            return editing.move(entry, from, to, forGroups, basis);
        }
    }

    private static void tell(Output output, EditReport report) {
        if (output.isJson()) {
            output.json(report);
            return;
        }
        String categories = String.join(", ", report.categories())
                + (report.groups().isEmpty() ? "" : " for " + String.join(", ", report.groups()));
        if (report.proposed()) {
            output.out().printf(Locale.UK, "%s %s %s once a second person has approved it: lists approve %d%n",
                    report.entry(), report.adds() ? "will be in" : "will no longer be in", categories,
                    report.numbers().getFirst());
            return;
        }
        output.out().printf(Locale.UK,
                "%s %s %s. A running gateway has it in force within a second. It is edit %d.%n", report.entry(),
                report.adds() ? "is now in" : "is no longer in", categories, report.numbers().getFirst());
    }
}
