package org.schoolgate.review.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.policy.Announcement;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.filters.policy.Timetable.Times;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.RecordedAccesses;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Whoever is to hear that a report is ready does, by a real mail server, once for each, across restarts; and nothing but a link
/// is said.
class AnnouncementsIT {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final School SCHOOL = new School("Marlbeck Primary School", LONDON, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.of("https://gateway.school.example/"));
    private static final Timetable TIMETABLE = new Timetable(LONDON,
            List.of(new Dates(LocalDate.parse("2026-04-13"), LocalDate.parse("2026-07-17")),
                    new Dates(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-10-02"))),
            Set.of(DayOfWeek.MONDAY), new Times(LocalTime.of(8, 30), LocalTime.of(15, 45)), List.of(), List.of(),
            Set.of());
    private static final List<Announcement> ANNOUNCED = List.of(
            new Announcement(Announcement.Of.WEEK, LocalTime.of(7, 30), Set.of("HEAD")),
            new Announcement(Announcement.Of.TERM, LocalTime.of(7, 30), Set.of("GOVERNOR", "CHAIR")),
            new Announcement(Announcement.Of.YEAR, LocalTime.of(7, 30), Set.of("DATA_PROTECTION", "HEAD")));

    @TempDir
    private Path folder;

    private volatile Instant now = Instant.parse("2026-08-20T09:00:00Z");

    @Test
    void eachIsToldOfEachReportOnceByALinkAndNothingElse() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            try (Store store = open()) {
                account(store, "rao", "Mrs Rao", Role.HEAD, Optional.of("head@school.example"));
                account(store, "pritchard", "Mrs Pritchard", Role.GOVERNOR, Optional.of("governor@school.example"));
                account(store, "field", "Ms Field", Role.DATA_PROTECTION, Optional.of("dpo@school.example"));
                account(store, "dean", "Ms Dean", Role.CHAIR, Optional.empty());
                account(store, "sam", "Mr Whitlock", Role.IT, Optional.of("it@school.example"));
                store.accesses().append(RecordedAccesses.many(90, 3));
            }
            List<String> came = new ArrayList<>();
            // Half an hour before and after each Monday's time, from one before September to one after the term.
            for (LocalDate monday = LocalDate.parse("2026-08-24"); monday
                    .isBefore(LocalDate.parse("2026-10-06")); monday = monday
                            .plusWeeks(1)) {
                for (LocalTime time : List.of(LocalTime.of(7, 0), LocalTime.of(8, 0), LocalTime.of(8, 30))) {
                    now = monday.atTime(time).atZone(LONDON).toInstant();
                    // Each is as after a start of the gateway: nothing is known but what the store knows.
                    try (Store store = open(); Summaries looking = summaries(store)) {
                        looking.look();
                        if (time.equals(LocalTime.of(7, 0))) {
                            assertThat(store.outbox().waiting()).as("before the time, %s", monday).isEmpty();
                        }
                        if (store.outbox().state(Channel.MAIL).waiting() > 0) {
                            assertThat(time).isEqualTo(LocalTime.of(8, 0));
                            deliver(store, port);
                        }
                    }
                }
                // What the store forgets of alerts after its time it must not forget of these.
                try (Store store = open()) {
                    store.accesses().destroyBefore(monday.minusDays(60), now, "a test");
                }
            }
            for (MimeMessage message : server.getReceivedMessages()) {
                String text = message.getContent().toString();
                came.add(message.getAllRecipients()[0] + " " + text.replaceAll("(?s).*gateway.school.example(/\\S*).*",
                        "$1"));
                assertThat(message.getSubject() + text).doesNotContain("Mrs", "Ms ", "90", "network", "10.20", "upils")
                        .contains("report is ready");
            }
            assertThat(came).doesNotHaveDuplicates().contains("head@school.example /reports/week?of=2026-W35",
                    "head@school.example /reports/week?of=2026-W40",
                    "head@school.example /reports/year?of=2025", "dpo@school.example /reports/year?of=2025",
                    "governor@school.example /reports/term?of=2026-09-01").hasSize(7 + 2 + 1);
        } finally {
            server.stop();
        }
    }

    @Test
    void aReportIsReadyOnItsDayAndNotBefore() {
        Announcement term = new Announcement(Announcement.Of.TERM, LocalTime.of(7, 30), Set.of("GOVERNOR"));
        assertThat(term.ready(Instant.parse("2026-04-20T09:00:00Z"), TIMETABLE)).isEmpty();
        assertThat(term.ready(Instant.parse("2026-07-20T06:29:00Z"), TIMETABLE)).isEmpty();
        assertThat(term.ready(Instant.parse("2026-07-20T06:30:00Z"), TIMETABLE)).hasValueSatisfying(
                ready -> assertThat(ready.path()).isEqualTo("/reports/term?of=2026-04-13"));
        Announcement day = new Announcement(Announcement.Of.DAY, LocalTime.of(7, 30), Set.of("HEAD"));
        assertThat(day.ready(Instant.parse("2026-11-17T07:00:00Z"), TIMETABLE).orElseThrow().path())
                .isEqualTo("/flagged?day=2026-11-15");
        Announcement year = new Announcement(Announcement.Of.YEAR, LocalTime.of(7, 30), Set.of("HEAD"));
        assertThat(year.ready(Instant.parse("2026-09-06T09:00:00Z"), TIMETABLE).orElseThrow().path())
                .isEqualTo("/reports/year?of=2024");
    }

    private void deliver(Store store, int port) {
        Channels channels = new Channels(Optional.of(new MailSettings("127.0.0.1", port, MailSettings.Security.NONE,
                Optional.empty(), Optional.empty(), "gateway@school.example")), Optional.empty(), Optional.empty(),
                Channels.trusting(List.of()));
        try (Deliveries deliveries = Deliveries.start(store.outbox(), channels, () -> now)) {
            assertThat(deliveries).isNotNull();
            await().atMost(Duration.ofSeconds(10)).until(() -> store.outbox().state(Channel.MAIL).waiting() == 0);
        }
    }

    private Summaries summaries(Store store) {
        return new Summaries(store, List::of, new Announcements(store, () -> ANNOUNCED, () -> TIMETABLE), () -> SCHOOL,
                () -> now);
    }

    private static void account(Store store, String name, String displayName, Role role, Optional<String> mail) {
        Account made = store.accounts().create(name, displayName, role, "x", false, Instant.EPOCH).orElseThrow();
        store.accounts().setMail(made.id(), mail);
        assertThat(store.accounts().mail(made.id())).isEqualTo(mail);
    }

    private Store open() {
        return Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")), TestKey.ONE);
    }
}
