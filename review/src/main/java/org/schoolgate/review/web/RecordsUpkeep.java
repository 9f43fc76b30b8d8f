package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.SystemStatus.Upkeep;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.Store;

/// How the records are kept: whether they are signed, and whether those who must hear of them do. It reads the store.
final class RecordsUpkeep {

    /// Entries that have waited longer than this for a signature point to a fault.
    private static final Duration LATE = Duration.ofMinutes(3);

    private final Store store;
    private final boolean mails;
    private final Supplier<List<Watch>> watches;

    RecordsUpkeep(Store store, ReviewSettings settings) {
        this.store = store;
        this.mails = settings.mail().isPresent();
        this.watches = settings.watches();
    }

    List<Upkeep> look(Instant now, Times times) {
        return List.of(signed(now, times), told(times));
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

    private Upkeep told(Times times) {
        Outbox.State state = store.outbox().state();
        if (watches.get().isEmpty() && state.waiting() == 0) {
            return new Upkeep("Telling people at once", false, "Nobody is told",
                    "Nothing says who must hear at once of what is asked for. Add lines like these to policy.yaml.",
                    List.of("alerts:", "  - {categories: [illegal, extremism], mail: [head@school.example]}"));
        }
        if (!mails) {
            return new Upkeep("Telling people at once", false, "No mail leaves",
                    waiting(state, times)
                            + "policy.yaml says who is told, but schoolgate.yaml does not say how mail leaves.",
                    List.of("mail:", "  host: smtp.school.example", "  from: gateway@school.example"));
        }
        return state.waiting() == 0
                ? new Upkeep("Telling people at once", true, "Nothing waits", "Every message has been sent.", List.of())
                : new Upkeep("Telling people at once", state.fault().isEmpty(),
                        state.fault().isEmpty() ? "Being sent" : "Messages wait",
                        waiting(state, times) + state.fault()
                                .map(why -> "The mail server: " + why + ". It is tried again"
                                        + " every few minutes, and nothing is lost.")
                                .orElse(""),
                        List.of());
    }

    private static String waiting(Outbox.State state, Times times) {
        return state.waiting() == 0
                ? ""
                : Wording.sentence(Wording.count(state.waiting()))
                        + (state.waiting() == 1 ? " message waits" : " messages wait")
                        + state.oldest().map(at -> ", the oldest since " + times.near(at)).orElse("") + ". ";
    }
}
