package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.SystemStatus.Upkeep;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.store.Store;

/// How the records are kept: whether they are signed. It reads the store.
final class RecordsUpkeep {

    /// Entries that have waited longer than this for a signature point to a fault.
    private static final Duration LATE = Duration.ofMinutes(3);

    private final Store store;
    private final MessagesUpkeep messages;

    RecordsUpkeep(Store store, ReviewSettings settings) {
        this.store = store;
        this.messages = new MessagesUpkeep(store.outbox(), settings);
    }

    List<Upkeep> look(Instant now, Times times) {
        return Stream.of(Stream.of(signed(now, times)),
                store.cases().trouble().stream().map(why -> new Upkeep("Key of cases", false, "Missing",
                        "No case and no record of bullying can be read: " + why + ".", List.of())),
                messages.look(times).stream()).flatMap(each -> each).toList();
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
