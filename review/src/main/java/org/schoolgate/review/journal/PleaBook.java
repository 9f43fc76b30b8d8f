package org.schoolgate.review.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.plea.Said;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Plea;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;

/// Where the gateway brings what people say of closed sites, and reads what became of it. IT is told that something waits: once a day,
/// and at once where a lesson needs it within two hours. Any thread may call; it waits for the disk.
public final class PleaBook {

    /// A lesson that begins within this is told of at once.
    public static final Duration SOON = Duration.ofHours(2);

    private static final Duration A_DAY = Duration.ofHours(24);
    /// Several who need something for the same lesson are told of once.
    private static final Duration A_WHILE = Duration.ofMinutes(10);

    private final Store store;
    private final Supplier<School> school;
    private final InstantSource clock;

    /// @param school now in force
    public PleaBook(Store store, Supplier<School> school, InstantSource clock) {
        this.store = store;
        this.school = school;
        this.clock = clock;
    }

    /// Keeps one, and gives its reference; empty where too many wait already.
    ///
    /// @param hour when the lesson begins, by the clock on the wall: today, or tomorrow where that hour is over
    public Optional<String> add(Said said, Plea.From from, Optional<LocalTime> hour) {
        Instant now = clock.instant();
        Optional<Instant> neededAt = hour.map(time -> next(time, now));
        return store.pleas().add(said, from, now, neededAt, told(now, neededAt));
    }

    /// Counts it once more. Gives whether it is there and undecided.
    public boolean again(String reference) {
        return store.pleas().again(reference);
    }

    public Optional<Plea> find(String reference) {
        return store.pleas().find(reference);
    }

    private Instant next(LocalTime time, Instant now) {
        ZonedDateTime local = now.atZone(school.get().zone());
        Instant today = local.toLocalDate().atTime(time).atZone(local.getZone()).toInstant();
        return today.isAfter(now.minus(Duration.ofMinutes(30)))
                ? today
                : local.toLocalDate().plusDays(1).atTime(time).atZone(local.getZone()).toInstant();
    }

    private List<Alert> told(Instant now, Optional<Instant> neededAt) {
        boolean soon = neededAt.filter(at -> at.isBefore(now.plus(SOON))).isPresent();
        String subject = "Schoolgate: "
                + (soon ? "a lesson needs a closed site soon" : "somebody says that a site is closed wrongly");
        String body = """
            %s: %s

            What it is stands here: %s

            This message names no site and nobody, as others may read it. %s
            """.formatted(school.get().name(),
                soon
                        ? "a lesson that begins within two hours needs a site that is closed."
                        : "somebody says that a site is closed by mistake, or needed.",
                school.get().reviewSite().map(site -> site.replaceFirst("/+$", "") + "/lists/wrong")
                        .orElse("on the review site, under Wrongly closed"),
                soon ? "" : "It comes at most once a day, however many wait.");
        List<Message> messages = store.accounts().all().stream().filter(account -> account.role() == Role.IT)
                .map(Account::id).flatMap(id -> store.accounts().mail(id).stream()).distinct()
                .map(mail -> Message.mail(mail, subject, body)).toList();
        return messages.isEmpty()
                ? List.of()
                : List.of(Alert.ofAll(soon ? "plea-soon" : "plea", now, soon ? A_WHILE : A_DAY, messages));
    }
}
