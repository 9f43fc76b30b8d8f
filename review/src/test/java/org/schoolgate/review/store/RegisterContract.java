package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.journal.NoticeBook;
import org.schoolgate.review.journal.RegisterCopy;
import org.schoolgate.review.register.Allowance;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.register.Clock;
import org.schoolgate.review.register.Content;
import org.schoolgate.review.register.DeclaredTopic;
import org.schoolgate.review.register.ExpressPermission;
import org.schoolgate.review.register.FamilyContact;
import org.schoolgate.review.register.LetThrough;
import org.schoolgate.review.register.OfficialPage;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.store.RegisterEntry.State;

/// What the store promises of registers on either database.
abstract class RegisterContract {

    private static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");
    private static final Audit.Given NOTHING = new Audit.Given(List.of(), Set.of());
    private static final Instant END = NOW.plus(Duration.ofDays(7));
    private static final OfficialPage PAGE = new OfficialPage("www.social.example", "/marlbeck",
            OfficialPage.Purpose.BUSINESS, "News for parents", List.of("okafor"), List.of("office"), true,
            Optional.of(new Clock(false, LocalTime.of(8, 0), LocalTime.of(17, 0))));
    private static final LetThrough LET = new LetThrough(Optional.empty(), Optional.of("drugs"), List.of("lucy"),
            List.of(), List.of("10.20.0.7"), "A lesson");

    @TempDir
    Path folder;

    private StoreLocation location;
    private Store store;
    private long head;
    private long lead;

    /// Where an empty database is.
    abstract StoreLocation empty() throws Exception;

    /// Every byte, or every text, that the database holds.
    abstract String everything(StoreLocation location) throws Exception;

    @BeforeEach
    void open() throws Exception {
        location = empty();
        store = Store.open(location, TestKey.ONE);
        head = account("rao", Role.HEAD);
        lead = account("hallam", Role.SAFEGUARDING_LEAD);
    }

