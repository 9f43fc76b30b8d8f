package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.review.store.RecordedAccesses.ADULT;
import static org.schoolgate.review.store.RecordedAccesses.NETWORKS;
import static org.schoolgate.review.store.RecordedAccesses.VIDEO;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Since;

/// What the store promises on either database.
abstract class StoreContract {

    private static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");

    private Store store;

    abstract Store openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anAccessComesBackAsItWasWritten() {
        store.accesses().append(List.of(RecordedAccesses.full(1), RecordedAccesses.sealed(2)));
        assertThat(store.accesses().find(1)).contains(RecordedAccesses.full(1));
        assertThat(store.accesses().find(2)).contains(RecordedAccesses.sealed(2));
        assertThat(store.accesses().find(3)).isEmpty();
    }

    @Test
    void aReferenceIsFoundHoweverItIsTyped() {
        RecordedAccess access = RecordedAccesses.full(1);
        store.accesses().append(List.of(access));
        String typed = " " + access.reference().toLowerCase(java.util.Locale.ROOT).replace("-", " ") + " ";
        assertThat(store.accesses().findByReference(access.reference())).containsExactly(access);
        assertThat(store.accesses().findByReference(typed)).containsExactly(access);
        assertThat(store.accesses().findByReference("AAAA-AAAA")).isEmpty();
        assertThat(store.accesses().findByReference("' OR 1=1 --")).isEmpty();
    }

    @Test
    void everyFilterReadsEveryPageNewestFirstAndBackAgain() {
        List<RecordedAccess> all = RecordedAccesses.many(300, 1);
        for (int i = 0; i < all.size(); i += 50) {
            store.accesses().append(all.subList(i, i + 50));
        }
        for (AccessFilter filter : combinations()) {
            List<RecordedAccess> expected = new ArrayList<>(all.stream().filter(a -> matches(filter, a)).toList());
            Collections.reverse(expected);
            assertThat(readOlder(filter)).as("%s", filter).isEqualTo(expected);
            assertThat(readNewer(filter)).as("%s", filter).isEqualTo(expected);
            assertThat(counted(filter)).as("%s", filter).isEqualTo(countsOf(expected));
        }
    }

    @Test
    void aScopeHoldsBackWhatLiesOutsideInEveryListAndCount() {
        // Every third is of one of nine people, on whatever device.
        List<RecordedAccess> all = RecordedAccesses.many(300, 9).stream().map(access -> access.number() % 3 == 0
                ? access.as(RecordedAccesses.known("person" + access.at().getEpochSecond() % 9))
                : access).toList();
        store.accesses().append(all);
        Asker one = new Asker.Device(all.get(40).client());
        Asker other = new Asker.Device(all.get(70).client());
        RecordedAccess theirs = all.stream().filter(access -> access.asker() instanceof Asker.Named).findFirst()
                .orElseThrow();
        Asker person = theirs.asker();
        Asker device = new Asker.Device(theirs.client());
        for (Scope scope : List.of(
                new Scope(Optional.of(Set.of("pupils", "visitors")), Optional.empty(), Set.of()),
                new Scope(Optional.of(Set.of("pupils", "visitors")), Optional.empty(), Set.of(one, other)),
                new Scope(Optional.empty(), Optional.empty(), Set.of(one)),
                new Scope(Optional.empty(), Optional.of(Set.of(one, other)), Set.of()),
                new Scope(Optional.empty(), Optional.of(Set.of(one, other)), Set.of(other)),
                new Scope(Optional.empty(), Optional.empty(), Set.of(person, device, one)),
                new Scope(Optional.empty(), Optional.of(Set.of(person, device, one)), Set.of()),
                new Scope(Optional.empty(), Optional.of(Set.of(person, one)), Set.of(device)),
                new Scope(Optional.of(Set.of()), Optional.empty(), Set.of()))) {
            ScopedAccesses scoped = store.accesses().within(scope);
            for (AccessFilter filter : combinations()) {
                List<RecordedAccess> expected = new ArrayList<>(
                        all.stream().filter(a -> matches(filter, a) && scope.holds(a)).toList());
                Collections.reverse(expected);
                List<RecordedAccess> read = new ArrayList<>();
                Optional<Cursor> next = Optional.empty();
                do {
                    AccessPage page = scoped.page(filter, next, 7);
                    read.addAll(page.accesses());
                    next = page.older();
                } while (next.isPresent());
                assertThat(read).as("%s of %s", filter, scope).isEqualTo(expected);
                Map<LocalDate, Long> counts = new TreeMap<>();
                scoped.countsByDay(filter, 30).forEach(count -> counts.put(count.day(), count.accesses()));
                assertThat(counts).as("%s of %s", filter, scope).isEqualTo(countsOf(expected));
            }
            all.forEach(access -> assertThat(scoped.find(access.number()).isPresent()).isEqualTo(scope.holds(access)));
        }
    }

