package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// How accesses become incidents, the same on each database.
abstract class IncidentContract {

    private static final Instant NOW = Instant.parse("2026-11-19T08:00:00Z");

    private Store store;

    abstract StoreLocation empty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(empty(), TestKey.ONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatOneDeviceAsksForOfOneSubjectInASpellIsOneIncident() {
        List<RecordedAccess> all = accesses("10.20.0.1", 0, 5, 12, 41, 80);
        gather(all, Grade.B, Severity.NOTICE);
        List<Incident> incidents = store.incidents().latest(Scope.ALL, true, 50, 0);
        // Networks and video share one subject.
        assertThat(incidents).extracting(Incident::accesses).containsExactly(1L, 4L);
        assertThat(incidents.getLast().first()).isEqualTo(all.getFirst().at());
        assertThat(incidents.getLast().last()).isEqualTo(all.get(3).at());
        assertThat(incidents.getLast().pseudonym()).matches("[A-Z][a-z]+ [0-9]+").isEqualTo(incidents.getFirst()
                .pseudonym());
        assertThat(store.incidents().accesses(incidents.getLast().id(), 50)).extracting(GatheredAccess::access)
                .isEqualTo(all.subList(0, 4));
    }

    @Test
    void anIncidentGoesWithTheLastOfItsRecordsAndWithAllThatWasWrittenAboutIt() {
        gather(accesses("10.20.0.1", 0), Grade.B, Severity.NOTICE);
        gather(accesses("10.20.0.2", 0), Grade.B, Severity.NOTICE);
        Incident incident = store.incidents().latest(Scope.ALL, true, 50, 0).stream()
                .filter(one -> one.asker().text().equals("10.20.0.1")).findFirst().orElseThrow();
        long account = store.accounts().create("rao", "Mrs Rao", Role.HEAD, "x", false, NOW).orElseThrow().id();
        store.incidents().note(incident.id(), account, NOW, "spoke to them");
        store.reveals().ask(incident.asker(), true, account, NOW, "to speak to them", 1, List.of());
        Instant later = NOW.plus(Duration.ofDays(400));
        assertThat(store.incidents().destroyBefore(later)).as("its record is there").isZero();
        store.accesses().destroyBefore(java.time.LocalDate.parse("2027-12-01"), later, "x");
        assertThat(store.incidents().destroyBefore(incident.last())).as("not so old").isZero();
        assertThat(store.incidents().destroyBefore(later)).isEqualTo(2);
        assertThat(store.incidents().find(Scope.ALL, incident.id())).isEmpty();
        assertThat(store.incidents().acts(incident.id())).isEmpty();
        assertThat(store.reveals().waiting(NOW)).isEmpty();
        assertThat(store.reveals().pseudonym(incident.asker())).as("a new one").isNotEqualTo(incident.pseudonym());
    }

    @Test
    void twoPeopleOnOneDeviceAreTwoIncidentsAndOnePersonOnTwoDevicesIsOne() {
        gather(as(known("a.canary"), accesses("10.20.0.1", 0, 4)), Grade.B, Severity.NOTICE);
        gather(as(known("b.canary"), accesses("10.20.0.1", 2)), Grade.B, Severity.NOTICE);
        gather(as(known("a.canary"), accesses("10.20.0.2", 5)), Grade.B, Severity.NOTICE);
        gather(as(new Identity.OneOf(3), accesses("10.20.0.1", 6)), Grade.B, Severity.NOTICE);
        gather(as(Identity.UNKNOWN, accesses("10.20.0.1", 7)), Grade.B, Severity.NOTICE);
        List<Incident> all = store.incidents().latest(Scope.ALL, true, 50, 0);
        assertThat(all).extracting(Incident::asker).containsExactlyInAnyOrder(person("a.canary"), person("b.canary"),
                device("10.20.0.1"));
        assertThat(all).extracting(Incident::pseudonym).doesNotHaveDuplicates();
        Incident first = of(all, person("a.canary"));
        assertThat(first.accesses()).isEqualTo(3);
        assertThat(first.certainty()).isEqualTo(Certainty.FROM_NETWORK);
        assertThat(store.devices().of(first)).extracting(IpAddress::toString)
                .containsExactlyInAnyOrder("10.20.0.1", "10.20.0.2");
        assertThat(store.devices().of(first.asker())).hasSize(2);
        Incident devices = of(all, device("10.20.0.1"));
        assertThat(devices.accesses()).isEqualTo(2);
        assertThat(devices.certainty()).as("that of the least sure").isEqualTo(Certainty.NOT_KNOWN);
        assertThat(store.incidents().accesses(devices.id(), 9)).extracting(one -> one.access().identity())
                .containsExactly(new Identity.OneOf(3), Identity.UNKNOWN);
        assertThat(store.reveals().groups(devices.asker())).isEqualTo(Set.of("pupils"));
    }

    @Test
    void whatCameFromADeviceOfSomebodysIsKeptFromThemWhoeverAskedAndSoIsWhatTheyAskedForElsewhere() {
        gather(as(known("a.canary"), accesses("10.20.0.1", 0)), Grade.B, Severity.NOTICE);
        gather(as(known("b.canary"), accesses("10.20.0.2", 0)), Grade.B, Severity.NOTICE);
        gather(accesses("10.20.0.3", 0), Grade.B, Severity.NOTICE);
        List<Incident> all = store.incidents().queue(Scope.ALL, 9);
        Set<Asker> own = Set.of(device("10.20.0.1"), person("b.canary"));
        Scope without = new Scope(Optional.empty(), Optional.empty(), own);
        assertThat(store.incidents().queue(without, 9)).containsExactly(of(all, device("10.20.0.3")));
        assertThat(store.incidents().waiting(without)).isEqualTo(1);
        Scope only = new Scope(Optional.empty(), Optional.of(own), Set.of());
        assertThat(store.incidents().queue(only, 9)).containsExactlyInAnyOrder(of(all, person("a.canary")),
                of(all, person("b.canary")));
        assertThat(store.statistics().incidents(only, Instant.EPOCH, NOW)).hasSize(2);
    }

    private static List<RecordedAccess> as(Identity identity, List<RecordedAccess> accesses) {
        return accesses.stream().map(access -> access.as(identity)).toList();
    }

    private static Identity known(String account) {
        return RecordedAccesses.known(account);
    }

    private static Asker person(String account) {
        return new Asker.Named(new Person(account));
    }

    private static Asker device(String address) {
        return new Asker.Device(IpAddress.parse(address).orElseThrow());
    }

    private static Incident of(List<Incident> incidents, Asker asker) {
        return incidents.stream().filter(one -> one.asker().equals(asker)).findFirst().orElseThrow();
    }

    @Test
    void whatPagesMadeBeginsNoneAndJoinsOne() {
        List<RecordedAccess> all = accesses("10.20.0.1", 0, 1, 2, 3);
        store.accesses().append(all);
        take(all.size(), access -> new GatheredAccess(access, Grade.D, Optional.empty()));
        assertThat(store.incidents().waiting(Scope.ALL)).isZero();
        gather(accesses("10.20.0.1", 4), Grade.A, Severity.CONCERN);
        gather(accesses("10.20.0.1", 5, 6), Grade.E, null);
        gather(accesses("10.20.0.2", 5, 6), Grade.E, null);
        Incident incident = store.incidents().queue(Scope.ALL, 9).getFirst();
        assertThat(store.incidents().waiting(Scope.ALL)).isEqualTo(1);
        assertThat(incident.accesses()).as("what came shortly before is part of it").isEqualTo(7);
        assertThat(incident.byHand()).as("the records' own grades are not by hand").isEqualTo(1);
        assertThat(incident.grade()).isEqualTo(Grade.A);
        assertThat(incident.severity()).isEqualTo(Severity.CONCERN);
        gather(accesses("10.20.0.1", 7), Grade.D, Severity.URGENT);
        assertThat(store.incidents().queue(Scope.ALL, 9).getFirst().severity()).isEqualTo(Severity.URGENT);
    }

    @Test
    void theMostUrgentComesFirstAndAClosedOneNotAtAll() {
        long account = store.accounts().create("head", "Head", Role.HEAD, "x", false, NOW).orElseThrow().id();
        gather(accesses("10.20.0.1", 0), Grade.B, Severity.NOTICE);
        gather(accesses("10.20.0.2", 9), Grade.A, Severity.CONCERN);
        gather(accesses("10.20.0.3", 3), Grade.A, Severity.CONCERN);
        gather(accesses("10.20.0.4", 20), Grade.E, Severity.URGENT);
        List<Incident> queue = store.incidents().queue(Scope.ALL, 9);
        assertThat(queue).extracting(incident -> incident.asker().text()).containsExactly("10.20.0.4", "10.20.0.3",
                "10.20.0.2", "10.20.0.1");
        assertThat(queue).extracting(Incident::number).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        long id = queue.getFirst().id();
        assertThat(store.incidents().setOpen(id, account, NOW, false, "a lesson")).isTrue();
        assertThat(store.incidents().setOpen(id, account, NOW, false, "again")).isFalse();
        assertThat(store.incidents().queue(Scope.ALL, 9)).hasSize(3);
        assertThat(store.incidents().latest(Scope.ALL, false, 9, 0)).hasSize(1);
        gather(accesses("10.20.0.4", 21), Grade.B, Severity.NOTICE);
        assertThat(store.incidents().queue(Scope.ALL, 9)).as("what comes later is another").hasSize(4);
        store.incidents().note(id, account, NOW.plusSeconds(1), "it was a lesson");
        store.incidents().look(id, account, NOW.plusSeconds(2));
        store.incidents().look(id, account, NOW.plusSeconds(3));
        store.incidents().setOpen(id, account, NOW.plusSeconds(4), true, "not so");
        assertThat(store.incidents().acts(id)).extracting(IncidentAct::kind).containsExactly(IncidentAct.Kind.CLOSED,
                IncidentAct.Kind.NOTED, IncidentAct.Kind.LOOKED, IncidentAct.Kind.OPENED);
        assertThat(store.views().latest(9)).hasSize(2).allMatch(view -> view.what() == View.What.INCIDENT);
    }

    @Test
    void aScopeHoldsBackIncidentsToo() {
        gather(accesses("10.20.0.1", 0), Grade.B, Severity.NOTICE);
        gather(accesses("10.20.0.2", 0), Grade.B, Severity.NOTICE);
        Incident first = store.incidents().queue(Scope.ALL, 9).getFirst();
        for (Scope scope : List.of(new Scope(Optional.of(Set.of("staff")), Optional.empty(), Set.of()),
                new Scope(Optional.of(Set.of()), Optional.empty(), Set.of()),
                new Scope(Optional.empty(), Optional.empty(), Set.of(first.asker())),
                new Scope(Optional.empty(), Optional.of(Set.of()), Set.of()))) {
            assertThat(store.incidents().find(scope, first.id())).as("%s", scope).isEmpty();
            assertThat(store.incidents().queue(scope, 9)).as("%s", scope).doesNotContain(first);
        }
        Scope theirs = new Scope(Optional.of(Set.of("pupils")), Optional.of(Set.of(first.asker())), Set.of());
        assertThat(store.incidents().queue(theirs, 9)).containsExactly(first);
        assertThat(store.incidents().waiting(theirs)).isEqualTo(1);
    }

    @Test
    void nothingIsTakenTwiceNorLeftOut() {
        List<RecordedAccess> all = accesses("10.20.0.1", LongStream.range(0, 60).toArray());
        store.accesses().append(all);
        Incidents.Ungathered first = store.incidents().next(25, NOW);
        assertThat(first.accesses()).hasSize(25);
        assertThat(store.incidents().next(25, NOW)).as("until it has been gathered").isEqualTo(first);
        List<GatheredAccess> some = first.accesses().stream()
                .map(access -> new GatheredAccess(access, Grade.B, Optional.of(Severity.NOTICE))).toList();
        store.incidents().gather(first, some);
        store.incidents().gather(first, some);
        take(100, access -> new GatheredAccess(access, Grade.B, Optional.of(Severity.NOTICE)));
        assertThat(store.incidents().queue(Scope.ALL, 9)).singleElement().extracting(Incident::accesses).isEqualTo(60L);
        assertThat(store.incidents().next(25, NOW).accesses()).isEmpty();
        store.accesses().append(accesses("10.20.0.9", 61));
        assertThat(store.incidents().next(25, all.getFirst().at()).accesses()).as("too new yet").isEmpty();
        assertThat(store.incidents().next(25, NOW).accesses()).hasSize(1);
    }

    @Test
    void whatWasDestroyedIsLeftOut() {
        List<RecordedAccess> all = accesses("10.20.0.1", 0, 1);
        store.accesses().append(all);
        store.accesses().destroyBefore(all.getFirst().day().plusDays(1), NOW, "a test");
        Incidents.Ungathered next = store.incidents().next(25, NOW);
        assertThat(next.accesses()).isEmpty();
        assertThat(next.upTo()).isEqualTo(next.from() + 4);
    }

    private void gather(List<RecordedAccess> accesses, Grade grade, @Nullable Severity severity) {
        store.accesses().append(accesses);
        take(accesses.size(), access -> new GatheredAccess(access, grade, Optional.ofNullable(severity)));
    }

    private void take(int count, Function<RecordedAccess, GatheredAccess> how) {
        Incidents.Ungathered next = store.incidents().next(count, NOW);
        store.incidents().gather(next, next.accesses().stream().map(how).toList());
    }

    private final Numbers numbers = new Numbers();

    /// Accesses of a device at some minutes of a day.
    private List<RecordedAccess> accesses(String client, long... minutes) {
        RecordedAccess like = RecordedAccesses.full(1);
        List<RecordedAccess> out = new ArrayList<>();
        for (long minute : minutes) {
            Instant at = like.at().plus(Duration.ofMinutes(minute));
            out.add(new RecordedAccess(numbers.next(at), like.trace(), at, like.day(), like.group(), like.groupTitle(),
                    IpAddress.parse(client).orElseThrow(), like.certainty(), like.verdict(), like.rule(),
                    like.ruleTitle(), like.clause(), like.target(), like.seal(), like.host(), like.categories(),
                    like.listings(), like.signals(), like.circumstances(), like.ground(), like.snapshot(), false));
        }
        return out;
    }
}
