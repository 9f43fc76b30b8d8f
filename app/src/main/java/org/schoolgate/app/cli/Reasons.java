package org.schoolgate.app.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.blocklists.build.Basis;
import picocli.CommandLine.Option;

/// On what an edit stands, as the command line gives it.
final class Reasons {

    @Option(names = "--why", paramLabel = "REASON", description = "Why. It is kept beside the edit.")
    private String why = "";

    @Option(
            names = "--until",
            paramLabel = "YYYY-MM-DD",
            description = "The last day of it: it ends by itself as that day does, in the school's time.")
    private @Nullable String until;

    @Option(
            names = "--review",
            paramLabel = "YYYY-MM-DD",
            description = "The day on which somebody should look at it again; it stays until they do.")
    private @Nullable String review;

    /// What was given, by whoever sits at the command line.
    Basis basis(ZoneId zone) {
        Optional<Instant> end = Optional.ofNullable(until)
                .map(day -> day(day).plusDays(1).atStartOfDay(zone).toInstant());
        return new Basis(Login.who(), why, end, Optional.ofNullable(review).map(Reasons::day));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException none) {
            throw new Failure("'" + text + "' is no day; write it as 2027-01-31");
        }
    }
}