    @Test
    void aTextIsKeptOnceForAsLongAsARecordNamesIt() {
        KeptText policy = KeptText.of("rules: ünï 🎒\n".repeat(1_000));
        KeptText lists = KeptText.of("list ut1 version 1\n");
        RecordedAccess first = RecordedAccesses.replayable(1, policy.sha256(), lists.sha256());
        store.accesses().append(List.of(first), List.of(), List.of(policy, lists, policy));
        assertThat(store.accesses().find(1)).contains(first);
        assertThat(store.texts().find(policy.sha256())).contains(policy);
        RecordedAccess later = withDay(RecordedAccesses.replayable(2, policy.sha256(), lists.sha256()),
                LocalDate.parse("2026-11-18"));
        store.accesses().append(List.of(later), List.of(), List.of(policy, lists));
        assertThat(store.texts().count()).isEqualTo(2);
        store.accesses().destroyBefore(LocalDate.parse("2026-11-18"), NOW, "kept for 12 months");
        assertThat(store.accesses().find(1)).isEmpty();
        assertThat(store.texts().find(policy.sha256())).contains(policy);
        store.accesses().destroyBefore(LocalDate.parse("2026-11-19"), NOW, "kept for 12 months");
        assertThat(store.texts().count()).isZero();
        store.accesses().append(List.of(later), List.of(), List.of(policy, lists));
        assertThat(store.texts().find(policy.sha256())).contains(policy);
    }

    @Test
    void whatListsNoLongerHaveIsToldOfEveryRecordThatRestsOnItUntilTheyHaveItAgain() {
        store.accesses().append(List.of(RecordedAccesses.full(1), RecordedAccesses.sealed(2)));
        store.accesses().append(List.of(withDay(RecordedAccesses.full(3), LocalDate.parse("2026-11-18"))));
        Sorting sorting = store.corrections().next("", 10).getFirst();
        assertThat(store.corrections().next("", 10)).containsExactly(sorting);
        assertThat(store.corrections().next(sorting.name(), 10)).isEmpty();
        assertThat(sorting.asked()).isEqualTo("www.network.example:443");
        Account reader = store.accounts().create("head", "Mrs Rao", Role.HEAD, "x", false, NOW).orElseThrow();
        store.views().recordAccess(reader.id(), NOW.plusSeconds(1), 1);
        store.views().recordList(reader.id(), NOW.plusSeconds(1));
        Instant corrected = NOW.plusSeconds(60);
        store.corrections().note(List.of(sorting), List.of(), corrected, "p+l2");
        store.corrections().note(List.of(sorting), List.of(), corrected.plusSeconds(60), "p+l3");
        assertThat(store.corrections().of(1)).isEqualTo(store.corrections().of(3))
                .containsExactly(new Correction("social-networks", corrected, "p+l2"));
        assertThat(store.corrections().among(List.of(1L, 2L, 3L, 4L))).containsExactlyInAnyOrder(1L, 3L);
        assertThat(store.corrections().next("", 10)).singleElement().matches(Sorting::gone);
        assertThat(store.corrections().seenBefore(reader.id()))
                .containsExactly(new Corrections.Seen(1, corrected));
        assertThat(store.corrections().seenBefore(reader.id() + 1)).isEmpty();
        store.views().recordAccess(reader.id(), corrected.plusSeconds(1), 1);
        assertThat(store.corrections().seenBefore(reader.id())).isEmpty();
        store.corrections().note(List.of(), List.of(sorting), corrected.plusSeconds(90), "p+l4");
        assertThat(store.corrections().of(1)).isEmpty();
        assertThat(store.corrections().among(List.of(1L, 3L))).isEmpty();
        store.accesses().destroyBefore(LocalDate.parse("2026-11-17"), NOW, "kept for 12 months");
        assertThat(store.corrections().next("", 10)).as("another record rests on it").hasSize(1);
        store.accesses().destroyBefore(LocalDate.parse("2026-11-19"), NOW, "kept for 12 months");
        assertThat(store.corrections().next("", 10)).isEmpty();
    }

