package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.journal.CaseKeyFile;

/// What reports and custody need of a store, whichever database it is on.
abstract class ReportsContract {

    @TempDir
    private Path keys;

    abstract StoreLocation empty() throws Exception;

    @Test
    void whatIsCountedIsWhatIsThereForTheReader() throws Exception {
        try (Store store = Store.open(empty(), new CaseKeyFile(keys.resolve("case.key")))) {
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
            Scope without = new Scope(Optional.empty(), Optional.empty(), Set.of(one.asker()));
            assertThat(store.statistics().accesses(without, first, last).getOrDefault(one.categories().getFirst(),
                    Map.of()).getOrDefault(one.grade(), 0L)).isZero();
            Scope only = new Scope(Optional.empty(), Optional.of(Set.of(one.asker())), Set.of());
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
        try (Store store = Store.open(empty(), new CaseKeyFile(keys.resolve("case.key")))) {
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

    @Test
    void whatAYearIsToldOfStaysWhenItsRecordsAreGone() throws Exception {
        try (Store store = Store.open(empty(), new CaseKeyFile(keys.resolve("case.key")))) {
            RecordedAccess one = RecordedAccesses.full(1);
            store.accesses().append(List.of(one));
            store.incidents().gather(store.incidents().next(9, Instant.now()), List.of(
                    new GatheredAccess(one, Grade.B, Optional.of(Severity.CONCERN))));
            Map<String, Long> begun = store.statistics().begun(one.day(), one.day());
            assertThat(begun).isNotEmpty().allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
            assertThat(store.statistics().begun(one.day().plusDays(1), one.day().plusDays(9))).isEmpty();
            store.accesses().destroyBefore(one.day().plusDays(1), Instant.now(), "a test");
            assertThat(store.statistics().begun(one.day(), one.day())).isEqualTo(begun);
            store.accesses().destroyBefore(one.day().plusYears(2).plusDays(1), Instant.now(), "a test");
            assertThat(store.statistics().begun(one.day(), one.day())).isEmpty();
        }
    }

    @Test
    void aPolicyIsNotedWhenAnotherComesIntoForceAndWhenOneComesBack() throws Exception {
        StoreLocation place = empty();
        Instant at = Instant.parse("2026-10-01T08:00:00Z");
        try (Store store = Store.open(place, TestKey.ONE)) {
            store.accesses().append(List.of(by(1, at, "aa"), by(2, at.plusSeconds(1), "aa"),
                    by(3, at.plusSeconds(2), "bb")));
            store.accesses().append(List.of(by(4, at.plusSeconds(3), "bb"), RecordedAccesses.full(99)));
        }
        try (Store store = Store.open(place, TestKey.ONE)) {
            store.accesses().append(List.of(by(5, at.plusSeconds(4), "bb")));
            store.accesses().append(List.of(by(6, at.plusSeconds(5), "aa")));
            assertThat(store.policies().within(at, at.plusSeconds(9))).containsExactly(
                    new PolicyUses.Use(at, "aa"), new PolicyUses.Use(at.plusSeconds(2), "bb"),
                    new PolicyUses.Use(at.plusSeconds(5), "aa"));
            assertThat(store.policies().within(at.plusSeconds(3), at.plusSeconds(9))).extracting(
                    PolicyUses.Use::sha256).as("with the one that was in force").containsExactly("bb", "aa");
            assertThat(store.policies().within(at.minusSeconds(9), at)).isEmpty();
        }
    }

    @Test
    void aCheckThatWasCorrectedStandsInTheRegisterAndNotInReports() throws Exception {
        try (Store store = Store.open(empty(), new CaseKeyFile(keys.resolve("case.key")))) {
            Instant at = Instant.parse("2026-11-12T10:00:00Z");
            LocalDate day = LocalDate.parse("2026-11-12");
            long lead = store.accounts().create("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD, "x", false, at)
                    .orElseThrow().id();
            FilterCheck first = new FilterCheck(0, lead, at, day, "Laptop 4, library", "Pupils", "games", "Opened.",
                    "Nothing.", Optional.empty());
            long id = store.checks().add(first);
            store.checks().add(new FilterCheck(0, lead, at.plusSeconds(60), day, "Laptop 4, library", "Pupils",
                    "games", "Closed.", "Nothing.", Optional.of(id)));
            assertThat(store.checks().find(id).orElseThrow().found()).isEqualTo("Opened.");
            assertThat(store.checks().latest(9)).extracting(FilterCheck::found).containsExactly("Closed.", "Opened.");
            assertThat(store.checks().standing(day, day, 9)).extracting(FilterCheck::found)
                    .containsExactly("Closed.");
            assertThat(store.checks().standing(day.plusDays(1), day.plusDays(2), 9)).isEmpty();
            Taken taken = new Taken(lead, at, Taken.Kind.YEAR, 0, "year-2026.pdf", "ab".repeat(32));
            store.custody().record(taken);
            assertThat(store.custody().of(0)).containsExactly(taken);
        }
    }

    @Test
    void aCopyIsOfOneDeviceAndItsDaysAlone() throws Exception {
        try (Store store = Store.open(empty(), new CaseKeyFile(keys.resolve("case.key")))) {
            Instant at = Instant.parse("2026-10-01T08:00:00Z");
            List<RecordedAccess> all = new ArrayList<>();
            for (int i = 0; i < 1_100; i++) {
                all.add(by(i, at.plusSeconds(i), "aa", i % 2 == 0 ? "10.20.0.7" : "10.20.0.77"));
            }
            store.accesses().append(all);
            RecordedAccess one = all.getFirst();
            store.incidents().gather(store.incidents().next(9, at), List.of(
                    new GatheredAccess(one, Grade.B, Optional.of(Severity.CONCERN))));
            Incident incident = store.incidents().queue(Scope.ALL, 1).getFirst();
            long head = store.accounts().create("rao", "Mrs Rao", Role.HEAD, "x", false, at).orElseThrow().id();
            long file = store.cases().open(new Opening(incident, head, at, 2026, "why", About.ADULT, Optional.empty(),
                    Optional.empty()));
            PersonalCopy asked = new PersonalCopy(0, head, at, Optional.of(one.asker()), one.day(), one.day(), "why",
                    "SAR-1");
            PersonalCopy copy = store.copies().find(store.copies().add(asked)).orElseThrow();
            assertThat(store.copies().latest(9)).containsExactly(copy);
            assertThat(copy.asker()).contains(one.asker());
            assertThat(copy.reference()).isEqualTo("SAR-1");
            List<RecordedAccess> read = new ArrayList<>();
            assertThat(store.copies().accesses(copy, 2_000, read::addAll)).isEqualTo(550);
            assertThat(read).containsExactlyElementsOf(all.stream()
                    .filter(access -> access.client().equals(one.client())).toList());
            assertThat(store.copies().count(copy)).isEqualTo(550);
            assertThat(store.copies().accesses(copy, 520, page -> {})).isEqualTo(520);
            assertThat(store.copies().incidents(copy)).containsKey(one.number());
            assertThat(store.copies().cases(copy)).extracting(PersonalCopies.OfCase::tellable).containsExactly(false);
            store.cases().decisions().decide(file, head, at, one.day(), Outcome.UNFOUNDED, "because");
            assertThat(store.copies().cases(copy)).extracting(PersonalCopies.OfCase::tellable).containsExactly(true);
            PersonalCopy later = new PersonalCopy(1, head, at, Optional.of(one.asker()), one.day().plusDays(1),
                    one.day().plusDays(9), "why", "SAR-2");
            assertThat(store.copies().accesses(later, 9, page -> {})).isZero();
            assertThat(store.copies().incidents(later)).isEmpty();
            assertThat(store.copies().cases(later)).isEmpty();
            store.accesses().destroyBefore(one.day().plusDays(1), at, "a test");
            assertThat(store.copies().find(copy.id()).orElseThrow().asker()).isEmpty();
        }
    }

    @Test
    void upToWhichDayAnAccountWasToldOfReportsIsNotForgotten() throws Exception {
        try (Store store = Store.open(empty(), new CaseKeyFile(keys.resolve("case.key")))) {
            Instant at = Instant.parse("2026-10-01T08:00:00Z");
            LocalDate day = LocalDate.parse("2026-09-07");
            long head = store.accounts().create("rao", "Mrs Rao", Role.HEAD, "x", false, at).orElseThrow().id();
            assertThat(store.accounts().mail(head)).isEmpty();
            store.accounts().setMail(head, Optional.of("head@school.example"));
            assertThat(store.accounts().mail(head)).contains("head@school.example");
            store.accounts().setMail(head, Optional.empty());
            assertThat(store.accounts().mail(head)).isEmpty();
            assertThat(store.outbox().lastSummary(Outbox.ANNOUNCED + "year|1", day)).isEqualTo(day);
            assertThat(store.outbox().lastSummary("summary-week|a", day)).isEqualTo(day);
            store.accesses().destroyBefore(day.plusYears(1), at, "a test");
            LocalDate next = day.plusYears(1);
            assertThat(store.outbox().lastSummary(Outbox.ANNOUNCED + "year|1", next)).isEqualTo(day);
            assertThat(store.outbox().lastSummary("summary-week|a", next)).isEqualTo(next);
        }
    }

    private static RecordedAccess by(int seed, Instant at, String policy) {
        return by(seed, at, policy, "10.20.0.7");
    }

    private static RecordedAccess by(int seed, Instant at, String policy, String client) {
        RecordedAccess made = RecordedAccesses.full(seed);
        return new RecordedAccess(Numbers.first(at) + seed, made.trace(), at, LocalDate.ofInstant(at, ZoneOffset.UTC),
                made.group(), made.groupTitle(), IpAddress.parse(client).orElseThrow(), made.certainty(),
                made.verdict(),
                made.rule(),
                made.ruleTitle(), made.clause(), made.target(), made.seal(), made.host(), made.categories(),
                made.listings(), made.signals(), made.circumstances(), made.ground(), made.snapshot(), made.fault(),
                Optional.of(new RecordedBasis(policy, "ll", List.of(), false, false)));
    }

    private static Instant last(RecordedAccess one, RecordedAccess other) {
        return (one.at().isBefore(other.at()) ? other : one).at().plusSeconds(1);
    }
}