    private long account(String name, Role role) {
        return store.accounts().create(name, name, role, "hash", false, NOW).orElseThrow().id();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anEntryHoldsUntilItsEndOrUntilItIsWithdrawnAndStaysInTheRegister() {
        long first = enter(PAGE, false);
        long second = enter(PAGE, false);
        enter(LET, false);
        assertThat(store.registers().standing(Register.PAGE, NOW, 9)).extracting(RegisterEntry::called)
                .containsExactly("P2", "P1");
        assertThat(store.registers().find(Register.PAGE, first).orElseThrow().content()).isEqualTo(PAGE);
        assertThat(store.registers().find(Register.OVERRIDE, first)).isEmpty();
        assertThat(store.registers().withdraw(second, head, NOW.plusSeconds(5), "It is closed")).isTrue();
        assertThat(store.registers().withdraw(second, head, NOW.plusSeconds(6), "again")).isFalse();
        assertThat(store.registers().standing(Register.PAGE, NOW.plusSeconds(9), 9)).extracting(RegisterEntry::called)
                .containsExactly("P1");
        assertThat(store.registers().past(Register.PAGE, NOW.plusSeconds(9), 9)).extracting(RegisterEntry::called)
                .containsExactly("P2");
        assertThat(store.registers().past(Register.PAGE, END, 9)).extracting(RegisterEntry::called)
                .containsExactly("P2", "P1");
        assertThat(store.registers().find(Register.PAGE, first).orElseThrow().state(END)).isEqualTo(State.OVER);
        assertThat(store.registers().allowances(END).all()).as("its editors are told why").hasSize(1);
        assertThat(store.registers().allowances(END.plus(Duration.ofDays(60))).all()).isEmpty();
        assertThat(store.registers().withdraw(first, head, END, "too late")).isFalse();
        assertThat(store.registers().acts(second)).extracting(CaseAct::kind, CaseAct::words).containsExactly(
                tuple(CaseAct.Kind.ENTERED, PAGE.kept()),
                tuple(CaseAct.Kind.WITHDREW, "It is closed"));
    }

    @Test
    void whatNeedsTwoHoldsFromTheMomentThatSomebodyElseAgrees() {
        long id = enter(LET, true);
        assertThat(state(id, NOW)).isEqualTo(State.WAITING);
        assertThat(store.registers().allowances(NOW).all()).isEmpty();
        assertThat(store.registers().waiting(NOW)).hasSize(1);
        assertThat(store.registers().answer(id, head, NOW.plusSeconds(60), true, "mine")).as("who asked").isFalse();
        assertThat(store.registers().answer(id, lead, END, true, "late")).as("when it is over").isFalse();
        assertThat(store.registers().answer(id, lead, NOW.plusSeconds(60), true, "For the lesson")).isTrue();
        assertThat(store.registers().answer(id, lead, NOW.plusSeconds(61), false, "twice")).isFalse();
        assertThat(store.registers().waiting(NOW.plusSeconds(61))).isEmpty();
        assertThat(store.registers().allowances(NOW.plusSeconds(60)).all())
                .containsExactly(new Allowance(1, LET, NOW.plusSeconds(60), END, true));
        long other = enter(LET, true);
        assertThat(store.registers().answer(other, lead, NOW.plusSeconds(90), false, "")).isTrue();
        assertThat(state(other, NOW.plusSeconds(91))).isEqualTo(State.DECLINED);
        assertThat(store.registers().past(Register.OVERRIDE, NOW.plusSeconds(91), 9)).extracting(RegisterEntry::id)
                .containsExactly(other);
        long third = enter(LET, true);
        assertThat(store.registers().withdraw(third, head, NOW.plusSeconds(92), "not needed")).isTrue();
        assertThat(store.registers().answer(third, lead, NOW.plusSeconds(93), true, "")).as("withdrawn").isFalse();
        assertThat(store.registers().allowances(NOW.plusSeconds(94)).all()).hasSize(1);
    }

    @Test
    void eachChangeOfWhatIsOpenedIsSeenByOneNumberAndIsInTheChain() {
        long before = store.registers().turn();
        long page = enter(PAGE, false);
        long let = enter(LET, true);
        store.registers().answer(let, lead, NOW.plusSeconds(1), true, "");
        store.registers().withdraw(page, head, NOW.plusSeconds(2), "over");
        assertThat(store.registers().turn()).isEqualTo(before + 4);
        assertThat(store.registers().allowances(NOW.plusSeconds(3)).turn()).isEqualTo(before + 4);
        assertThat(store.chain().head().size()).isEqualTo(4);
        Audit.Report report = store.chain().audit(NOTHING, _ -> {});
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void whatOnlySaysSomethingIsReadAsItWasWrittenAndOpensNothing() {
        for (Content content : List.of(new DeclaredTopic("Year 10", List.of("drugs"), List.of("chidi"), List.of("y10")),
                new FamilyContact("chidi", "AB, 4R", "daughter", LocalDate.EPOCH, LocalDate.EPOCH, "as agreed"),
                new ExpressPermission("chidi", "may do it", LocalDate.EPOCH))) {
            long id = enter(content, false);
            assertThat(store.registers().find(content.register(), id).orElseThrow().content()).isEqualTo(content);
            assertThat(store.registers().within(content.register(), END.minusSeconds(1), END, 9)).hasSize(1);
            assertThat(store.registers().within(content.register(), END, END, 9)).isEmpty();
            assertThat(store.registers().within(content.register(), Instant.EPOCH, NOW.minusSeconds(1), 9)).isEmpty();
        }
        assertThat(store.registers().allowances(NOW).all()).isEmpty();
    }

    @Test
    void eachIsShownAVersionOfTheNoticeOnceAlsoAfterANewStart() throws Exception {
        Asker okafor = new Asker.Named(new Person("okafor"));
        Asker device = new Asker.Device(IpAddress.parse("10.20.0.7").orElseThrow());
        try (NoticeBook book = NoticeBook.start(store)) {
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> book.isDue(okafor, "2026", NOW));
            assertThat(book.isDue(okafor, "2026", NOW.plusSeconds(1))).isFalse();
            assertThat(book.isDue(device, "2026", NOW.plusSeconds(2))).isTrue();
            assertThat(book.isDue(okafor, "2027", NOW.plusSeconds(3))).isTrue();
        }
        try (NoticeBook again = NoticeBook.start(store)) {
            Asker other = new Asker.Named(new Person("rao"));
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> again.isDue(other, "2026", NOW));
            assertThat(again.isDue(okafor, "2026", NOW)).isFalse();
            assertThat(again.isDue(device, "2026", NOW)).isFalse();
            assertThat(again.isDue(device, "2027", NOW)).isTrue();
        }
        assertThat(store.notices().counted()).containsEntry("2026", 3L).containsEntry("2027", 2L);
        assertThat(store.notices().of("2027", 9)).containsExactly(
                new NoticeShown(okafor, "2027", NOW.plusSeconds(3)), new NoticeShown(device, "2027", NOW));
        store.notices().add(List.of(new NoticeShown(okafor, "2026", NOW.plusSeconds(99))));
        assertThat(store.notices().counted()).as("the first stays").containsEntry("2026", 3L);
        assertThat(everything(location)).doesNotContain("okafor", "10.20.0.7");
        store.notices().forgetDevices(NOW.plusSeconds(3));
        assertThat(store.notices().latest(9)).extracting(NoticeShown::asker).containsOnly(okafor,
                new Asker.Named(new Person("rao")));
    }

