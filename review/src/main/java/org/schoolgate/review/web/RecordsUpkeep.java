package org.schoolgate.review.web;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.SystemStatus.Upkeep;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.journal.SeenClock;
import org.schoolgate.review.store.Store;

/// How the records are kept: whether they are signed, and destroyed when their time is over. It reads the store.
final class RecordsUpkeep {

    /// Entries that have waited longer than this for a signature point to a fault.
    private static final Duration LATE = Duration.ofMinutes(3);

    private final Store store;
    private final MessagesUpkeep messages;
    private final SeenClock clock;

    RecordsUpkeep(Store store, ReviewSettings settings) {
        this.store = store;
        this.clock = SeenClock.in(settings.data());
        this.messages = new MessagesUpkeep(store.outbox(), settings);
    }

    List<Upkeep> look(Instant now, Times times) {
        return Stream.of(Stream.of(signed(now, times)), doubted(times).stream(), caseKey().stream(),
                messages.look(times).stream()).flatMap(parts -> parts).toList();
    }

    /// What is to be said while nobody can read what cases hold.
    private Optional<Upkeep> caseKey() {
        return store.cases().trouble().map(why -> new Upkeep("Key of records", false, "Missing",
                "No case and no record of bullying can be read: " + why + ".", List.of()));
    }

    /// What is to be said while the clock is not believed, and nothing is destroyed.
    private Optional<Upkeep> doubted(Times times) {
        try {
            return clock.read().filter(state -> state.doubted().isPresent()).map(state -> new Upkeep(
                    "Destroying of old records", false, "Held",
                    "The gateway’s clock showed " + times.moment(state.doubted().orElseThrow())
                            + ", and by what has passed it should be about " + times.moment(state.seen())
                            + ". Until it is known which is right, nothing that is past its time is destroyed. Where the"
                            + " clock is wrong, set it right, and this goes on by itself. Where it is right, run this on"
                            + " the gateway’s machine.",
                    List.of("./schoolgate clock --right")));
        } catch (IOException unreadable) {
            return Optional.of(new Upkeep("Destroying of old records", false, "Held",
                    "The file “clock” in the data folder cannot be read, so nothing that is past its time is destroyed."
                            + " See that it belongs to the user that runs the gateway.",
                    List.of()));
        }
    }

    private Upkeep signed(Instant now, Times times) {
        long entries = store.chain().head().size();
        Optional<Signed> latest = store.chain().latestCheckpoint();
        long signed = latest.map(note -> note.checkpoint().size()).orElse(0L);
        Instant last = latest.map(note -> note.checkpoint().at()).orElse(Instant.EPOCH);
        String reach = "The chain over the records has " + Wording.digits(entries)
                + (entries == 1 ? " entry" : " entries") + "; "
                + (signed == 0 ? "none is signed" : Wording.digits(signed) + " are signed, since " + times.near(last));
        return entries > signed && last.plus(LATE).isBefore(now) && signed > 0
                ? new Upkeep("Signing of records", false, "Behind",
                        reach + ". What was recorded since then could be changed unnoticed. The gateway’s log says why.",
                        List.of())
                : new Upkeep("Signing of records", true, entries == 0 ? "Nothing to sign yet" : "Up to date", reach
                        + ". “schoolgate evidence verify” holds the records against it; “schoolgate evidence checkpoint”"
                        + " gives what should be kept elsewhere.", List.of());
    }
}
