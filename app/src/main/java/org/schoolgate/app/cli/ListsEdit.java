package org.schoolgate.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.Basis;
import org.schoolgate.blocklists.build.EditMove;
import org.schoolgate.blocklists.build.EditReport;
import org.schoolgate.blocklists.build.EditWish;
import org.schoolgate.blocklists.build.Editing;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.Wished;
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

        @Option(
                names = "--shadow",
                description = "Try it out: it changes no answer. 'lists effect --edit N' tells what it would have done, and after a week it is"
                        + " among the edits to be looked at; 'lists take' makes it in earnest, 'lists withdraw' ends it.")
        private boolean shadow;

        @Override
        public Integer call() throws IOException, ListRefusedException {
            Configuration configuration = places.configuration();
            Editing editing = places.listLibrary(configuration).editing();
            Basis basis = reasons.basis(configuration.policy().school().zone());
            Wished wished = wished(groups);
            tell(output, shadow ? editing.tryOut(wished, basis) : editing.edit(wished, basis));
            return ExitCode.OK;
        }

        abstract Wished wished(List<String> forGroups);
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
        Wished wished(List<String> forGroups) {
            return new EditWish(true, entry, Optional.of(category), forGroups);
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
        Wished wished(List<String> forGroups) {
            return new EditWish(false, entry, Optional.ofNullable(category), forGroups);
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
        Wished wished(List<String> forGroups) {
            return new EditMove(entry, from, to, forGroups);
        }
    }

    private static void tell(Output output, EditReport report) {
        if (output.isJson()) {
            output.json(report);
            return;
        }
        String categories = String.join(", ", report.categories())
                + (report.groups().isEmpty() ? "" : " for " + String.join(", ", report.groups()));
        int number = report.numbers().getFirst();
        output.out().println(report.entry() + switch (report.state()) {
            case PROPOSED -> (report.adds() ? " will be in " : " will no longer be in ") + categories
                    + " once a second person has approved it: lists approve " + number;
            case IN_SHADOW -> (report.adds() ? " would be in " : " would no longer be in ") + categories
                    + ". It is tried out as edit " + number + " and changes no answer: lists effect --edit " + number
                    + ", then lists take " + number + " or lists withdraw " + number + ".";
            default -> (report.adds() ? " is now in " : " is no longer in ") + categories
                    + ". A running gateway has it in force within a second. It is edit " + number + ".";
        });
    }
}
