package org.schoolgate.review.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.schoolgate.review.chain.Entry;
import org.schoolgate.review.chain.Finding;
import org.schoolgate.review.chain.Sha256;
import org.schoolgate.review.journal.CaseKeyFile;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Lodging;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.casework.Reply;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.Corrections.Resting;

/// Cases and reveals, the same on each database.
abstract class CaseContract {

    private static final Instant NOW = Instant.parse("2026-11-19T08:00:00Z");
    private static final Audit.Given NOTHING = new Audit.Given(List.of(), Set.of());

    private final Numbers numbers = new Numbers();
    private StoreLocation location;
    private Store store;
    private long rao;
    private long dean;
    private long sam;

    /// Beside the store, and on another disk as far as anyone can tell.
    @TempDir
    private Path keys;

    /// All that the database holds, each byte as a character.
    abstract String everything(StoreLocation location) throws Exception;

    abstract StoreLocation empty() throws Exception;

    /// What an administrator of the database can do.
    abstract void change(StoreLocation location, String sql) throws Exception;

    @BeforeEach
    void open() throws Exception {
        location = empty();
        store = Store.open(location, key());
        rao = account("rao", Role.HEAD);
        dean = account("dean", Role.CHAIR);
        sam = account("sam", Role.IT);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theyAreCountedWithinTheYearAndEveryActIsInTheChain() throws Exception {
        Incident incident = incident("10.20.0.1");
        long first = open(incident, About.ADULT, Optional.empty(), 2026);
        long second = open(incident, About.PUPIL, Optional.empty(), 2026);
        long next = open(incident, About.PUPIL, Optional.empty(), 2027);
        assertThat(List.of(first, second, next)).extracting(id -> file(id).called())
                .containsExactly("2026-001", "2026-002", "2027-001");
        store.cases().note(first, rao, NOW.plusSeconds(1), "spoke with them");
        store.cases().attach(first, rao, NOW.plusSeconds(2), Attachment.of("letter.txt", "Dear".getBytes(UTF_8)));
        store.cases().give(first, rao, NOW.plusSeconds(3), dean);
        store.cases().told(first, rao, NOW.plusSeconds(4), "in person");
        store.cases().told(first, rao, NOW.plusSeconds(5), "and by letter");
        store.cases().decisions().decide(first, rao, NOW.plusSeconds(6), LocalDate.parse("2026-11-19"),
                Outcome.UNFOUNDED,
                "so it is");
        List<CaseAct> acts = store.cases().acts(first);
        assertThat(acts).extracting(CaseAct::kind).containsExactly(CaseAct.Kind.OPENED, CaseAct.Kind.LINKED,
                CaseAct.Kind.NAMED, CaseAct.Kind.NOTED, CaseAct.Kind.ATTACHED, CaseAct.Kind.GAVE, CaseAct.Kind.TOLD,
                CaseAct.Kind.TOLD, CaseAct.Kind.DECIDED);
        assertThat(acts.get(4).words())
                .isEqualTo("37ceae1ccfc429abc1dc773eadfd8e467a33972076071bfaf13e9a0749d2e30c letter.txt");
        assertThat(store.cases().attachment(first, acts.get(4).id()).orElseThrow().content())
                .isEqualTo("Dear".getBytes(UTF_8));
        assertThat(store.cases().attachment(second, acts.get(4).id())).as("a file of another case").isEmpty();
        assertThat(file(first).toldAt()).contains(NOW.plusSeconds(4));
        assertThat(file(first).destroyOn()).contains(LocalDate.parse("2026-11-26"));
        assertThat(file(first).open()).isFalse();
        assertThat(
                store.cases().decisions().decide(first, rao, NOW.plusSeconds(7), LocalDate.parse("2026-11-19"),
                        Outcome.FALSE,
                        "twice"))
                .isFalse();
        assertThat(store.cases().release(first, rao, NOW.plusSeconds(7), "of what")).isFalse();
        store.cases().decisions().reopen(first, rao, NOW.plusSeconds(7), "something new");
        assertThat(file(first)).matches(CaseFile::open).matches(file -> file.outcome().isEmpty()
                && file.destroyOn().isEmpty());
        Audit.Report report = store.chain().audit(NOTHING, _ -> {});
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).as("one access and 16 acts").isEqualTo(17);
        change(location, "UPDATE case_act SET words = 'spoke with nobody' WHERE kind = 'noted'");
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).singleElement()
                .extracting(finding -> finding.about()).isEqualTo(acts.get(3).id());
        change(location, "DELETE FROM case_act WHERE kind = 'noted'");
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).hasSize(1);
    }

    @Test
    void whatRestsOnAnEntryIsCountedWithTheOpenCasesItIsIn() throws Exception {
        long id = open(incident("10.20.0.1"), About.PUPIL, Optional.empty(), 2026);
        incident("10.20.0.2");
        Instant at = RecordedAccesses.full(1).at();
        Instant before = at.minusSeconds(1);
        String category = RecordedAccesses.full(1).listings().getFirst().category();
        assertThat(store.corrections().resting(_ -> true, Optional.of(category), before)).isEqualTo(new Resting(2, 1));
        assertThat(store.corrections().resting(_ -> true, Optional.empty(), at.plusSeconds(1)))
                .isEqualTo(new Resting(0, 1));
        assertThat(store.corrections().resting(_ -> true, Optional.of("cats"), before)).isEqualTo(new Resting(0, 0));
        assertThat(store.corrections().resting(_ -> false, Optional.empty(), before)).isEqualTo(new Resting(0, 0));
        assertThat(store.corrections().resting(store.corrections().standing(), before)).isEqualTo(new Resting(2, 1));
        assertThat(store.corrections().resting(List.of(), before)).isEqualTo(new Resting(0, 0));
        store.cases().decisions().decide(id, rao, NOW.plusSeconds(6), LocalDate.parse("2026-11-19"),
                Outcome.UNFOUNDED, "so it is");
        assertThat(store.corrections().resting(_ -> true, Optional.of(category), before)).isEqualTo(new Resting(2, 0));
    }

    @Test
    void thatSomebodyDidWrongIsFoundByTwoAndOnlyWhereTheyWereHeard() {
        CaseDecisions decisions = store.cases().decisions();
        LocalDate today = LocalDate.parse("2026-11-19");
        Incident other = incident("10.20.0.2");
        long id = open(incident("10.20.0.1"), About.ADULT, Optional.of(sam), 2026);
        assertThatThrownBy(() -> decisions.decide(id, rao, NOW, today, Outcome.SUBSTANTIATED, "alone"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(decisions.propose(id, rao, NOW, Outcome.SUBSTANTIATED, "shown")).as("unheard").isFalse();
        assertThat(decisions.reply(id, rao, NOW, new Reply(Reply.Kind.SAID, "on 18 November, by the Head",
                "It was for a lesson.\nAsk anyone."))).isTrue();
        assertThat(decisions.agree(id, dean, NOW, today, "to nothing")).isFalse();
        assertThat(decisions.propose(id, rao, NOW, Outcome.SUBSTANTIATED, "shown")).isTrue();
        assertThat(decisions.propose(id, dean, NOW, Outcome.MALICIOUS, "another")).as("while one waits").isFalse();
        assertThat(decisions.decide(id, rao, NOW, today, Outcome.UNFOUNDED, "meanwhile")).isFalse();
        assertThat(file(id)).matches(CaseFile::open).matches(file -> file.outcome().isEmpty()
                && file.destroyOn().isEmpty() && file.proposed().equals(Optional.of(Outcome.SUBSTANTIATED)));
        assertThat(decisions.agree(id, rao, NOW, today, "myself")).as("oneself").isFalse();
        assertThat(decisions.agree(id, sam, NOW, today, "about me")).as("whom it is about").isFalse();
        assertThat(decisions.decline(id, sam, NOW, "about me")).isFalse();
        assertThat(decisions.withdraw(id, dean, NOW, "not mine")).isFalse();
        assertThat(decisions.decline(id, dean, NOW, "too little")).isTrue();
        assertThat(file(id)).matches(CaseFile::open).matches(file -> file.proposed().isEmpty());
        decisions.propose(id, rao, NOW, Outcome.MALICIOUS, "made up");
        assertThat(decisions.withdraw(id, rao, NOW, "I erred")).isTrue();
        decisions.propose(id, rao, NOW, Outcome.SUBSTANTIATED, "more came up");
        assertThat(decisions.agree(id, dean, NOW, today, "I read it all")).isTrue();
        assertThat(decisions.agree(id, dean, NOW, today, "twice")).isFalse();
        assertThat(file(id)).matches(file -> !file.open() && file.proposed().isEmpty()
                && file.outcome().equals(Optional.of(Outcome.SUBSTANTIATED))
                && file.destroyOn().equals(Optional.of(LocalDate.parse("2036-11-19"))));
        List<CaseAct> acts = store.cases().acts(id);
        assertThat(acts).extracting(CaseAct::kind).containsExactly(CaseAct.Kind.OPENED, CaseAct.Kind.LINKED,
                CaseAct.Kind.NAMED, CaseAct.Kind.REPLIED, CaseAct.Kind.PROPOSED, CaseAct.Kind.DECLINED,
                CaseAct.Kind.PROPOSED, CaseAct.Kind.WITHDREW, CaseAct.Kind.PROPOSED, CaseAct.Kind.AGREED);
        assertThat(Reply.read(acts.get(3).words())).contains(new Reply(Reply.Kind.SAID, "on 18 November, by the Head",
                "It was for a lesson.\nAsk anyone."));
        long pupil = open(other, About.PUPIL, Optional.empty(), 2026);
        assertThat(decisions.propose(pupil, rao, NOW, Outcome.SUBSTANTIATED, "a pupil is looked after otherwise"))
                .isTrue();
        Audit.Report report = store.chain().audit(NOTHING, _ -> {});
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).as("two accesses and 14 acts").isEqualTo(16);
    }

    @Test
    void nobodyIsGivenACaseAboutThemselves() {
        Incident incident = incident("10.20.0.1");
        long head = open(incident, About.HEAD, Optional.empty(), 2026);
        long hidden = open(incident, About.ADULT, Optional.of(rao), 2026);
        long it = open(incident, About.IT_STAFF, Optional.of(sam), 2026);
        long pupil = open(incident, About.PUPIL, Optional.empty(), 2026);
        Set<About> all = EnumSet.of(About.PUPIL, About.ADULT, About.IT_STAFF, About.OTHER);
        assertThat(ids(new CaseScope(rao, all, true, false, Set.of(), Set.of()))).containsExactlyInAnyOrder(it, pupil);
        assertThat(ids(new CaseScope(dean, Set.of(About.HEAD), false, true, Set.of(), Set.of())))
                .as("a Head who is called an adult is one still").containsExactlyInAnyOrder(head, hidden);
        assertThat(ids(new CaseScope(sam, all, true, false, Set.of(), Set.of()))).containsExactly(pupil);
        assertThat(ids(new CaseScope(rao, Set.of(About.PUPIL), false, false, Set.of(), Set.of())))
                .containsExactly(pupil);
        assertThat(ids(new CaseScope(rao, Set.of(), false, false, Set.of(), Set.of()))).isEmpty();
        assertThat(ids(new CaseScope(rao, all, true, false, Set.of(incident.asker()), Set.of())))
                .as("the Head's device").isEmpty();
        assertThat(ids(new CaseScope(rao, all, true, false, Set.of(), Set.of(incident.asker()))))
                .as("one's own device").isEmpty();
    }

    @Test
    void whatItHoldsOfAPersonIsDestroyedOnItsDayUnlessItIsHeld() throws Exception {
        long id = open(incident("10.20.0.1"), About.ADULT, Optional.of(dean), 2026);
        long held = open(incident("10.20.0.2"), About.ADULT, Optional.empty(), 2026);
        for (long each : List.of(id, held)) {
            store.cases().attach(each, rao, NOW.plusSeconds(1), Attachment.of("a.txt", new byte[]{1}));
            store.cases().decisions().decide(each, rao, NOW.plusSeconds(2), LocalDate.parse("2026-11-19"),
                    Outcome.FALSE, "no");
        }
        store.cases().hold(held, rao, NOW.plusSeconds(3), "a court asks");
        assertThat(store.cases().destroyDue(LocalDate.parse("2026-11-25"), NOW)).isZero();
        assertThat(store.cases().destroyDue(LocalDate.parse("2026-11-26"), NOW)).isEqualTo(1);
        assertThat(file(id).name()).isEmpty();
        assertThat(file(id).destroyedAt()).contains(NOW);
        assertThat(file(id).outcome()).contains(Outcome.FALSE);
        assertThat(store.cases().acts(id)).hasSize(5).allMatch(act -> act.words().isEmpty() && !act.kept());
        assertThat(store.cases().attachment(id, store.cases().acts(id).get(3).id())).isEmpty();
        store.cases().note(id, rao, NOW.plusSeconds(4), "too late");
        assertThat(store.cases().acts(id)).as("nothing is added to it").hasSize(5);
        assertThat(file(held).name()).contains("Ms Holly Doe");
        Audit.Report report = store.chain().audit(NOTHING, _ -> {});
        assertThat(report.findings()).isEmpty();
        assertThat(report.destroyed()).isEqualTo(5);
        assertThat(store.accesses().destroyBefore(LocalDate.parse("2027-01-01"), NOW, "a test"))
                .as("the record of the case on hold stays").isEqualTo(1);
        store.cases().release(held, rao, NOW.plusSeconds(5), "the court has it");
        assertThat(store.accesses().destroyBefore(LocalDate.parse("2027-01-01"), NOW, "a test")).isEqualTo(1);
        assertThat(store.cases().destroyDue(LocalDate.parse("2026-11-26"), NOW)).isEqualTo(1);
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).isEmpty();
        change(location, "UPDATE case_act SET words = 'back', salt = 'ff' WHERE kind = 'opened'");
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).as("what is there again").isNotEmpty();
    }

    @Test
    void aVictimsRecordIsKeptUntilTwoPeopleDecideOtherwise() throws Exception {
        VictimRecords victims = store.victims();
        Lodging lodging = new Lodging("18 November, 21:10", "https://chat.example/room", "nobody", "",
                "They wrote:\n“go away”");
        long id = victims.lodge(sam, NOW, 2026, VictimRecord.Victim.SELF, false, lodging, List.of());
        long other = victims.lodge(rao, NOW, 2026, VictimRecord.Victim.PUPIL, true, lodging, List.of());
        VictimScope own = new VictimScope(sam, false, false, false);
        assertThat(victims.latest(own, 9, 0)).extracting(VictimRecord::id).containsExactly(id);
        assertThat(victims.find(own, other)).isEmpty();
        assertThat(victims.latest(new VictimScope(0, true, false, false), 9, 0)).as("a pupil's, but about the Head")
                .isEmpty();
        assertThat(victims.latest(new VictimScope(0, true, true, false), 9, 0)).extracting(VictimRecord::id)
                .containsExactly(id);
        assertThat(victims.latest(new VictimScope(0, false, false, true), 9, 0)).extracting(VictimRecord::called)
                .containsExactly("R2026-002");
        victims.attach(id, sam, NOW, Attachment.of("screen.png", "png".getBytes(UTF_8)));
        victims.note(id, sam, NOW, "and once more");
        long file = store.cases().open(victims.find(own, id).orElseThrow(), rao, NOW, 2026, "to follow it", About.PUPIL,
                Optional.empty(), Optional.of("A pupil"));
        assertThat(file(file)).matches(CaseFile::hasNoDevice).matches(one -> one.called().equals("2026-001"));
        assertThat(victims.find(own, id).orElseThrow().caseFile()).contains(file);
        assertThat(victims.join(victims.find(own, id).orElseThrow(), file(file), rao, NOW)).as("once").isFalse();
        assertThat(store.cases().acts(file)).extracting(CaseAct::kind).containsExactly(CaseAct.Kind.OPENED,
                CaseAct.Kind.RECORDED, CaseAct.Kind.NAMED);
        store.cases().decisions().decide(file, rao, NOW, LocalDate.parse("2026-11-19"), Outcome.FALSE, "no");
        assertThat(store.cases().destroyDue(LocalDate.parse("2099-01-01"), NOW)).as("the case").isEqualTo(1);
        store.accesses().destroyBefore(LocalDate.parse("2099-01-01"), NOW, "a test");
        assertThat(Lodging.read(victims.acts(id).getFirst().words())).as("by no clock").isEqualTo(lodging);
        assertThat(victims.destroy(id, rao, NOW, "alone")).as("nobody has asked").isFalse();
        assertThat(victims.doom(id, sam, NOW, "it is settled")).isTrue();
        assertThat(victims.destroy(id, sam, NOW, "alone")).isFalse();
        assertThat(victims.spare(id, rao, NOW, "it is not")).isTrue();
        victims.doom(id, sam, NOW, "it is settled now");
        assertThat(victims.destroy(id, rao, NOW, "so it is")).isTrue();
        List<CaseAct> left = victims.acts(id);
        assertThat(left.getLast().words()).isEqualTo("it is settled now\nso it is");
        assertThat(left.subList(0, left.size() - 1)).allMatch(act -> !act.kept() && act.words().isEmpty());
        assertThat(victims.attachment(id, left.get(1).id())).isEmpty();
        assertThat(victims.note(id, sam, NOW, "too late")).isFalse();
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).isEmpty();
        change(location, "UPDATE case_act SET words = 'x' WHERE kind = 'lodged' AND salt IS NOT NULL");
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).hasSize(1);
    }

    @Test
    void otherDevicesAreNotLinked() {
        long id = open(incident("10.20.0.1"), About.PUPIL, Optional.empty(), 2026);
        Incident other = incident("10.20.0.2");
        assertThat(store.cases().link(file(id), other, rao, NOW)).isFalse();
        assertThat(store.cases().acts(id)).hasSize(3);
        assertThat(store.incidents().inCase(Scope.ALL, id)).hasSize(1);
    }

    @Test
    void whoseCaseItIsIsKeptFromThemByTheirAccountAndByTheirDevices() {
        Incident incident = incident("10.20.0.1", RecordedAccesses.known("a.canary"));
        long id = open(incident, About.ADULT, Optional.empty(), 2026);
        Set<About> all = EnumSet.allOf(About.class);
        assertThat(ids(new CaseScope(rao, all, true, false, Set.of(), Set.of()))).containsExactly(id);
        for (Asker own : List.of(incident.asker(), new Asker.Device(IpAddress.parse("10.20.0.1").orElseThrow()))) {
            assertThat(ids(new CaseScope(rao, all, true, false, Set.of(), Set.of(own)))).isEmpty();
            assertThat(ids(new CaseScope(rao, all, true, false, Set.of(own), Set.of()))).isEmpty();
            assertThat(ids(new CaseScope(dean, Set.of(About.HEAD), false, true, Set.of(own), Set.of())))
                    .containsExactly(id);
        }
        Incident same = incident("10.20.0.2", RecordedAccesses.known("a.canary"));
        assertThat(same.id()).as("one incident on two devices").isEqualTo(incident.id());
        assertThat(store.devices().of(file(id))).hasSize(2);
        Incident devices = incident("10.20.0.1");
        assertThat(store.cases().link(file(id), devices, rao, NOW)).as("nobody knows whose that is").isFalse();
    }

    @Test
    void itIsShownToTheTwoWhoAgreedForAsLongAsTheyAgreed() {
        Asker client = incident("10.20.0.1").asker();
        long asked = store.reveals().ask(client, true, rao, NOW, "to meet", 4, List.of());
        assertThat(store.reveals().show(rao, client, true, NOW, 1, 1)).isInstanceOf(Showing.Hidden.class);
        assertThat(store.reveals().answer(asked, rao, NOW, true)).as("oneself").isFalse();
        assertThat(store.reveals().answer(asked, dean, NOW, true)).isTrue();
        assertThat(store.reveals().answer(asked, dean, NOW, false)).as("twice").isFalse();
        Instant ends = NOW.plus(Duration.ofHours(4));
        for (long reader : List.of(rao, dean)) {
            assertThat(store.reveals().show(reader, client, true, NOW, 1, 1)).isEqualTo(new Showing.Shown(ends));
            assertThat(store.reveals().show(reader, client, true, ends.minusMillis(1), 1, 1))
                    .isInstanceOf(Showing.Shown.class);
            assertThat(store.reveals().show(reader, client, true, ends, 1, 1)).isInstanceOf(Showing.Hidden.class);
        }
        assertThat(store.reveals().show(sam, client, true, NOW, 1, 1)).isInstanceOf(Showing.Hidden.class);
        assertThat(store.views().shown(Instant.EPOCH)).containsEntry(rao, 2L).containsEntry(dean, 2L).hasSize(2);
        long late = store.reveals().ask(client, true, rao, NOW, "again", 1, List.of());
        assertThat(store.reveals().answer(late, dean, NOW.plus(Duration.ofHours(24)), true)).as("a day later")
                .isFalse();
        assertThat(store.reveals().answer(late, dean, NOW.plusSeconds(1), false)).isTrue();
        assertThat(store.reveals().inForce(rao, NOW)).hasSize(1);
    }

    @Test
    void whatOnePersonWasShownCountsForNothingWhereTwoAreNeeded() {
        Asker client = incident("10.20.0.1").asker();
        store.reveals().ask(client, false, rao, NOW, "now", 1, List.of());
        assertThat(store.reveals().show(rao, client, false, NOW, 1, 1)).isInstanceOf(Showing.Shown.class);
        assertThat(store.reveals().show(rao, client, true, NOW, 1, 1)).isInstanceOf(Showing.Hidden.class);
    }

    @Test
    void nobodyIsShownMoreThanSixtyWithinAnHour() {
        Asker client = incident("10.20.0.1").asker();
        store.reveals().ask(client, false, rao, NOW, "now", 24, List.of());
        for (int i = 0; i < 59; i++) {
            assertThat(store.reveals().show(rao, client, false, NOW.plusSeconds(i), i, 1))
                    .isInstanceOf(Showing.Shown.class);
        }
        assertThat(store.reveals().show(rao, client, false, NOW.plusSeconds(60), 1, 2)).as("two more")
                .isInstanceOf(Showing.TooMany.class);
        assertThat(store.reveals().show(rao, client, false, NOW.plusSeconds(60), 1, 1))
                .isInstanceOf(Showing.Shown.class);
        assertThat(store.reveals().show(rao, client, false, NOW.plusSeconds(61), 1, 1))
                .isInstanceOf(Showing.TooMany.class);
        assertThat(store.views().shown(Instant.EPOCH)).as("what is refused is not recorded as shown")
                .containsEntry(rao, 60L);
        assertThat(store.reveals().show(rao, client, false, NOW.plus(Duration.ofHours(2)), 1, 1))
                .isInstanceOf(Showing.Shown.class);
    }

    @Test
    @DisplayName("W03 who has the database, but not the key of records, reads no name, no device, no address and no word")
    void whoHasTheDatabaseReadsNoWordOfACase() throws Exception {
        CaseDecisions decisions = store.cases().decisions();
        LocalDate today = LocalDate.parse("2026-11-19");
        Incident incident = incident("10.20.0.1");
        long id = store.cases().open(new Opening(incident, rao, NOW, 2026, "canary-01", About.ADULT, Optional.empty(),
                Optional.of("canary-02")));
        store.cases().name(id, rao, NOW, "canary-03");
        store.cases().note(id, rao, NOW, "canary-04");
        store.cases().told(id, rao, NOW, "canary-05");
        decisions.reply(id, rao, NOW, new Reply(Reply.Kind.SAID, "canary-06", "canary-07"));
        store.cases().attach(id, rao, NOW, Attachment.of("canary-08.txt", "canary-09".getBytes(UTF_8)));
        store.cases().hold(id, rao, NOW, "canary-10");
        store.cases().release(id, rao, NOW, "canary-11");
        store.cases().hold(id, rao, NOW, "canary-12");
        decisions.propose(id, rao, NOW, Outcome.SUBSTANTIATED, "canary-13");
        decisions.withdraw(id, rao, NOW, "canary-14");
        decisions.propose(id, rao, NOW, Outcome.SUBSTANTIATED, "canary-15");
        decisions.decline(id, dean, NOW, "canary-16");
        decisions.propose(id, rao, NOW, Outcome.SUBSTANTIATED, "canary-17");
        decisions.agree(id, dean, NOW, today, "canary-18");
        decisions.reopen(id, rao, NOW, "canary-19");
        decisions.decide(id, rao, NOW, today, Outcome.LOW_LEVEL, "canary-20");
        store.custody().record(new Taken(rao, NOW, Taken.Kind.CASE_PACK, id, "case.zip", "ab", "canary-21",
                "canary-22"));
        VictimRecords victims = store.victims();
        long lodged = victims.lodge(sam, NOW, 2026, VictimRecord.Victim.PUPIL, false,
                new Lodging("canary-23", "canary-24", "canary-25", "canary-26", "canary-27"), List.of());
        victims.attach(lodged, sam, NOW, Attachment.of("canary-28.png", "canary-29".getBytes(UTF_8)));
        victims.note(lodged, sam, NOW, "canary-30");
        victims.doom(lodged, sam, NOW, "canary-31");
        victims.spare(lodged, rao, NOW, "canary-32");
        store.cases().open(victims.find(new VictimScope(sam, false, false, false), lodged).orElseThrow(), rao, NOW,
                2026, "canary-33", About.PUPIL, Optional.empty(), Optional.of("canary-34"));
        long canary = Numbers.random(NOW);
        store.accesses().append(List.of(named(canary)), List.of(new Alert("10.20.0.1|Social media", NOW,
                Duration.ofMinutes(10), Severity.URGENT, Optional.of(canary),
                Optional.of(new Alert.LookBack(Duration.ofMinutes(10), 1, Duration.ZERO, Optional.empty())),
                List.of(Message.mail("head@school.example", "x", "y")))));
        store.incidents().note(incident.id(), rao, NOW, "canary-35");
        store.incidents().setOpen(incident.id(), rao, NOW, false, "canary-36");
        store.reveals().ask(incident.asker(), true, rao, NOW, "canary-37", 1, List.of());
        store.custody().record(new Taken(rao, NOW, Taken.Kind.PACK, incident.id(), "pack.zip", "ab", "canary-38",
                "canary-39"));
        store.copies().add(new PersonalCopy(0, rao, NOW, Optional.of(incident.asker()), today, today, "canary-40",
                "canary-41"));
        Asker person = new Asker.Named(new Person("canary.account"));
        store.ownDevices().set(sam, Set.of(incident.asker(), person));
        Incident theirs = incident("10.20.0.1", RecordedAccesses.known("canary.account"));
        assertThat(theirs.asker()).isEqualTo(person);
        store.accesses().append(List.of(), List.of(new Alert(person.text() + "|Social media", NOW,
                Duration.ofMinutes(10), Severity.URGENT, Optional.empty(), Optional.empty(),
                List.of(Message.mail("head@school.example", "x", "y")))), List.of());
        store.reveals().ask(person, true, rao, NOW, "canary-42", 1, List.of());
        store.copies().add(new PersonalCopy(0, dean, NOW.plusSeconds(1), Optional.of(person), today, today,
                "canary-43", "canary-44"));
        assertThat(store.own().annotate(new Person("canary.account"),
                store.incidents().accesses(theirs.id(), 1).getFirst().access().number(), NOW, today, "canary-45"))
                .isEqualTo(OwnAccesses.Kept.KEPT);
        long whose = open(theirs, About.PUPIL, Optional.empty(), 2028);
        assertThat(everything(location)).contains("Social media").doesNotContain("canary",
                HexFormat.of().formatHex("canary".getBytes(UTF_8)), "Y2FuYXJ5", "10.20.0.1", "site.example");
        assertThat(store.accesses().find(canary)).contains(named(canary));
        assertThat(store.incidents().acts(incident.id())).extracting(IncidentAct::words).contains("canary-35",
                "canary-36");
        assertThat(store.reveals().asked(rao, incident.asker(), NOW).orElseThrow().why()).isEqualTo("canary-37");
        assertThat(store.custody().of(incident.id()).getFirst()).extracting(Taken::recipient, Taken::purpose)
                .containsExactly("canary-38", "canary-39");
        assertThat(store.copies().latest(1)).singleElement().extracting(PersonalCopy::asker)
                .isEqualTo(Optional.of(person));
        assertThat(file(whose).asker()).isEqualTo(person);
        assertThat(store.reveals().asked(rao, person, NOW).orElseThrow().asker()).isEqualTo(person);
        assertThat(store.copies().latest(2).getLast()).extracting(PersonalCopy::why, PersonalCopy::reference,
                PersonalCopy::asker).containsExactly("canary-40", "canary-41", Optional.of(incident.asker()));
        assertThat(store.ownDevices().of(sam)).containsExactlyInAnyOrder(incident.asker(), person);
        CaseFile file = file(id);
        assertThat(file.name()).contains("canary-03");
        assertThat(file.hold()).contains("canary-12");
        assertThat(store.custody().of(id).getFirst()).extracting(Taken::recipient, Taken::purpose)
                .containsExactly("canary-21", "canary-22");
        assertThat(store.cases().acts(id)).extracting(CaseAct::words).contains("canary-01", "canary-04",
                "low_level canary-20");
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).isEmpty();
        store.close();
        try (Store reading = Store.openToRead(location, key())) {
            assertThat(reading.chain().audit(NOTHING, _ -> {}).findings()).isEmpty();
        }
        try (Store without = Store.openToRead(location)) {
            assertThat(without.chain().audit(NOTHING, _ -> {}).findings()).singleElement()
                    .extracting(Finding::kind).isEqualTo(Finding.Kind.WORDS_UNREAD);
        }
        store = Store.open(location, key());
    }

    @Test
    void withoutItsKeyNoCaseIsReadNothingIsWrittenAndNoNewKeyIsMade() throws Exception {
        Incident incident = incident("10.20.0.1");
        long id = open(incident, About.PUPIL, Optional.empty(), 2026);
        store.close();
        byte[] right = Files.readAllBytes(keys.resolve("case.key"));
        Files.delete(keys.resolve("case.key"));
        store = Store.open(location, key());
        refused("is missing; put the file back", incident, id);
        assertThat(keys).isEmptyDirectory();
        store.close();
        Files.write(keys.resolve("case.key"), new byte[32]);
        store = Store.open(location, key());
        refused("this is not the key", incident, id);
        store.close();
        Files.write(keys.resolve("case.key"), new byte[31]);
        store = Store.open(location, key());
        refused("has 31 bytes, not 32", incident, id);
        store.close();
        Files.write(keys.resolve("case.key"), right);
        store = Store.open(location, key());
        assertThat(store.cases().trouble()).isEmpty();
        assertThat(store.cases().acts(id)).extracting(CaseAct::words).contains("three in one week");
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).isEmpty();
    }

    private void refused(String why, Incident incident, long id) {
        long before = store.chain().head().size();
        assertThat(store.cases().trouble().orElseThrow()).contains(why, keys.toString());
        assertThatThrownBy(() -> file(id)).isInstanceOf(CaseKeyMissing.class).hasMessageContaining(why);
        assertThatThrownBy(() -> store.accesses().page(AccessFilter.ALL, Optional.empty(), 9))
                .isInstanceOf(CaseKeyMissing.class);
        assertThatThrownBy(() -> store.accesses().append(List.of(RecordedAccesses.full(99))))
                .isInstanceOf(CaseKeyMissing.class);
        assertThatThrownBy(() -> store.cases().acts(id)).isInstanceOf(CaseKeyMissing.class).hasMessageContaining(why);
        assertThatThrownBy(() -> store.cases().note(id, rao, NOW, "x")).isInstanceOf(CaseKeyMissing.class);
        assertThatThrownBy(() -> open(incident, About.PUPIL, Optional.empty(), 2026))
                .isInstanceOf(CaseKeyMissing.class);
        assertThat(store.chain().head().size()).isEqualTo(before);
    }

    @Test
    void whatWasWrittenBeforeThereWasAKeyIsEncryptedAtTheNextStart() throws Exception {
        long like = open(incident("10.20.0.1"), About.PUPIL, Optional.empty(), 2026);
        store.close();
        long id = like + 1;
        long act = id + 1;
        long file = id + 2;
        Database database = switch (location) {
            case StoreLocation.Sqlite sqlite -> SqliteFile.open(sqlite.file());
            case StoreLocation.Postgres postgres -> PostgresServer.open(postgres);
        };
        database.write(connection -> {
            Sql.of("INSERT INTO case_file (id, year, number, about, client, subject, name, opened_by, opened_at, first_access,"
                    + " hold, is_open) SELECT ?, year, 77, about, client, subject, 'canary-1', opened_by, opened_at,"
                    + " first_access, 'canary-2', is_open FROM case_file WHERE id = ?", id, like).run(connection);
            Chain chain = new Chain(database, CaseSeal.none());
            for (long each : List.of(act, file)) {
                String words = each == act ? "canary-3" : "ab canary-4.txt";
                CaseAct.Kind kind = each == act ? CaseAct.Kind.NOTED : CaseAct.Kind.ATTACHED;
                Sql.of("INSERT INTO case_act (id, case_file, account, at, kind, words, salt) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        each, id, rao, NOW, kind, words, "ab".repeat(16)).run(connection);
                chain.append(connection, Entry.Kind.ACT, Map.of(each, Sha256.keyed("ab".repeat(16),
                        CaseActs.text(each, id, rao, NOW.toEpochMilli(), Sql.word(kind), words))));
            }
            return Sql
                    .of("INSERT INTO case_attachment (act, case_file, name, content) VALUES (?, ?, 'canary-4.txt', ?)",
                            file, id, "canary-5".getBytes(UTF_8))
                    .run(connection);
        });
        database.close();
        assertThat(everything(location)).contains("canary-1", "canary-5");
        store = Store.open(location, key());
        assertThat(everything(location)).doesNotContain("canary");
        assertThat(file(id)).matches(found -> found.name().equals(Optional.of("canary-1"))
                && found.hold().equals(Optional.of("canary-2")));
        assertThat(store.cases().acts(id)).extracting(CaseAct::words).containsExactly("canary-3", "ab canary-4.txt");
        assertThat(store.cases().attachment(id, file).orElseThrow().content()).isEqualTo("canary-5".getBytes(UTF_8));
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).isEmpty();
        change(location, "UPDATE case_act SET words = (SELECT words FROM case_act WHERE id = " + file + ") WHERE id = "
                + act);
        assertThat(store.chain().audit(NOTHING, _ -> {}).findings()).as("one in the place of another").singleElement()
                .extracting(Finding::about).isEqualTo(act);
    }

    private KeyPlace key() {
        return new CaseKeyFile(keys.resolve("case.key"));
    }

    /// An access of which every part names somebody or something.
    private static RecordedAccess named(long number) {
        RecordedAccess like = RecordedAccesses.replayable(number, "p", "l");
        Signals signals = new Signals(Signals.Mode.PLAIN, "GET", Optional.empty(), Optional.empty(), Optional.empty(),
                false, Optional.empty(), Optional.of("canary.example"), Optional.empty(), Optional.of("canary/1.0"));
        return new RecordedAccess(number, like.trace(), like.at(), like.day(), like.group(), like.groupTitle(),
                IpAddress.parse("10.20.0.1").orElseThrow(), like.certainty(), like.verdict(), like.rule(),
                like.ruleTitle(), like.clause(), Optional.of("http://canary.site.example/a"), Optional.empty(),
                Optional.of("canary.site.example"), like.categories(),
                List.of(new RecordedListing(Optional.of("site.example"), "social-networks", "starter/social", "1", 17)),
                signals, like.circumstances(), like.ground(), like.snapshot(), like.fault(), like.basis())
                .as(RecordedAccesses.known("canary.account"));
    }

    private List<Long> ids(CaseScope scope) {
        return store.cases().latest(scope, true, 50, 0).stream().map(CaseFile::id).toList();
    }

    private CaseFile file(long id) {
        for (boolean head : List.of(true, false)) {
            Optional<CaseFile> found = store.cases().find(new CaseScope(0, EnumSet.allOf(About.class), true, head,
                    Set.of(), Set.of()), id);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("no case " + id);
    }

    private long open(Incident incident, About about, Optional<Long> account, int year) {
        return store.cases().open(new Opening(incident, rao, NOW, year, "three in one week", about, account,
                Optional.of("Ms Holly Doe")));
    }

    private long account(String name, Role role) {
        return store.accounts().create(name, name, role, "x", false, NOW).orElseThrow().id();
    }

    private Incident incident(String client) {
        return incident(client, Identity.UNKNOWN);
    }

    private Incident incident(String client, Identity identity) {
        RecordedAccess like = RecordedAccesses.full(1);
        Instant at = like.at();
        RecordedAccess made = new RecordedAccess(numbers.next(at), like.trace(), at, like.day(), like.group(),
                like.groupTitle(), IpAddress.parse(client).orElseThrow(), like.certainty(), like.verdict(), like.rule(),
                like.ruleTitle(), like.clause(), like.target(), like.seal(), like.host(), like.categories(),
                like.listings(), like.signals(), like.circumstances(), like.ground(), like.snapshot(), false)
                .as(identity);
        store.accesses().append(new ArrayList<>(List.of(made)));
        Incidents.Ungathered next = store.incidents().next(99, NOW);
        store.incidents().gather(next, next.accesses().stream()
                .map(access -> new GatheredAccess(access, Grade.A, Optional.of(Severity.CONCERN))).toList());
        return store.incidents().of(Scope.ALL, made.number()).getFirst();
    }
}
