package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;

/// What reports and custody need of a store, whichever database it is on.
abstract class ReportsContract {

    abstract StoreLocation empty() throws Exception;

    @Test
    void whatIsCountedIsWhatIsThereForTheReader() throws Exception {
        try (Store store = Store.open(empty())) {
            RecordedAccess one = RecordedAccesses.full(1);
            RecordedAccess other = RecordedAccesses.sealed(2);
            store.accesses().append(List.of(one, other));
            store.incidents().gather(store.incidents().next(9, Instant.now()), List.of(
                    new GatheredAccess(one, Grade.B, Optional.of(Severity.CONCERN)),
                    new GatheredAccess(other, Grade.U, Optional.of(Severity.URGENT))));
            LocalDate first = one.day().isBefore(other.day()) ? one.day() : other.day();
            LocalDate last = one.day().isBefore(other.day()) ? other.day() : one.day();
            Map<CategoryName, Map<Grade, Long>> all = store.statistics().accesses(Scope.ALL, first, last);
            assertThat(all.get(one.categories().getFirst())).containsEntry(one.grade(), 1L);
            Scope without = new Scope(Optional.empty(), Optional.empty(), Set.of(one.client()));
            assertThat(store.statistics().accesses(without, first, last).getOrDefault(one.categories().getFirst(),
                    Map.of()).getOrDefault(one.grade(), 0L)).isZero();
            Scope only = new Scope(Optional.empty(), Optional.of(Set.of(one.client())), Set.of());
            assertThat(store.statistics().accesses(only, first, last)).containsKey(one.categories().getFirst());
            Scope nothing = new Scope(Optional.of(Set.of()), Optional.empty(), Set.of());
            assertThat(store.statistics().accesses(nothing, first, last)).isEmpty();
            assertThat(store.statistics().accesses(Scope.ALL, last.plusDays(1), last.plusDays(9))).isEmpty();
            assertThat(store.statistics().incidents(nothing, Instant.EPOCH, last(one, other))).isEmpty();
            assertThat(store.statistics().incidents(Scope.ALL, Instant.EPOCH, last(one, other))).hasSize(2);
        }
    }

    @Test
    void whatWasDoneIsCountedFromItsFirstTime() throws Exception {
        try (Store store = Store.open(empty())) {
            RecordedAccess one = RecordedAccesses.full(1);
            store.accesses().append(List.of(one));
            store.incidents().gather(store.incidents().next(9, Instant.now()), List.of(
                    new GatheredAccess(one, Grade.B, Optional.of(Severity.CONCERN))));
            Incident incident = store.incidents().queue(Scope.ALL, 1).getFirst();
            assertThat(store.incidents().called(incident.number())).contains(incident);
            assertThat(store.incidents().called(99)).isEmpty();
            long reader = store.accounts().create("rao", "Mrs Rao", Role.HEAD, "hash", false, one.at()).orElseThrow()
                    .id();
            store.incidents().look(incident.id(), reader, one.at().plusSeconds(60));
            store.incidents().setOpen(incident.id(), reader, one.at().plusSeconds(90), false, "why");
            store.incidents().setOpen(incident.id(), reader, one.at().plusSeconds(120), true, "why");
            store.incidents().setOpen(incident.id(), reader, one.at().plusSeconds(150), false, "why");
            Statistics.Counted counted = store.statistics().incidents(Scope.ALL, one.at(), one.at().plusSeconds(1))
                    .getFirst();
            assertThat(counted.looked()).contains(one.at().plusSeconds(60));
            assertThat(counted.closed()).contains(one.at().plusSeconds(90));
            assertThat(counted.open()).isFalse();
            assertThat(store.views().ofIncident(incident.id())).hasSize(1);
            assertThat(store.views().counted(one.at(), one.at().plusSeconds(61))).containsEntry(reader, 1L);
            Taken taken = new Taken(reader, one.at(), Taken.Kind.PACK, incident.id(), "incident-0001.zip",
                    "ab".repeat(32));
            store.custody().record(taken);
            assertThat(store.custody().of(incident.id())).containsExactly(taken);
            assertThat(store.views().latest(9)).extracting(View::what).contains(View.What.EXPORT);
        }
    }

    private static Instant last(RecordedAccess one, RecordedAccess other) {
        return (one.at().isBefore(other.at()) ? other : one).at().plusSeconds(1);
    }
}
