package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.OwnAccesses.Kept;

/// What people see of records of their own and write beside them, the same on each database.
abstract class OwnAccessesContract {

    private static final Instant NOW = Instant.parse("2026-11-19T08:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-19");
    private static final Person ANN = new Person("ann.canary");
    private static final Person BEN = new Person("ben.canary");

    private final Numbers numbers = new Numbers();
    private Store store;
    private long head;

    abstract StoreLocation empty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(empty(), TestKey.ONE);
        head = store.accounts().create("rao", "Mrs Rao", Role.HEAD, "x", false, NOW).orElseThrow().id();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void somebodySeesWhatTheyAloneAskedForNewestFirstAndNothingOfTheDevice() {
        RecordedAccess first = recorded(known(ANN));
        recorded(known(BEN));
        recorded(Identity.UNKNOWN);
        recorded(new Identity.OneOf(2));
        RecordedAccess last = recorded(known(ANN));
        assertThat(shown(ANN)).containsExactly(last.number(), first.number());
        assertThat(shown(new Person("nobody"))).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutAGapAndTheLastOneSaysSo() {
        List<Long> all = IntStream.range(0, 25).mapToObj(_ -> recorded(known(ANN)).number()).toList();
        List<Long> read = new ArrayList<>();
        Optional<Long> below = Optional.of(Long.MAX_VALUE);
        int pages = 0;
        while (below.isPresent()) {
            OwnAccesses.Page page = store.own().page(ANN, below.get(), 5);
            page.accesses().forEach(own -> read.add(own.access().number()));
            below = page.older();
            pages++;
        }
        assertThat(pages).isEqualTo(5);
        assertThat(read).isEqualTo(all.reversed());
    }

    @Test
    void aSealedAddressIsHeldBackAndCannotBeWrittenAbout() {
        RecordedAccess sealed = RecordedAccesses.sealed(numbers.next(NOW)).as(known(ANN));
        store.accesses().append(List.of(sealed));
        RecordedAccess open = recorded(known(ANN));
        assertThat(shown(ANN)).containsExactly(open.number());
        assertThat(write(ANN, sealed.number(), "mine")).isEqualTo(Kept.NONE);
    }

    @Test
    void whatIsInACaseIsHeldBackUntilThePersonIsToldOrItIsOver() {
        RecordedAccess access = recorded(known(ANN));
        long told = open(access, 2026);
        assertThat(shown(ANN)).isEmpty();
        assertThat(write(ANN, access.number(), "mine")).isEqualTo(Kept.NONE);
        long other = open(access, 2026);
        store.cases().told(told, head, NOW, "in person");
        assertThat(shown(ANN)).as("another case has it").isEmpty();
        store.cases().hold(other, head, NOW, "the police have asked");
        store.cases().decisions().decide(other, head, NOW, TODAY, Outcome.UNFOUNDED, "so it is");
        assertThat(shown(ANN)).as("closed, and on hold").isEmpty();
        store.cases().release(other, head, NOW, "no longer");
        assertThat(shown(ANN)).containsExactly(access.number());
        assertThat(write(ANN, access.number(), "mine")).isEqualTo(Kept.KEPT);
    }

    @Test
    void anIncidentThatNobodyHasMadeACaseOfHoldsNothingBack() {
        RecordedAccess access = recorded(known(ANN));
        Incident incident = incident(access);
        store.incidents().give(incident.id(), head, NOW, head);
        assertThat(shown(ANN)).containsExactly(access.number());
    }

    @Test
    void severalAnnotationsStandBesideOneAccessEachWithItsTimeAndTheRecordStaysAsItIs() {
        RecordedAccess access = recorded(known(ANN));
        Incident incident = incident(access);
        assertThat(write(ANN, access.number(), "for the fair")).isEqualTo(Kept.KEPT);
        assertThat(store.own().annotate(ANN, access.number(), NOW.plusSeconds(60), TODAY, "the poster of it"))
                .isEqualTo(Kept.KEPT);
        List<Annotation> written = List.of(new Annotation(access.number(), NOW, "for the fair"),
                new Annotation(access.number(), NOW.plusSeconds(60), "the poster of it"));
        assertThat(store.annotations().of(List.of(access.number()))).isEqualTo(written);
        assertThat(store.annotations().ofIncident(incident.id(), 9)).isEqualTo(written);
        assertThat(store.own().page(ANN, Long.MAX_VALUE, 5).accesses()).containsExactly(
                new OwnAccesses.Own(access, written));
        assertThat(store.chain().audit(new Audit.Given(List.of(), Set.of()), _ -> {}).findings()).isEmpty();
    }

    @Test
    void nobodyWritesBesideWhatIsAnothersADevicesOrNotThere() {
        long anns = recorded(known(ANN)).number();
        long devices = recorded(Identity.UNKNOWN).number();
        assertThat(List.of(write(BEN, anns, "mine"), write(ANN, devices, "mine"), write(ANN, 7, "mine")))
                .containsOnly(Kept.NONE);
        assertThat(store.annotations().of(List.of(anns, devices, 7L))).isEmpty();
    }

    @Test
    void tenStandBesideOneAccessAndFiftyAreWrittenInADayAlsoByManyAtOnce() throws Exception {
        List<Long> accesses = IntStream.range(0, 6).mapToObj(_ -> recorded(known(ANN)).number()).toList();
        List<Kept> kept = new ArrayList<>();
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            List<Callable<Kept>> writing = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                writing.add(() -> write(ANN, accesses.getFirst(), "again"));
            }
            for (Future<Kept> one : many.invokeAll(writing)) {
                kept.add(one.get());
            }
        }
        assertThat(kept).containsOnlyOnce(Kept.FULL).filteredOn(Kept.KEPT::equals).hasSize(10);
        for (int i = 10; i < OwnAccesses.MOST_OF_DAY; i++) {
            assertThat(write(ANN, accesses.get(i / 10), "again")).isEqualTo(Kept.KEPT);
        }
        assertThat(write(ANN, accesses.getLast(), "again")).isEqualTo(Kept.ENOUGH_TODAY);
        assertThat(store.own().annotate(ANN, accesses.getLast(), NOW, TODAY.plusDays(1), "again")).isEqualTo(Kept.KEPT);
        assertThat(write(BEN, recorded(known(BEN)).number(), "mine")).as("another's day").isEqualTo(Kept.KEPT);
    }

    @Test
    void whatIsEmptyOrTooLongIsNotWritten() {
        long access = recorded(known(ANN)).number();
        assertThatThrownBy(() -> write(ANN, access, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(ANN, access, "y".repeat(401))).isInstanceOf(IllegalArgumentException.class);
        assertThat(write(ANN, access, "🎒".repeat(400))).as("as people count").isEqualTo(Kept.KEPT);
    }

    @Test
    void annotationsGoWithTheRecord() {
        long access = recorded(known(ANN)).number();
        write(ANN, access, "for the fair");
        store.accesses().destroyBefore(LocalDate.parse("2027-12-01"), NOW.plus(Duration.ofDays(400)), "x");
        assertThat(store.annotations().of(List.of(access))).isEmpty();
        assertThat(write(ANN, access, "mine")).isEqualTo(Kept.NONE);
    }

    private List<Long> shown(Person person) {
        return store.own().page(person, Long.MAX_VALUE, 100).accesses().stream().map(own -> own.access().number())
                .toList();
    }

    private Kept write(Person person, long access, String words) {
        return store.own().annotate(person, access, NOW, TODAY, words);
    }

    private static Identity known(Person person) {
        return RecordedAccesses.known(person.account());
    }

    private RecordedAccess recorded(Identity identity) {
        RecordedAccess like = RecordedAccesses.full(1);
        RecordedAccess made = new RecordedAccess(numbers.next(like.at()), like.trace(), like.at(), like.day(), "staff",
                "Staff", IpAddress.parse("10.20.0.1").orElseThrow(), like.certainty(), like.verdict(), like.rule(),
                like.ruleTitle(), like.clause(), like.target(), like.seal(), like.host(), like.categories(),
                like.listings(), like.signals(), like.circumstances(), like.ground(), like.snapshot(), false)
                .as(identity);
        store.accesses().append(List.of(made));
        return made;
    }

    private Incident incident(RecordedAccess access) {
        Incidents.Ungathered next = store.incidents().next(99, NOW);
        store.incidents().gather(next, next.accesses().stream()
                .map(one -> new GatheredAccess(one, Grade.A, Optional.of(Severity.CONCERN))).toList());
        return store.incidents().of(Scope.ALL, access.number()).getFirst();
    }

    private long open(RecordedAccess access, int year) {
        return store.cases().open(new Opening(incident(access), head, NOW, year, "three in one week", About.ADULT,
                Optional.empty(), Optional.empty()));
    }
}