    @Test
    void whomItIsForAndWhyStandInNoByteOfTheDatabase() throws Exception {
        enter(PAGE, false);
        enter(LET, true);
        enter(new FamilyContact("chidi", "AB, 4R", "daughter", LocalDate.EPOCH, LocalDate.EPOCH, "as agreed"), false);
        enter(new ExpressPermission("chidi", "may do it", LocalDate.EPOCH), false);
        enter(new DeclaredTopic("Year 10", List.of("drugs"), List.of("chidi"), List.of()), false);
        assertThat(everything(location)).contains("rao").doesNotContain("chidi", "AB, 4R", "daughter", "as agreed",
                "may do it", "Year 10", "okafor", "lucy", "10.20.0.7", "A lesson",
                "News for parents", "www.social.example");
    }

    @Test
    void theCopyOnDiskFollowsEachChangeAndIsItsOwnersAlone() throws Exception {
        Path file = Allowances.file(folder);
        try (RegisterCopy _ = RegisterCopy.start(store, folder, () -> NOW.plusSeconds(9))) {
            Awaitility.await().until(() -> Files.exists(file));
            assertThat(Allowances.read(file).all()).isEmpty();
            long page = enter(PAGE, false);
            enter(LET, true);
            Awaitility.await().atMost(Duration.ofSeconds(5))
                    .until(() -> Allowances.read(file).turn() == store.registers().turn());
            assertThat(Allowances.read(file).all()).containsExactly(new Allowance(1, PAGE, NOW, END, false));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            store.registers().withdraw(page, head, NOW.plusSeconds(8), "over");
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> Allowances.read(file).all().isEmpty());
            enter(PAGE, false);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> Allowances.read(file).all().size() == 1);
            store.close();
            Content kept = Allowances.read(file).all().getFirst().content();
            assertThat(kept).as("the database is away").isEqualTo(PAGE);
        }
    }

    private long enter(Content content, boolean byTwo) {
        return store.registers().enter(content, NOW, END, byTwo, head, NOW, List.of());
    }

    private State state(long id, Instant at) {
        return store.registers().find(Register.OVERRIDE, id).orElseThrow().state(at);
    }
}
