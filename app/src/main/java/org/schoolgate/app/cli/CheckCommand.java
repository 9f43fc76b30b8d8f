package org.schoolgate.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Ending;
import org.schoolgate.app.config.Problem;
import org.schoolgate.app.config.Read;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.filters.policy.Timetables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "Read a configuration and say every mistake in it. Nothing running is touched.")
final class CheckCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Folder with schoolgate.yaml and policy.yaml. Without it the built-in example is checked.")
    private @Nullable Path folder;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Read<Configuration> read = folder == null ? ConfigurationReader.builtIn() : ConfigurationReader.read(folder);
        return switch (read) {
            case Read.Good<Configuration>(Configuration good, List<Problem> remarks) -> {
                Instant now = Instant.now();
                report(output.out(), true, List.of(), Stream.concat(remarks.stream(), good.policy().endings().stream()
                        .filter(ending -> !now.isBefore(ending.until())).map(Ending::remark)).toList(), summary(good));
                yield ExitCode.OK;
            }
            case Read.Bad<Configuration>(List<Problem> problems) -> {
                report(output.isJson() ? output.out() : output.line().getErr(), false, problems, List.of(), "");
                yield ExitCode.CONFIGURATION;
            }
        };
    }

    private void report(PrintWriter out, boolean good, List<Problem> problems, List<Problem> remarks, String summary) {
        if (output.isJson()) {
            output.json(Map.of("good", good, "problems", problems, "remarks", remarks));
            return;
        }
        problems.forEach(out::println);
        remarks.forEach(remark -> out.println("remark: " + remark));
        if (good) {
            out.println(summary);
        } else {
            out.println(problems.size() == 1
                    ? "1 mistake. Nothing was put in force."
                    : problems.size() + " mistakes. Nothing was put in force.");
        }
    }

    private static String summary(Configuration good) {
        return "Good: the policy of " + good.policy().school().name() + ", "
                + good.policy().policies().rules().size() + " rules for "
                + good.policy().policies().byGroup().size() + " groups and strangers, version "
                + good.policy().version() + ". " + hours(good.policy().policies().timetables());
    }

    /// How far the hours are known: what a calendar said is seen here.
    private static String hours(Timetables timetables) {
        List<Dates> terms = timetables.school().terms().stream().sorted(Comparator.comparing(Dates::first)).toList();
        if (terms.isEmpty()) {
            return "No hour of school is known.";
        }
        LocalDate last = terms.stream().map(Dates::last).max(Comparator.naturalOrder()).orElseThrow();
        long closed = timetables.school().closed().stream()
                .flatMap(run -> run.first().datesUntil(run.last().plusDays(1))).distinct().count();
        return "Hours are known from " + terms.getFirst().first() + " to " + last + ": " + terms.size() + " terms, "
                + closed
                + " closed days, " + timetables.school().inset().size() + " INSET days; hours of their own have "
                + timetables.byGroup().size() + " groups and " + timetables.byPerson().size() + " people.";
    }
}
