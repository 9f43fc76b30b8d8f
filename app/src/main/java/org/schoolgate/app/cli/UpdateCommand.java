package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.schoolgate.blocklists.fetch.KnownSource;
import org.schoolgate.blocklists.fetch.Round;
import org.schoolgate.blocklists.fetch.SourceOutcome;
import org.schoolgate.blocklists.fetch.SourceSettings;
import org.schoolgate.blocklists.fetch.Sources;
import org.schoolgate.blocklists.fetch.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "update",
        description = "Fetch lists from their sources now, whether it is time or not. What has not changed is not fetched again,"
                + " and what cannot be taken leaves the list before it in force. A running gateway takes up what is new within a"
                + " second.")
final class UpdateCommand extends PlacedCommand {

    /// How often it is tried, 20 ms apart, while another look at the sources is under way.
    private static final int TRIES = 100;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "The sources. Without a name: all that are on.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--due", description = "Only those that are due. A gateway runs this by itself.")
    private boolean due;

    /// What came of one source, for programs.
    ///
    /// @param outcome `changed`, `unchanged` or `failed`
    private record Told(String name, String outcome, String version, long entries, long bad, long bytes,
            double fetchSeconds, double buildSeconds, String wrong, String nextDue) {}

    @Override
    public Integer call() throws IOException {
        Sources sources = SourcesCommand.of(places, places.configuration());
        List<KnownSource> all = sources.all();
        for (String name : names) {
            if (all.stream()
                    .noneMatch(each -> each.name().equals(name) && each.there() && each.settings().isPresent())) {
                throw new Failure(
                        "there is no source '" + name + "' that is set up; 'lists sources' says which there are");
            }
        }
        Predicate<KnownSource> meant = source -> names.isEmpty()
                ? source.settings().filter(SourceSettings::on).isPresent()
                : names.contains(source.name());
        if (!due && all.stream().noneMatch(meant)) {
            throw new Failure("no source is on; switch one on, as in: lists sources on ut1");
        }
        List<SourceOutcome> outcomes = run(sources, meant);
        if (output.isJson()) {
            output.json(Map.of("sources", outcomes.stream().map(UpdateCommand::told).toList()));
        }
        return outcomes.stream().anyMatch(SourceOutcome.Failed.class::isInstance) ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<SourceOutcome> run(Sources sources, Predicate<KnownSource> meant) throws IOException {
        List<SourceOutcome> outcomes = new ArrayList<>();
        var round = new Round(InstantSource.system(), new SplittableRandom());
        try (ProgressLine progress = new ProgressLine(output.line().getErr(), !output.isJson(), true)) {
            Step.Told told = (name, step, done, total) -> progress.show(name + ": " + step.title(), done, total);
            Consumer<SourceOutcome> each = outcome -> {
                outcomes.add(outcome);
                if (!output.isJson()) {
                    progress.clear();
                    print(output.out(), outcome);
                }
            };
            for (int tries = 0; !(due
                    ? round.due(sources, told, each)
                    : round.now(sources, meant, told, each)); tries++) {
                if (tries == TRIES) {
                    throw new Failure(
                            "lists are being fetched already, by the gateway or another command; 'lists sources'"
                                    + " says how it goes");
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
        return outcomes;
    }

    private static void print(PrintWriter out, SourceOutcome outcome) {
        Told told = told(outcome);
        switch (outcome) {
            case SourceOutcome.Changed _ -> out.printf(Locale.UK,
                    "%s: version %s is in force, %,d entries listed, %,d lines bad; %,d bytes fetched in %.1f s, in force %.1f s"
                            + " later.%n",
                    told.name(), told.version(), told.entries(), told.bad(), told.bytes(), told.fetchSeconds(),
                    told.buildSeconds());
            case SourceOutcome.Unchanged _ ->
                out.println(told.name() + ": what is in force is what its publisher has.");
            case SourceOutcome.Failed _ -> out.println(told.name() + ": not updated; what was in force stays. "
                    + told.wrong() + (told.wrong().endsWith(".") ? "" : "."));
        }
        out.flush();
    }

    private static Told told(SourceOutcome outcome) {
        var costs = outcome.status().costs();
        String next = outcome.status().due().map(Instant::toString).orElse("");
        return switch (outcome) {
            case SourceOutcome.Changed changed ->
                new Told(changed.name(), "changed", changed.version(), changed.listed(),
                        changed.bad(), costs.bytes(), SourceLine.seconds(costs.fetching()),
                        SourceLine.seconds(costs.building()), "", next);
            case SourceOutcome.Unchanged same ->
                new Told(same.name(), "unchanged", same.status().inForce().version(), 0, 0, 0,
                        0, 0, "", next);
            case SourceOutcome.Failed failed -> new Told(failed.name(), "failed", "", 0, 0, 0, 0, 0,
                    failed.status().wrong(), next);
        };
    }
}
