package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.journal.PleaBook;
import org.schoolgate.review.plea.Decided;
import org.schoolgate.review.plea.Said;
import org.schoolgate.review.store.Plea.State;

/// What the store promises of what people say of closed sites, on either database.
abstract class PleaContract {

    private static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");
    private static final Audit.Given NOTHING = new Audit.Given(List.of(), Set.of());
    private static final Plea.From PUPILS = new Plea.From("years-3-to-6", "Years 3 to 6", true);
    private static final Plea.From STAFF = new Plea.From("staff", "Staff", false);
    private static final Said BIRDS = said("garden-birdcount.example", "Year 2 are counting birds");
    private static final Decided OPEN = new Decided(Decided.Outcome.OPENED, "", "It is a bird count.", "seen it");
    private static final Decided KEEP = new Decided(Decided.Outcome.KEPT, "", "It has a chat.", "");

    private StoreLocation location;
    private Store store;
    private long it;
    private long head;

    /// Where an empty database is.
    abstract StoreLocation empty() throws Exception;

    /// Every byte, or every text, that the database holds.
    abstract String everything(StoreLocation location) throws Exception;

    @BeforeEach
    void open() throws Exception {
        location = empty();
        store = Store.open(location, TestKey.ONE);
        it = account("novak", Role.IT);
        head = account("rao", Role.HEAD);
    }

