package org.schoolgate.app.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.journal.SeenClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Says whether the clock is believed, and takes a person's word for it. Works beside the running gateway.
@Command(
        name = "clock",
        description = "Say whether old records are destroyed by this machine's clock, or held because it cannot be believed.",
        footer = {"",
            "The gateway looks at the clock each hour. Where it is more than a day ahead of what has passed, or",
            "the gateway seems to have been off for more than 70 days, nothing is destroyed until the clock is",
            "back, or somebody says that it is right."})
final class ClockCommand extends PlacedCommand {

    @Option(names = "--right", description = "The clock is right: go on within an hour.")
    private boolean right;

    @Override
    public Integer call() throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        SeenClock clock = SeenClock.in(places.data());
        SeenClock.State state = clock.read().orElseThrow(() -> new Failure(places.data()
                + " holds nothing about the clock yet; the gateway looks at it when it starts."));
        Optional<Instant> doubted = state.doubted();
        boolean confirmed = right && doubted.isPresent();
        if (confirmed) {
            clock.confirm(now);
        }
        boolean held = doubted.isPresent() && !confirmed;
        if (output.isJson()) {
            output.json(Map.of("now", now.toString(), "seen", state.seen().toString(), "held", held));
        } else {
            output.out().println("The clock shows " + now + ".");
            output.out().println(doubted.isEmpty()
                    ? "It is believed; old records are destroyed by it."
                    : confirmed
                            ? "It is believed from now on; old records are destroyed by it within the hour."
                            : "By what has passed it should be about " + state.seen().truncatedTo(ChronoUnit.SECONDS)
                                    + ", so nothing that is past its time is destroyed. Where the clock is wrong, set it"
                                    + " right. Where it is right: ./schoolgate clock --right");
            output.out().flush();
        }
        return held ? ExitCode.FAILED : ExitCode.OK;
    }
}
