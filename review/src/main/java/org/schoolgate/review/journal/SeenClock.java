package org.schoolgate.review.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether the machine's clock can be believed when things are destroyed by it: a clock far ahead would have them destroyed too
/// early. What it showed is kept in a file of the gateway's own, as each has a clock of its own.
///
/// While the gateway runs the clock may be ahead of what has passed since the last look by a day; between two runs 70 days
/// may have passed, which is more than the longest holidays. Beyond that it is not believed until it is back, or until a
/// person says that it is right. One thread looks; any process may read and confirm.
public final class SeenClock {

    /// How much further than the time that has passed the clock may go.
    static final Duration SLACK = Duration.ofDays(1);
    /// For how long the gateway may have been off.
    static final Duration OFF = Duration.ofDays(70);

    /// What is known of the clock.
    ///
    /// @param seen the latest time that was believed, and while it is not, how late it should be by what has passed
    /// @param doubted what the clock showed when it was no longer believed; empty where it is
    public record State(Instant seen, Optional<Instant> doubted) {}

    private final Path file;
    /// Whether in this run it has shown a time that was believed and not passed before.
    private boolean running;
    private Duration behind = Duration.ZERO;

    private SeenClock(Path file) {
        this.file = file;
    }

    /// The one of a data folder.
    public static SeenClock in(Path data) {
        return new SeenClock(data.resolve("clock"));
    }

    /// What is known of it; empty where nothing is.
    public Optional<State> read() throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new State(Instant.parse(lines.getFirst()),
                    lines.size() < 2 ? Optional.empty() : Optional.of(Instant.parse(lines.get(1)))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (DateTimeParseException | java.util.NoSuchElementException damaged) {
            return Optional.empty();
        }
    }

    /// A person says that the clock is right. The file stays its owner's, whoever runs the command.
    public void confirm(Instant now) throws IOException {
        Files.writeString(file, text(new State(now, Optional.empty())));
    }

    /// Looks at the clock.
    ///
    /// @param ran what has passed since the last look of this run; empty at the first
    /// @param otherwise the latest time that is known of, where nothing is in the file
    State look(Instant now, Optional<Duration> ran, Supplier<Instant> otherwise) throws IOException {
        State before = read().orElseGet(() -> new State(otherwise.get(), Optional.empty()));
        State after = before.doubted().isPresent() ? doubting(before, now, ran) : believing(before, now, ran);
        SecretFile.put(SecretFile.prepare(file, text(after).getBytes(StandardCharsets.UTF_8)), file);
        return after;
    }

    private State believing(State before, Instant now, Optional<Duration> ran) {
        Duration since = ran.orElse(Duration.ZERO);
        if (now.isAfter(before.seen().plus(since).plus(running ? SLACK : OFF))) {
            return new State(before.seen().plus(since), Optional.of(now));
        }
        if (!now.isBefore(before.seen())) {
            running = true;
            behind = Duration.ZERO;
            return new State(now, Optional.empty());
        }
        // A clock that shows too little may be wrong for a while, as until the network sets it. After a day it is the clock.
        behind = behind.plus(since);
        return new State(behind.compareTo(SLACK) < 0 ? before.seen() : now, Optional.empty());
    }

    /// It is back where it is no further than what has passed; at a start, where it shows less than when it was doubted.
    private State doubting(State before, Instant now, Optional<Duration> ran) {
        Instant should = before.seen().plus(ran.orElse(Duration.ZERO));
        Instant doubted = before.doubted().orElseThrow();
        boolean back = !now.isAfter(should.plus(SLACK))
                || ran.isEmpty() && now.isBefore(doubted.minus(SLACK)) && !now.isAfter(should.plus(OFF));
        running = back;
        return back ? new State(now, Optional.empty()) : new State(should, before.doubted());
    }

    private static String text(State state) {
        return state.seen() + "\n" + state.doubted().map(at -> at + "\n").orElse("");
    }
}
