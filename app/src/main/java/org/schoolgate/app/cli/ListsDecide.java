package org.schoolgate.app.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.EditReport;
import org.schoolgate.blocklists.build.Editing;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.SchoolEdit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What becomes of edits that are there: they are listed, undone, kept, approved, declined, withdrawn.
final class ListsDecide {

    private ListsDecide() {}

    @Command(name = "edits", description = "List the school's own edits, with who made them and what became of them.")
    static final class Edits extends PlacedCommand {

        @Option(names = "--proposed", description = "Those alone that wait for a second person.")
        private boolean proposed;

        @Option(
                names = "--due",
                description = "Those alone whose day of review has come, and those tried out for a week.")
        private boolean due;

        @Option(names = "--shadow", description = "Those alone that are only tried out.")
        private boolean shadow;

        @Override
        public Integer call() throws IOException {
            Configuration configuration = places.configuration();
            ZoneId zone = configuration.policy().school().zone();
            Editing editing = places.listLibrary(configuration).editing();
            List<SchoolEdit> edits = proposed
                    ? editing.proposals()
                    : due ? editing.due(LocalDate.now(zone)) : shadow ? editing.inShadow() : editing.all();
            if (output.isJson()) {
                output.json(edits);
            } else if (edits.isEmpty()) {
                output.out().println("There are none.");
            } else {
                edits.forEach(edit -> output.out().println(ListsWords.of(edit, zone)));
            }
            return ExitCode.OK;
        }
    }

    /// What each decision about an edit has besides.
    abstract static class Decision extends PlacedCommand {

        @Parameters(paramLabel = "N", description = "The number of the edit; 'lists edits' tells it.")
        private int number;

        @Option(names = "--why", paramLabel = "REASON", description = "Why. It is kept beside the edit.")
        private String why = "";

        @Override
        public Integer call() throws IOException, ListRefusedException {
            EditReport report = decide(places.listLibrary(places.configuration()).editing(), number, why);
            if (output.isJson()) {
                output.json(report);
            } else {
                output.out().println("Edit " + number + " " + done(report) + ".");
            }
            return ExitCode.OK;
        }

        abstract EditReport decide(Editing editing, int edit, String reason) throws IOException, ListRefusedException;

        /// What has become of the edit.
        abstract String done(EditReport report);

        /// Where a second person has to agree first.
        static String once(EditReport report) {
            return " once a second person has approved it: lists approve " + report.numbers().getFirst();
        }
    }

    @Command(name = "undo", description = "End an edit, and what is one act with it.")
    static final class Undo extends Decision {

        @Override
        EditReport decide(Editing editing, int edit, String reason) throws IOException, ListRefusedException {
            return editing.undo(edit, Login.who(), reason);
        }

        @Override
        String done(EditReport report) {
            return "is undone"
                    + (report.isProposed() ? once(report) : "; a running gateway takes that up within a second");
        }
    }

    @Command(
            name = "approve",
            description = "Put in force what somebody else has proposed. Whoever proposed it cannot.")
    static final class Approve extends Decision {

        @Override
        EditReport decide(Editing editing, int edit, String reason) throws IOException, ListRefusedException {
            return editing.approve(edit, Login.who(), reason);
        }

        @Override
        String done(EditReport report) {
            return "is approved; a running gateway takes it up within a second";
        }
    }

    @Command(name = "decline", description = "Say no to what somebody else has proposed, with a reason (--why).")
    static final class Decline extends Decision {

        @Override
        EditReport decide(Editing editing, int edit, String reason) throws IOException, ListRefusedException {
            return editing.decline(edit, Login.who(), reason);
        }

        @Override
        String done(EditReport report) {
            return "is declined";
        }
    }

    @Command(
            name = "take",
            description = "Make in earnest what is tried out (--shadow), and what is one act with it. What is sensitive takes a second"
                    + " person.")
    static final class Take extends Decision {

        @Override
        EditReport decide(Editing editing, int edit, String reason) throws IOException, ListRefusedException {
            return editing.take(edit, Login.who(), reason);
        }

        @Override
        String done(EditReport report) {
            return "is made in earnest" + (report.isProposed()
                    ? once(report)
                    : ", as edit " + report.numbers().getFirst() + "; a running gateway takes it up within a second");
        }
    }

    @Command(
            name = "withdraw",
            description = "Take back what one has proposed oneself, or end what is tried out.")
    static final class Withdraw extends Decision {

        @Override
        EditReport decide(Editing editing, int edit, String reason) throws IOException, ListRefusedException {
            return editing.withdraw(edit, Login.who(), reason);
        }

        @Override
        String done(EditReport report) {
            return "is withdrawn";
        }
    }

    @Command(
            name = "keep",
            description = "Say that an edit stays, with the dates that hold from now on; without dates it has none.")
    static final class Keep extends PlacedCommand {

        @Parameters(paramLabel = "N", description = "The number of the edit; 'lists edits' tells it.")
        private int number;

        @Mixin
        private Reasons reasons = new Reasons();

        @Override
        public Integer call() throws IOException, ListRefusedException {
            Configuration configuration = places.configuration();
            EditReport report = places.listLibrary(configuration).editing().keep(number,
                    reasons.basis(configuration.policy().school().zone()));
            if (output.isJson()) {
                output.json(report);
            } else {
                output.out().println("Edit " + number + " stays.");
            }
            return ExitCode.OK;
        }
    }
}
