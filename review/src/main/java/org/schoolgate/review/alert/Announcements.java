package org.schoolgate.review.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.Announcement;
import org.schoolgate.filters.policy.Announcement.Ready;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;

/// Puts the links to reports that are ready into the outbox, for each account of the roles that are told, once: the store
/// remembers up to which day an account has been told of a report. Who comes to a role is told from the next report on.
record Announcements(Store store, Supplier<List<Announcement>> announcements, Supplier<Timetable> timetable) {

    /// What topics begin with; they are not forgotten with those of alerts, as a year is longer than these are kept.
    private static final String TOPIC = Outbox.ANNOUNCED;

    /// Puts what is due at a moment into the outbox.
    void look(Instant now, School school) {
        for (Announcement announcement : announcements.get()) {
            Optional<Ready> ready = announcement.ready(now, timetable.get());
            LocalDate due = ready.map(Ready::day).orElse(LocalDate.ofInstant(now, school.zone()).minusDays(1));
            for (Account account : store.accounts().all()) {
                Optional<String> mail = tells(announcement, account)
                        ? store.accounts().mail(account.id())
                        : Optional.empty();
                if (mail.isPresent()) {
                    String topic = TOPIC + announcement.report().text() + "|" + account.id();
                    LocalDate last = store.outbox().lastSummary(topic, due);
                    if (ready.isPresent() && last.isBefore(due)) {
                        store.outbox().addSummary(topic, last, due, now, message(announcement, mail.get(),
                                ready.get().path(), school));
                    }
                }
            }
        }
    }

    private static boolean tells(Announcement announcement, Account account) {
        Role role = account.role();
        return announcement.roles().contains(role.name());
    }

    private static Message message(Announcement announcement, String mail, String path, School school) {
        String what = announcement.report() == Announcement.Of.DAY
                ? "what was flagged yesterday can be read"
                : "the " + announcement.report().text() + "’s report is ready";
        return Message.mail(mail, "Schoolgate: " + what,
                """
                    %s, %s: %s

                    You sign in first. This message holds nothing of it, as others may read it. Who gets it, and where, the Head of School
                    says on the page of each reader.
                    """.formatted(
                        school.name(), what, Told.site(school, path).orElse("on the review site")));
    }
}
