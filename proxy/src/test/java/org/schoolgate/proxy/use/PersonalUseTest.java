package org.schoolgate.proxy.use;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Basis;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

class PersonalUseTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Instant TEN = Instant.parse("2026-11-30T10:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Client DEVICE = client("10.1.2.3");
    private static final Reason RULED = new Reason.Ruled("asks", "Personal use is asked about", Optional.empty());

    private final AtomicLong nanos = new AtomicLong();
    private final PersonalUse use = new PersonalUse(nanos::get);

    // ---- openings ----------------------------------------------------------------------------------------------------

    @Test
    void anAnswerOpensTheOwnersSitesForAWhileAndForNobodyElse() {
        use.open(asks(DEVICE, "www.social.example", TEN), coach(Terms.ASKED));
        assertThat(applied(DEVICE, "img.social.example", TEN.plusSeconds(899), coach(Terms.ASKED)).verdict())
                .isEqualTo(Verdict.ALLOW);
        assertThat(applied(DEVICE, "www.social.example", TEN.plusSeconds(900), coach(Terms.ASKED)).verdict())
                .isEqualTo(Verdict.COACH);
        assertThat(applied(DEVICE, "other.example", TEN, coach(Terms.ASKED)).verdict()).isEqualTo(Verdict.COACH);
        assertThat(applied(client("10.1.2.4"), "www.social.example", TEN, coach(Terms.ASKED)).verdict())
                .isEqualTo(Verdict.COACH);
    }

    @Test
    void anOpeningEndsWithTheHour() {
        Instant late = NOON.minusSeconds(60);
        Decision coach = coach(Terms.ASKED);
        assertThat(PersonalUse.until(asks(DEVICE, "a.example", late), coach)).isEqualTo(NOON);
        use.open(asks(DEVICE, "a.example", late), coach);
        Decision opened = applied(DEVICE, "a.example", late, coach);
        assertThat(opened.holdsUntil()).isEqualTo(NOON);
        assertThat(opened.reason().sentence()).endsWith(Reason.Opened.ENDING);
        assertThat(opened.recorded()).isFalse();
        assertThat(applied(DEVICE, "a.example", NOON, coach).verdict()).isEqualTo(Verdict.COACH);
    }

    @Test
    void anOpeningOpensAQuestionAndNothingElse() {
        use.open(asks(DEVICE, "a.example", TEN), coach(Terms.ASKED));
        assertThat(applied(DEVICE, "a.example", TEN, decision(Verdict.BLOCK, Terms.NONE)).verdict())
                .isEqualTo(Verdict.BLOCK);
        assertThat(applied(DEVICE, "a.example", TEN, coach(Terms.ASKED).sealed()).verdict())
                .isEqualTo(Verdict.COACH);
        use.open(asks(DEVICE, "b.example", TEN), decision(Verdict.BLOCK, Terms.NONE));
        assertThat(applied(DEVICE, "b.example", TEN, coach(Terms.ASKED)).verdict()).isEqualTo(Verdict.COACH);
    }

    @Test
    void aPersonsOpeningFollowsThePersonAndNotTheDevice() {
        Client jo = DEVICE.as(new Identity.Known(new Person("jo"), Set.of(), Identity.Source.PASSWORD, TEN));
        Client sam = DEVICE.as(new Identity.Known(new Person("sam"), Set.of(), Identity.Source.PASSWORD, TEN));
        use.open(asks(jo, "a.example", TEN), coach(Terms.ASKED));
        assertThat(applied(sam, "a.example", TEN, coach(Terms.ASKED)).verdict()).isEqualTo(Verdict.COACH);
        assertThat(applied(DEVICE, "a.example", TEN, coach(Terms.ASKED)).verdict()).isEqualTo(Verdict.COACH);
        Client elsewhere = new Client(IpAddress.parse("10.9.9.9").orElseThrow(), null, jo.identity());
        assertThat(applied(elsewhere, "a.example", TEN, coach(Terms.ASKED)).verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void whatLiesInsideAnotherAddressIsOpenedByItsOwnNameNotByTheOtherOnes() {
        Decision inside = reasoned(coach(Terms.ASKED), new Reason.Inside(Optional.of("www.social.example"), RULED));
        use.open(asks(DEVICE, "translator.example", TEN), inside);
        Decision other = reasoned(coach(Terms.ASKED), new Reason.Inside(Optional.of("other.example"), RULED));
        assertThat(applied(DEVICE, "translator.example", TEN, inside).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(applied(DEVICE, "translator.example", TEN, other).verdict()).isEqualTo(Verdict.COACH);
        Decision untold = reasoned(coach(Terms.ASKED), new Reason.Inside(Optional.empty(), RULED));
        assertThat(use.ask(asks(DEVICE, "translator.example", TEN), untold, page(), Circumstances.NONE)).isEmpty();
    }

    // ---- tickets -----------------------------------------------------------------------------------------------------

    @Test
    void aTicketIsForOneClientForTenMinutesAndForOneAnswer() {
        String number = use.ask(asks(DEVICE, "a.example", TEN), coach(Terms.ASKED), page(), Circumstances.NONE)
                .orElseThrow();
        assertThat(number).hasSize(22);
        assertThat(use.ticket(number, client("10.1.2.4"))).isEmpty();
        assertThat(use.ticket("A".repeat(22), DEVICE)).isEmpty();
        Ticket ticket = use.ticket(number, DEVICE).orElseThrow();
        assertThat(use.take(number, ticket)).isTrue();
        assertThat(use.take(number, ticket)).isFalse();
        assertThat(use.ticket(number, DEVICE)).isEmpty();

        String late = use.ask(asks(DEVICE, "a.example", TEN), coach(Terms.ASKED), page(), Circumstances.NONE)
                .orElseThrow();
        nanos.addAndGet(Duration.ofMinutes(10).plusNanos(1).toNanos());
        assertThat(use.ticket(late, DEVICE)).isEmpty();
    }

    @Test
    void onlyWhatWasFetchedCanBeAskedAbout() {
        Signals sent = new Signals(Signals.Mode.PLAIN, "POST", Optional.empty(), Optional.empty(), Optional.empty(),
                false, Optional.empty(), Optional.empty(), Optional.of("text/html"), Optional.empty());
        assertThat(use.ask(asks(DEVICE, "a.example", TEN), coach(Terms.ASKED), sent, Circumstances.NONE)).isEmpty();
        assertThat(use.ask(asks(DEVICE, "a.example", TEN), decision(Verdict.BLOCK, Terms.NONE), page(),
                Circumstances.NONE)).isEmpty();
    }

    @Test
    void wordsAreOneLineOfPlainTextAndAtMostTwoHundredCharacters() {
        assertThat(Words.of("  PTA\r\npage \u202e for\tthe fair ").orElseThrow().text())
                .isEqualTo("PTA page for the fair");
        assertThat(Words.of("x".repeat(200))).isPresent();
        assertThat(Words.of("x".repeat(201))).isEmpty();
        assertThat(Words.of("🦉".repeat(200))).isPresent();
    }

    // ---- quotas ------------------------------------------------------------------------------------------------------

    private static Terms minutes(int minutes) {
        return new Terms(Optional.empty(), Optional.of(new Terms.Quota(minutes, ZONE)), Optional.empty(),
                Optional.empty());
    }

    @Test
    void aMinuteCountsOnceAndOnlyWhereAPageWasAskedFor() {
        Decision allowed = decision(Verdict.ALLOW, minutes(2));
        assertThat(applied(DEVICE, "a.example", TEN, allowed).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(applied(DEVICE, "a.example", TEN.plusSeconds(59), allowed).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(use.left(asks(DEVICE, "a.example", TEN), allowed)).contains(1);
        for (int minute = 1; minute < 60; minute++) {
            assertThat(use.applied(asks(DEVICE, "a.example", TEN.plusSeconds(60L * minute)), allowed, part(),
                    Circumstances.NONE).verdict()).isEqualTo(Verdict.ALLOW);
        }
        assertThat(applied(DEVICE, "a.example", TEN.plusSeconds(3600), allowed).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(applied(DEVICE, "a.example", TEN.plusSeconds(3659), allowed).verdict()).isEqualTo(Verdict.ALLOW);
        Decision spent = applied(DEVICE, "a.example", TEN.plusSeconds(3660), allowed);
        assertThat(spent.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(spent.reason().sentence()).contains("today’s 2 minutes for this are used up");
        assertThat(spent.holdsUntil()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(use.applied(asks(DEVICE, "a.example", TEN.plusSeconds(3661)), allowed, part(), Circumstances.NONE)
                .verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(applied(client("10.1.2.4"), "a.example", TEN.plusSeconds(3660), allowed).verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    @Test
    void theDayOfAQuotaEndsAtTheSchoolsMidnight() {
        Terms.Quota quota = new Terms.Quota(1, ZONE);
        Instant summer = Instant.parse("2026-07-01T22:30:00Z");
        assertThat(quota.midnight(summer)).isEqualTo(Instant.parse("2026-07-01T23:00:00Z"));
        Decision allowed = decision(Verdict.ALLOW, minutes(1));
        assertThat(applied(DEVICE, "a.example", summer, allowed).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(applied(DEVICE, "a.example", summer.plusSeconds(60), allowed).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(applied(DEVICE, "a.example", Instant.parse("2026-07-01T23:00:00Z"), allowed).verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    @Test
    void whatIsOnlyAskedAboutUsesNoMinutesUntilItIsOpen() {
        Terms terms = new Terms(Optional.of(Terms.Asking.STANDARD), Optional.of(new Terms.Quota(1, ZONE)),
                Optional.empty(), Optional.empty());
        Decision coach = coach(terms);
        applied(DEVICE, "a.example", TEN.minusSeconds(120), coach);
        assertThat(use.left(asks(DEVICE, "a.example", TEN), coach)).contains(1);
        use.open(asks(DEVICE, "a.example", TEN), coach);
        assertThat(applied(DEVICE, "a.example", TEN, coach).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(applied(DEVICE, "a.example", TEN.plusSeconds(61), coach).verdict()).isEqualTo(Verdict.BLOCK);
    }

    // ---- thresholds --------------------------------------------------------------------------------------------------

    private static final Terms FROM_THREE = new Terms(Optional.empty(), Optional.empty(),
            Optional.of(new Terms.Threshold(3, Duration.ofMinutes(2))), Optional.empty());

    @Test
    void fewerPagesThanTheThresholdLeaveNoRecordAndTheNextSaysHowManyCameBefore() {
        Decision flag = decision(Verdict.FLAG, FROM_THREE);
        for (int i = 0; i < 2; i++) {
            Decision uncounted = applied(DEVICE, "a.example", TEN.plusSeconds(10L * i), flag);
            assertThat(uncounted.verdict()).isEqualTo(Verdict.ALLOW);
            assertThat(uncounted.recorded()).isFalse();
        }
        Decision third = applied(DEVICE, "a.example", TEN.plusSeconds(20), flag);
        assertThat(third.verdict()).isEqualTo(Verdict.FLAG);
        assertThat(third.recorded()).isTrue();
        assertThat(use.before(asks(DEVICE, "a.example", TEN.plusSeconds(20)), third)).isEqualTo(2);
        Decision fourth = applied(DEVICE, "a.example", TEN.plusSeconds(30), flag);
        assertThat(fourth.recorded()).isTrue();
        assertThat(use.before(asks(DEVICE, "a.example", TEN.plusSeconds(30)), fourth)).isZero();
    }

    @Test
    void pagesThatLieApartOrCameByThemselvesDoNotAddUp() {
        Decision flag = decision(Verdict.FLAG, FROM_THREE);
        for (int i = 0; i < 20; i++) {
            assertThat(applied(DEVICE, "a.example", TEN.plusSeconds(60L * i), flag).recorded()).isFalse();
            assertThat(use.applied(asks(DEVICE, "a.example", TEN.plusSeconds(60L * i + 1)), flag, part(),
                    Circumstances.NONE).recorded()).isFalse();
            assertThat(use.applied(asks(DEVICE, "a.example", TEN.plusSeconds(60L * i + 2)), flag,
                    Signals.tunnel(Optional.empty()), Circumstances.NONE).recorded()).isFalse();
            assertThat(use.applied(asks(DEVICE, "a.example", TEN.plusSeconds(60L * i + 3)), flag, page(),
                    new Circumstances(true, 0, Optional.empty(), Optional.empty())).recorded()).isFalse();
            assertThat(applied(DEVICE, "a.example", TEN.plusSeconds(60L * i).plusMillis(500), flag).recorded())
                    .isFalse();
        }
    }

    @Test
    void aQuestionIsPutBelowTheThresholdTooButNotRecorded() {
        Terms terms = new Terms(Optional.of(Terms.Asking.STANDARD), Optional.empty(), FROM_THREE.from(),
                Optional.empty());
        Decision asked = applied(DEVICE, "a.example", TEN, coach(terms));
        assertThat(asked.verdict()).isEqualTo(Verdict.COACH);
        assertThat(asked.recorded()).isFalse();
    }

    // ---- cost --------------------------------------------------------------------------------------------------------

    @Test
    void whoeverHasNothingOpenLeavesNoGarbage() {
        use.open(asks(client("10.1.2.4"), "a.example", TEN), coach(Terms.ASKED));
        Request request = asks(DEVICE, "www.social.example", TEN);
        Decision coach = coach(Terms.ASKED);
        Decision allow = decision(Verdict.ALLOW, Terms.NONE);
        Signals page = page();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int opened = 0;
        long before = 0;
        for (int i = 0; i < 400_000; i++) {
            if (i == 300_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            opened += use.applied(request, coach, page, Circumstances.NONE).verdict().opens() ? 1 : 0;
            opened += use.applied(request, allow, page, Circumstances.NONE).verdict().opens() ? 0 : 1;
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(opened).isZero();
        assertThat(bytes / 100_000).as("bytes for each answer, of %d", bytes).isZero();
    }

    private Decision applied(Client client, String host, Instant at, Decision decision) {
        return use.applied(asks(client, host, at), decision, page(), Circumstances.NONE);
    }

    private static Request asks(Client client, String host, Instant at) {
        return new Request(new TraceId(1), client, Target.Page.parse("https://" + host + "/x").orElseThrow(), at);
    }

    private static Client client(String address) {
        return Client.at(IpAddress.parse(address).orElseThrow());
    }

    private static Signals page() {
        return signals("document");
    }

    private static Signals part() {
        return signals("image");
    }

    private static Signals signals(String dest) {
        return new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of(dest), true, Optional.empty(), Optional.empty(), Optional.of("*/*"), Optional.empty());
    }

    private static Decision coach(Terms terms) {
        return decision(Verdict.COACH, terms);
    }

    private static Decision decision(Verdict verdict, Terms terms) {
        return new Decision(verdict, RULED, CategorySet.NONE, List.of(), new Group("staff", "Staff"),
                verdict != Verdict.ALLOW, false, NOON, "1", Look.INSIDE, Demands.STANDARD, terms, Basis.NONE);
    }

    private static Decision reasoned(Decision decision, Reason reason) {
        return new Decision(decision.verdict(), reason, decision.categories(), decision.listings(), decision.group(),
                decision.recorded(), decision.addressSealed(), decision.holdsUntil(), decision.snapshot(),
                decision.look(), decision.demands(), decision.terms(), decision.basis());
    }
}