    @Test
    void aCursorStaysRightWhileAccessesAreAdded() {
        List<RecordedAccess> all = RecordedAccesses.many(60, 2);
        store.accesses().append(all.subList(0, 40));
        AccessPage first = store.accesses().page(AccessFilter.ALL, Optional.empty(), 10);
        store.accesses().append(all.subList(40, 60));
        AccessPage second = store.accesses().page(AccessFilter.ALL, first.older(), 10);
        assertThat(first.newer()).isEmpty();
        assertThat(second.accesses()).isEqualTo(all.subList(20, 30).reversed());
        assertThat(store.accesses().page(AccessFilter.ALL, second.newer(), 10).accesses())
                .isEqualTo(first.accesses());
    }

    @Test
    void anEmptyStoreHasOneEmptyPage() {
        AccessPage page = store.accesses().page(AccessFilter.ALL, Optional.empty(), 10);
        assertThat(page).isEqualTo(new AccessPage(List.of(), Optional.empty(), Optional.empty()));
        assertThat(store.accesses().countsByDay(AccessFilter.ALL, 30)).isEmpty();
    }

    @Test
    void anAccessWhoseClockWasChangedStaysInItsDay() {
        List<RecordedAccess> all = RecordedAccesses.many(3, 3);
        RecordedAccess early = all.getFirst();
        // Numbers of the first and the last day surround those of the second.
        store.accesses().append(all);
        AccessFilter day = new AccessFilter(Optional.of(early.day()), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
        store.accesses().append(List.of(withDay(RecordedAccesses.full(all.getLast().number() + 1), early.day())));
        assertThat(store.accesses().page(day, Optional.empty(), 10).accesses())
                .extracting(RecordedAccess::day).containsExactly(early.day(), early.day());
    }

    @Test
    void groupsAndCategoriesAreThoseThatOccurUnderTheirLatestTitles() {
        store.accesses().append(List.of(RecordedAccesses.full(1), RecordedAccesses.sealed(2)));
        assertThat(store.accesses().within(Scope.ALL).groups()).containsExactly(new GroupName("strangers", "Not known"),
                new GroupName("pupils", "Pupils"));
        assertThat(store.accesses().within(Scope.ALL).categories()).containsExactly(NETWORKS, VIDEO);
        store.accesses().append(RecordedAccesses.many(20, 4));
        assertThat(store.accesses().within(Scope.ALL).groups()).contains(new GroupName("pupils", "The pupils"));
        assertThat(store.accesses().within(Scope.ALL).categories()).containsExactly(ADULT, NETWORKS, VIDEO);
    }

    @Test
    void whatADeviceDidLaterIsReadFromItsRecords() {
        RecordedAccess first = graded(0, "www.site.example", Ground.BY_HAND);
        store.accesses().append(List.of(first));
        assertThat(store.accesses().since(first)).isEqualTo(Since.NOTHING);
        store.accesses().append(List.of(graded(-60_000, "www.site.example", Ground.BY_HAND),
                graded(999, "www.site.example", Ground.BY_HAND), graded(60_000, "www.site.example", Ground.PART),
                graded(60_000, "www.other.example", Ground.BY_HAND), graded(600_001, "site.example", Ground.FOLLOWS)));
        assertThat(store.accesses().since(first)).isEqualTo(Since.NOTHING);
        store.accesses().append(List.of(graded(600_000, "shop.site.example", Ground.FOLLOWS)));
        assertThat(store.accesses().since(first)).isEqualTo(new Since(false, false, true));
        store.accesses().append(List.of(graded(900, "www.ad.example", Ground.NO_CLICK),
                graded(9_000, "www.more.example", Ground.BURST)));
        assertThat(store.accesses().since(first)).isEqualTo(new Since(true, true, true));
        assertThat(store.accesses().since(graded(20_000, "www.lone.example", Ground.BY_HAND))).isEqualTo(Since.NOTHING);
    }

    /// One of a device, so many milliseconds after a certain moment.
    private static RecordedAccess graded(long millis, String host, Ground ground) {
        RecordedAccess like = RecordedAccesses.full(1);
        Instant at = like.at().plusMillis(millis);
        return new RecordedAccess(new Numbers().next(at), like.trace(), at, like.day(), like.group(), like.groupTitle(),
                like.client(), like.certainty(), like.verdict(), like.rule(), like.ruleTitle(), like.clause(),
                Optional.of("https://" + host + "/"), Optional.empty(), Optional.of(host), like.categories(),
                like.listings(), like.signals(), like.circumstances(), ground, like.snapshot(), like.fault());
    }

    @Test
    void ofARefusedCommitNothingIsKept() {
        store.accesses().append(List.of(RecordedAccesses.full(1)));
        assertThatThrownBy(() -> store.accesses().append(List.of(RecordedAccesses.sealed(2), RecordedAccesses.full(1))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageNotContaining("network.example");
        assertThat(store.accesses().find(2)).isEmpty();
        assertThat(store.accesses().countsByDay(AccessFilter.ALL, 9)).extracting(DayCount::accesses)
                .containsExactly(1L);
        store.accesses().append(List.of(RecordedAccesses.sealed(2)));
        assertThat(store.accesses().find(2)).isPresent();
    }

    @Test
    void anAccountIsFoundInAnyCaseAndItsNameIsTakenOnce() {
        assertThat(store.accounts().anyExists()).isFalse();
        Account made = store.accounts().create(" Head ", "Mrs Rao", Role.HEAD, "hash", true, NOW).orElseThrow();
        assertThat(made).isEqualTo(new Account(made.id(), "head", "Mrs Rao", Role.HEAD, "hash", true, NOW));
        assertThat(store.accounts().find("HEAD")).contains(made);
        assertThat(store.accounts().byId(made.id())).contains(made);
        assertThat(store.accounts().create("head", "Another", Role.IT, "x", false, NOW)).isEmpty();
        assertThat(store.accounts().all()).containsExactly(made);
        assertThat(store.accounts().anyExists()).isTrue();
        assertThat(store.accounts().find("nobody")).isEmpty();
    }

    @Test
    void aPasswordIsExchangedForAnother() {
        long id = store.accounts().create("it", "IT", Role.IT, "hash", true, NOW).orElseThrow().id();
        store.accounts().setPassword(id, "other", false);
        assertThat(store.accounts().byId(id).orElseThrow()).satisfies(account -> {
            assertThat(account.passwordHash()).isEqualTo("other");
            assertThat(account.mustChange()).isFalse();
        });
    }

    @Test
    void aSessionEndsWhenItIsIdleTooLongOrTooOldOrEnded() {
        long id = store.accounts().create("it", "IT", Role.IT, "hash", true, NOW).orElseThrow().id();
        Session session = new Session("aa", id, "csrf", NOW, NOW.plusSeconds(60), NOW.plusSeconds(600),
                NOW);
        store.sessions().create(session);
        assertThat(store.sessions().find("aa", NOW.plusSeconds(59))).contains(session);
        assertThat(store.sessions().find("aa", NOW.plusSeconds(60))).isEmpty();
        store.sessions().touch("aa", NOW.plusSeconds(900));
        assertThat(store.sessions().find("aa", NOW.plusSeconds(599))).isPresent();
        assertThat(store.sessions().find("aa", NOW.plusSeconds(600))).isEmpty();
        assertThat(store.sessions().purgeExpired(NOW.plusSeconds(599))).isZero();
        assertThat(store.sessions().purgeExpired(NOW.plusSeconds(600))).isEqualTo(1);
        store.sessions().create(session);
        store.sessions().delete("aa");
        assertThat(store.sessions().find("aa", NOW)).isEmpty();
        store.sessions().create(session);
        store.sessions().deleteAllOf(id);
        assertThat(store.sessions().find("aa", NOW)).isEmpty();
    }

    @Test
    void anAccountIsSettledOnceSomebodyHasChosenItsPassword() {
        long id = store.accounts().create("it", "IT", Role.IT, "hash", true, NOW).orElseThrow().id();
        store.accounts().setPassword(id, "another one-time", true);
        assertThat(store.accounts().isSettled(id)).isFalse();
        store.accounts().setPassword(id, "chosen", false);
        store.accounts().setPassword(id, "one-time again", true);
        assertThat(store.accounts().isSettled(id)).isTrue();
    }

    @Test
    void aCodeIsSpentOnce() {
        long id = store.accounts().create("head", "Head", Role.HEAD, "hash", false, NOW).orElseThrow().id();
        store.factors().put(id, "secret", NOW, 7, List.of("aa", "bb"));
        assertThat(store.factors().of(id)).contains(new Factor("secret", NOW, 7));
        assertThat(store.factors().spendStep(id, 7)).isFalse();
        assertThat(store.factors().spendStep(id, 8)).isTrue();
        assertThat(store.factors().spendStep(id, 8)).isFalse();
        assertThat(store.factors().spendCode(id, "aa")).isTrue();
        assertThat(store.factors().spendCode(id, "aa")).isFalse();
        assertThat(store.factors().codesLeft(id)).isEqualTo(1);
        store.factors().put(id, "other", NOW.plusSeconds(9), 3, List.of("cc"));
        assertThat(store.factors().of(id)).contains(new Factor("other", NOW.plusSeconds(9), 3));
        assertThat(store.factors().spendCode(id, "bb")).isFalse();
        store.factors().remove(id);
        assertThat(store.factors().of(id)).isEmpty();
        assertThat(store.factors().codesLeft(id)).isZero();
    }

    @Test
    void aPasskeyIsItsOwnersAlone() {
        long id = store.accounts().create("head", "Head", Role.HEAD, "hash", false, NOW).orElseThrow().id();
        Passkey made = new Passkey("AA", id, "Laptop", "key", true, 0, NOW, Optional.empty());
        assertThat(store.passkeys().add(made)).isTrue();
        assertThat(store.passkeys().add(made)).isFalse();
        assertThat(store.passkeys().find("AA")).contains(made);
        store.passkeys().use("AA", 5, NOW.plusSeconds(1));
        assertThat(store.passkeys().of(id)).containsExactly(new Passkey("AA", id, "Laptop", "key", true, 5, NOW,
                Optional.of(NOW.plusSeconds(1))));
        store.passkeys().remove(id + 1, "AA");
        assertThat(store.passkeys().of(id)).hasSize(1);
        store.passkeys().remove(id, "AA");
        assertThat(store.passkeys().find("AA")).isEmpty();
    }

    @Test
    void aQuestionForHelpStandsUntilItIsEnded() {
        Account head = store.accounts().create("head", "Head", Role.HEAD, "hash", false, NOW).orElseThrow();
        store.rescues().ask(Optional.empty(), NOW, NOW.minusSeconds(60));
        assertThat(store.rescues().open(NOW.minusSeconds(60))).isEmpty();
        store.rescues().ask(Optional.of(head), NOW, NOW.minusSeconds(60));
        Rescue asked = new Rescue(head.id(), NOW, Optional.empty());
        assertThat(store.rescues().open(NOW.minusSeconds(60))).containsExactly(asked);
        assertThat(store.rescues().sayYes(asked, 42)).isTrue();
        assertThat(store.rescues().sayYes(asked, 43)).isFalse();
        store.rescues().ask(Optional.of(head), NOW.plusSeconds(1), NOW.minusSeconds(59));
        assertThat(store.rescues().open(NOW.minusSeconds(60)))
                .containsExactly(new Rescue(head.id(), NOW, Optional.of(42L)));
        store.rescues().ask(Optional.of(head), NOW.plusSeconds(60), NOW);
        assertThat(store.rescues().open(NOW))
                .containsExactly(new Rescue(head.id(), NOW.plusSeconds(60), Optional.empty()));
        assertThat(store.rescues().end(head.id())).isTrue();
        assertThat(store.rescues().end(head.id())).isFalse();
        store.rescues().note(new SignInNote(NOW, SignInNote.What.MACHINE));
        assertThat(store.rescues().notes(NOW.minusSeconds(1)))
                .containsExactly(new SignInNote(NOW, SignInNote.What.MACHINE));
        assertThat(store.rescues().notes(NOW)).isEmpty();
    }

    @Test
    void everyLookIsRecorded() {
        long id = store.accounts().create("head", "Head", Role.HEAD, "hash", true, NOW).orElseThrow().id();
        store.views().recordList(id, NOW);
        store.views().recordAccess(id, NOW.plusSeconds(1), 42);
        store.views().recordAccess(id, NOW.plusSeconds(2), 42);
        assertThat(store.views().of(42)).containsExactly(new View(id, NOW.plusSeconds(2), View.What.ACCESS, 42),
                new View(id, NOW.plusSeconds(1), View.What.ACCESS, 42));
        assertThat(store.views().latest(9)).hasSize(3).endsWith(new View(id, NOW, View.What.LIST, 0));
    }

    private List<RecordedAccess> readOlder(AccessFilter filter) {
        List<RecordedAccess> out = new ArrayList<>();
        AccessPage page = store.accesses().page(filter, Optional.empty(), 7);
        out.addAll(page.accesses());
        while (page.older().isPresent()) {
            page = store.accesses().page(filter, Cursor.parse(page.older().get().text()), 7);
            out.addAll(page.accesses());
        }
        return out;
    }

    /// From the last page to the first by the other way.
    private List<RecordedAccess> readNewer(AccessFilter filter) {
        AccessPage page = store.accesses().page(filter, Optional.empty(), 7);
        while (page.older().isPresent()) {
            page = store.accesses().page(filter, page.older(), 7);
        }
        List<RecordedAccess> out = new ArrayList<>(page.accesses());
        while (page.newer().isPresent()) {
            long top = page.accesses().getFirst().number();
            page = store.accesses().page(filter, page.newer(), 7);
            // The first page is always full, so it may show again what the second has shown.
            out.addAll(0, page.accesses().stream().filter(access -> access.number() > top).toList());
        }
        return out;
    }

    private Map<LocalDate, Long> counted(AccessFilter filter) {
        Map<LocalDate, Long> out = new TreeMap<>();
        store.accesses().countsByDay(filter, 30).forEach(count -> out.put(count.day(), count.accesses()));
        return out;
    }

    private static Map<LocalDate, Long> countsOf(List<RecordedAccess> accesses) {
        Map<LocalDate, Long> out = new TreeMap<>();
        accesses.forEach(access -> out.merge(access.day(), 1L, Long::sum));
        return out;
    }

    static List<AccessFilter> combinations() {
        List<AccessFilter> out = new ArrayList<>();
        for (int bits = 0; bits < 32; bits++) {
            out.add(new AccessFilter(
                    (bits & 1) == 0 ? Optional.empty() : Optional.of(LocalDate.parse("2026-11-17")),
                    (bits & 2) == 0 ? Optional.empty() : Optional.of("staff"),
                    (bits & 4) == 0 ? Optional.empty() : Optional.of("video"),
                    (bits & 8) == 0 ? Optional.empty() : Optional.of(Verdict.BLOCK),
                    (bits & 16) == 0 ? Optional.empty() : Optional.of(Grade.B)));
        }
        return out;
    }

    private static boolean matches(AccessFilter filter, RecordedAccess access) {
        return filter.day().map(access.day()::equals).orElse(true)
                && filter.group().map(access.group()::equals).orElse(true)
                && filter.verdict().map(access.verdict()::equals).orElse(true)
                && filter.grade().map(access.grade()::equals).orElse(true)
                && filter.category().map(slug -> access.categories().stream().anyMatch(c -> c.slug().equals(slug)))
                        .orElse(true);
    }

    private static RecordedAccess withDay(RecordedAccess access, LocalDate day) {
        return new RecordedAccess(access.number(), access.trace(), access.at(), day, access.group(),
                access.groupTitle(), access.client(), access.certainty(), access.verdict(), access.rule(),
                access.ruleTitle(), access.clause(), access.target(), access.seal(), access.host(),
                access.categories(), access.listings(), access.signals(), access.circumstances(), access.ground(),
                access.snapshot(), access.fault(), access.basis());
    }
}
