package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Pattern;
import org.schoolgate.filters.policy.Receivers;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.review.alert.Alerts;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Patterns in what one device asks for are told, and nothing less is; a restart forgets none of it.
class PatternsTest {

    private static final Instant NOON = Instant.parse("2026-07-02T11:00:00Z");
    private static final CategorySet NETWORKS = CategorySet.of(FlaggedAccesses.NETWORKS);
    private static final Set<Grade> BY_HAND = Set.of(Grade.A, Grade.B);
    private static final Receivers HEAD = Receivers.mail(List.of("head@school.example"));
    private static final School SCHOOL = new School("Marlbeck Primary School", ZoneId.of("Europe/London"),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    private List<Watch> watches = List.of();
    private long trace;

    @Test
    void soManyWithinATimeByHandByOneDevice() {
        watches = List.of(watch(new Pattern(Optional.of(new Pattern.Often(3, Duration.ofMinutes(10))), Optional.empty(),
                Optional.empty())));
        assertThat(told(byHand("a.example", "10.20.0.7", 0), byHand("a.example", "10.20.0.7", 240))).isEmpty();
        // Each call is a start of its own.
        assertThat(told(alone("b.example", "10.20.0.7", 300), byHand("a.example", "10.20.0.8", 300))).isEmpty();
        assertThat(told(byHand("a.example", "10.20.0.7", 600)))
                .as("the first was ten minutes ago").isEmpty();
        assertThat(told(byHand("c.example", "10.20.0.7", 700))).singleElement().satisfies(message -> {
            assertThat(message.subject()).startsWith("Schoolgate, concern: a record to look at (");
            assertThat(message.body())
                    .contains("one of at least 3 of its kind by one person or device within 10 minutes")
                    .doesNotContain(".example").doesNotContain("10.20");
        });
        assertThat(told(byHand("c.example", "10.20.0.7", 710))).as("told a moment ago").isEmpty();
    }

    @Test
    void aPersonIsFollowedOnWhateverDeviceAndNobodyElseOnIt() {
        watches = List.of(watch(new Pattern(Optional.of(new Pattern.Often(3, Duration.ofMinutes(10))), Optional.empty(),
                Optional.empty())));
        assertThat(told(by("a.canary", byHand("a.example", "10.20.0.7", 0)),
                by("b.canary", byHand("a.example", "10.20.0.7", 10)), byHand("a.example", "10.20.0.7", 20),
                by("a.canary", byHand("a.example", "10.20.0.8", 30)))).as("two of one, one of another, one of nobody")
                .isEmpty();
        assertThat(told(by("a.canary", byHand("a.example", "10.20.0.9", 40)))).singleElement()
                .extracting(message -> message.subject() + message.body()).asString().doesNotContain("canary");
    }

    @Test
    void onePersonIsToldOfOnceInTenMinutesAndAnotherOnTheSameDeviceAsWell() {
        watches = List.of(new Watch(NETWORKS, BY_HAND, Severity.CONCERN, Pattern.NONE, HEAD));
        assertThat(told(by("a.canary", byHand("a.example", "10.20.0.7", 0)))).hasSize(1);
        assertThat(told(by("a.canary", byHand("a.example", "10.20.0.8", 60)))).as("on another device").isEmpty();
        assertThat(told(by("b.canary", byHand("a.example", "10.20.0.7", 70)))).as("another person").hasSize(1);
        assertThat(told(byHand("a.example", "10.20.0.7", 80))).as("nobody knows who").hasSize(1);
        assertThat(told(by("a.canary", byHand("a.example", "10.20.0.7", 601)))).as("ten minutes later").hasSize(1);
    }

    private static FlaggedAccess by(String account, FlaggedAccess access) {
        Request asked = access.request();
        Identity identity = new Identity.Known(new Person(account), Set.of("year-six"), Identity.Source.PASSWORD, NOON);
        return new FlaggedAccess(new Request(asked.trace(), asked.client().as(identity), asked.target(), asked.at()),
                access.decision(), access.signals());
    }

    @Test
    void anotherAddressSoonAfterOneWasClosed() {
        watches = List.of(watch(new Pattern(Optional.empty(), Optional.of(Duration.ofMinutes(5)), Optional.empty())));
        assertThat(told(byHand("a.example", "10.20.0.7", 0), byHand("a.example", "10.20.0.7", 60)))
                .as("the same again").isEmpty();
        assertThat(told(byHand("b.example", "10.20.0.8", 100))).as("another device").isEmpty();
        assertThat(told(alone("b.example", "10.20.0.7", 120))).as("not by hand").isEmpty();
        assertThat(told(byHand("a.example", "10.20.0.8", 401))).as("too late").isEmpty();
        assertThat(told(byHand("b.example", "10.20.0.7", 360))).singleElement().extracting(Message::body).asString()
                .contains(
                        "Something else of its kind had been closed to the same person or device no more than 5 minutes before");
    }

    @Test
    void atNightInTheSchoolsZone() {
        watches = List.of(watch(new Pattern(Optional.empty(), Optional.empty(),
                Optional.of(new Pattern.Between(LocalTime.of(21, 0), LocalTime.of(6, 0))))));
        assertThat(told(byHand("a.example", "10.20.0.7", 0))).isEmpty();
        long toNine = Duration.ofHours(9).toSeconds();
        assertThat(told(byHand("a.example", "10.20.0.7", toNine - 1))).as("20:59:59 in London").isEmpty();
        assertThat(told(byHand("a.example", "10.20.0.7", toNine))).as("21:00 in London").singleElement()
                .extracting(Message::body).asString().contains("It was between 21:00 and 06:00.");
        assertThat(told(byHand("a.example", "10.20.0.9", toNine + 9 * 3_600))).as("06:00 in London").isEmpty();
    }

    @Test
    void theGradeDecidesHowSevereItIsAndWhoIsToldAndWhatIsSealedIsAlwaysUrgent() {
        Receivers both = Receivers.mail(List.of("head@school.example", "dsl@school.example"));
        watches = List.of(
                new Watch(NETWORKS, Set.of(Grade.values()), Severity.NOTICE, Pattern.NONE, HEAD),
                new Watch(NETWORKS, BY_HAND, Severity.URGENT, Pattern.NONE, both),
                new Watch(CategorySet.of(FlaggedAccesses.ILLEGAL), Set.of(Grade.values()), Severity.NOTICE,
                        Pattern.NONE, both));
        assertThat(told(alone("a.example", "10.20.0.7", 0))).singleElement().extracting(Message::subject).asString()
                .startsWith("Schoolgate, notice: ");
        assertThat(told(byHand("a.example", "10.20.0.7", 60))).extracting(Message::recipient)
                .containsExactlyInAnyOrder("head@school.example", "dsl@school.example");
        assertThat(told(FlaggedAccesses.sealed(99, "http://bad.example/x"))).hasSize(2).allSatisfy(message -> {
            assertThat(message.subject()).startsWith("Schoolgate, urgent: stop, do not open (");
            assertThat(message.body()).startsWith("Stop. ").contains("whom to call").contains("999")
                    .doesNotContain("bad.example");
        });
    }

    private static Watch watch(Pattern pattern) {
        return new Watch(NETWORKS, BY_HAND, Severity.CONCERN, pattern, HEAD);
    }

    /// Records accesses, and gives what is told of them.
    private List<Message> told(FlaggedAccess... accesses) {
        List<Message> told = new ArrayList<>();
        try (Store store = Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")), TestKey.ONE);
                StoreJournal journal = StoreJournal.open(store, () -> FlaggedAccesses.CATEGORIES, SCHOOL::zone,
                        new Alerts(() -> watches, () -> SCHOOL), folder.resolve("seal.key"))) {
            for (FlaggedAccess access : accesses) {
                journal.write(access).toCompletableFuture().join();
            }
            Instant later = NOON.plus(Duration.ofDays(9));
            for (Optional<Outbox.Waiting> next = store.outbox().claim(Channel.MAIL, later); next
                    .isPresent(); next = store.outbox().claim(Channel.MAIL, later)) {
                told.add(next.get().message());
                store.outbox().sent(next.get());
            }
        }
        return told;
    }

    /// Nothing says that anyone clicked.
    private FlaggedAccess alone(String host, String client, long second) {
        return FlaggedAccesses.of(++trace, "http://" + host + "/", FlaggedAccesses.NETWORKS, client,
                NOON.plusSeconds(second));
    }

    private FlaggedAccess byHand(String host, String client, long second) {
        FlaggedAccess access = alone(host, client, second);
        return new FlaggedAccess(access.request(), access.decision(), new Signals(Signals.Mode.PLAIN, "GET",
                Optional.of("none"), Optional.of("navigate"), Optional.of("document"), true, Optional.empty(),
                Optional.empty(), Optional.of("text/html"), Optional.of("Mozilla/5.0 (X11; Linux x86_64)")));
    }
}