    private long account(String name, Role role) {
        return store.accounts().create(name, name, role, "hash", false, NOW).orElseThrow().id();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsSaidWaitsUntilItIsDecidedAndIsReadByItsReference() {
        String reference = add(BIRDS, PUPILS, NOW);
        assertThat(reference).matches("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");
        Plea plea = find(reference);
        assertThat(plea.said()).isEqualTo(BIRDS);
        assertThat(plea.from()).isEqualTo(PUPILS);
        assertThat(plea.state()).isEqualTo(State.WAITING);
        assertThat(store.pleas().find("AAAA-AAAA")).isEmpty();
        assertThat(store.pleas().again(reference)).isTrue();
        assertThat(find(reference).asked()).isEqualTo(2);
        String other = add(BIRDS, STAFF, NOW.plusSeconds(1));
        String third = add(said("chess.example", "x"), STAFF, NOW.plusSeconds(2));
        assertThat(store.pleas().queue()).extracting(Plea::reference).containsExactly(reference, other, third);
        assertThat(store.pleas().decide(plea, it, NOW.plusSeconds(60), OPEN, Optional.empty()))
                .as("all that is said of one site").isEqualTo(2);
        assertThat(store.pleas().decide(plea, it, NOW.plusSeconds(61), KEEP, Optional.empty())).as("once").isZero();
        assertThat(store.pleas().again(reference)).as("when it is decided").isFalse();
        assertThat(find(other).decision()).contains(OPEN);
        assertThat(find(other).state()).isEqualTo(State.OPENED);
        assertThat(find(other).decidedAt()).contains(NOW.plusSeconds(60));
        assertThat(find(other).decidedBy()).contains(it);
        assertThat(store.pleas().queue()).extracting(Plea::reference).containsExactly(third);
        assertThat(store.pleas().decided(9)).extracting(Plea::reference).containsExactlyInAnyOrder(reference, other);
        assertThat(store.pleas().waiting()).isEqualTo(1);
    }

    @Test
    void whatNobodyOpensAloneWaitsForASecondPerson() {
        String reference = add(BIRDS, STAFF, NOW);
        assertThat(store.pleas().decide(find(reference), it, NOW.plusSeconds(1), OPEN, Optional.of(7L))).isEqualTo(1);
        Plea waits = find(reference);
        assertThat(waits.state()).isEqualTo(State.SECOND);
        assertThat(waits.change()).contains(7L);
        assertThat(waits.decision()).contains(OPEN);
        assertThat(store.pleas().queue()).hasSize(1);
        assertThat(store.pleas().decline(waits, head, NOW.plusSeconds(2), "not yet")).isEqualTo(1);
        assertThat(find(reference).state()).isEqualTo(State.WAITING);
        assertThat(find(reference).decision()).isEmpty();
        assertThat(find(reference).decidedAt()).isEmpty();
        assertThat(store.pleas().agree(waits, head, NOW.plusSeconds(3), "late")).isZero();
        store.pleas().decide(find(reference), it, NOW.plusSeconds(4), OPEN, Optional.of(8L));
        assertThat(store.pleas().agree(find(reference), head, NOW.plusSeconds(5), "yes")).isEqualTo(1);
        assertThat(find(reference).state()).isEqualTo(State.OPENED);
        assertThat(find(reference).change()).isEmpty();
        assertThat(store.pleas().acts(find(reference).id())).extracting(CaseAct::kind, CaseAct::account)
                .containsExactly(tuple(CaseAct.Kind.PLEADED, 0L), tuple(CaseAct.Kind.PROPOSED, it),
                        tuple(CaseAct.Kind.DECLINED, head), tuple(CaseAct.Kind.PROPOSED, it),
                        tuple(CaseAct.Kind.AGREED, head), tuple(CaseAct.Kind.ANSWERED, head));
    }

    @Test
    void eachIsInTheChainAndTheChainFindsWhatWasChanged() throws Exception {
        String reference = add(BIRDS, STAFF, NOW);
        store.pleas().decide(find(reference), it, NOW.plusSeconds(60), KEEP, Optional.empty());
        assertThat(store.chain().head().size()).isEqualTo(2);
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).isEmpty();
        store.pleas().destroyBefore(NOW.plusSeconds(1), NOW.plus(Duration.ofDays(400)), "kept for 12 months");
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).isEmpty();
    }

    @Test
    void whatIsPastItsTimeIsDestroyedAndOnlyCounted() throws Exception {
        String old = add(BIRDS, PUPILS, NOW);
        store.pleas().decide(find(old), it, NOW.plusSeconds(60), OPEN, Optional.empty());
        String late = add(BIRDS, STAFF, NOW.plusSeconds(9));
        assertThat(store.pleas().destroyBefore(NOW.plusSeconds(9), NOW.plusSeconds(99), "old")).isEqualTo(1);
        assertThat(store.pleas().destroyBefore(NOW.plusSeconds(9), NOW.plusSeconds(99), "old")).isZero();
        assertThat(store.pleas().find(old)).isEmpty();
        assertThat(find(late).said()).isEqualTo(BIRDS);
        assertThat(store.pleas().decided(9)).isEmpty();
        assertThat(store.pleas().counted(NOW, NOW.plusSeconds(1))).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.OPENED);
            assertThat(one.category()).isEqualTo("Chat and forums");
            assertThat(one.pupil()).isTrue();
        });
        assertThat(everything(location)).doesNotContain(old, "Years 3 to 6");
    }

    @Test
    void neitherTheSiteNorTheWordsStandInAnyByteOfTheDatabase() throws Exception {
        String reference = add(BIRDS, PUPILS, NOW);
        store.pleas().decide(find(reference), it, NOW.plusSeconds(60), OPEN, Optional.empty());
        assertThat(everything(location)).contains(reference).doesNotContain("garden-birdcount", "counting birds",
                "a bird count", "seen it", "ut1/forums");
    }

    @Test
    void aSiteThatWasKeptClosedAndIsAskedForAgainIsCountedAsSuch() {
        store.pleas().decide(find(add(BIRDS, STAFF, NOW)), it, NOW.plusSeconds(60), KEEP, Optional.empty());
        String again = add(BIRDS, STAFF, NOW.plusSeconds(120));
        assertThat(find(again).repeated()).isTrue();
        assertThat(find(add(said("chess.example", ""), STAFF, NOW.plusSeconds(121))).repeated()).isFalse();
        assertThat(store.pleas().counted(NOW, NOW.plusSeconds(999))).extracting(Pleas.Counted::repeated)
                .containsExactly(false, true, false);
        assertThat(store.pleas().counted(NOW.plusSeconds(120), NOW.plusSeconds(121))).hasSize(1);
    }

    @Test
    void noMoreIsTakenThanCanWaitAndNothingOlderIsGivenUp() {
        String first = add(BIRDS, STAFF, NOW);
        for (int i = 1; i < Pleas.MOST_WAITING; i++) {
            add(said("s" + i + ".example", ""), STAFF, NOW.plusSeconds(i));
        }
        assertThat(store.pleas().add(BIRDS, STAFF, NOW.plusSeconds(999), Optional.empty(), List.of())).isEmpty();
        assertThat(store.pleas().queue()).hasSize(Pleas.MOST_WAITING).first().extracting(Plea::reference)
                .isEqualTo(first);
        store.pleas().decide(find(first), it, NOW.plusSeconds(999), KEEP, Optional.empty());
        assertThat(store.pleas().add(BIRDS, STAFF, NOW.plusSeconds(999), Optional.empty(), List.of())).isPresent();
    }

    @Test
    void itIsToldOnceADayThatSomethingWaitsAndAtOnceWhereALessonNeedsItSoon() {
        store.accounts().setMail(it, Optional.of("it@school.example"));
        School school = new School("Marlbeck", ZoneId.of("Europe/London"), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of("https://review.school.example/"));
        Instant[] now = {NOW};
        PleaBook book = new PleaBook(store, () -> school, () -> now[0]);
        String first = book.add(BIRDS, STAFF, Optional.empty()).orElseThrow();
        now[0] = NOW.plus(Duration.ofHours(23));
        book.add(said("chess.example", ""), STAFF, Optional.empty());
        assertThat(mails()).singleElement().satisfies(message -> {
            assertThat(message.body()).contains("https://review.school.example/lists/wrong")
                    .doesNotContain("birdcount", "Staff");
            assertThat(message.recipient()).isEqualTo("it@school.example");
        });
        now[0] = NOW.plus(Duration.ofHours(24));
        book.add(said("rivers.example", ""), STAFF, Optional.empty());
        assertThat(mails()).hasSize(1);
        String soon = book.add(BIRDS, STAFF, Optional.of(LocalTime.of(10, 59))).orElseThrow();
        assertThat(find(soon).neededAt()).contains(Instant.parse("2026-11-17T10:59:00Z"));
        assertThat(mails()).singleElement().extracting(Message::subject).asString().contains("soon");
        String tomorrow = book.add(said("late.example", ""), STAFF, Optional.of(LocalTime.of(8, 0))).orElseThrow();
        assertThat(find(tomorrow).neededAt()).contains(Instant.parse("2026-11-18T08:00:00Z"));
        assertThat(mails()).isEmpty();
        assertThat(book.find(first)).isPresent();
        assertThat(book.again(first)).isTrue();
    }

    /// Those that wait to be sent, which are sent by that.
    private List<Message> mails() {
        List<Message> all = new ArrayList<>();
        for (Optional<Outbox.Waiting> next = claim(); next.isPresent(); next = claim()) {
            all.add(next.get().message());
            store.outbox().sent(next.get());
        }
        return all;
    }

    private Optional<Outbox.Waiting> claim() {
        return store.outbox().claim(Channel.MAIL, NOW.plus(Duration.ofDays(9)));
    }

    private static Said said(String site, String words) {
        return new Said(site, Said.Kind.LESSON, words, "pupils-social-media", "Social media is closed for pupils",
                List.of(new Said.Entry(site, "social-forums", "Chat and forums", "ut1/forums", "2026-11-16", 12)));
    }

    private String add(Said said, Plea.From from, Instant at) {
        return store.pleas().add(said, from, at, Optional.empty(), List.of()).orElseThrow();
    }

    private Plea find(String reference) {
        return store.pleas().find(reference).orElseThrow();
    }
}
