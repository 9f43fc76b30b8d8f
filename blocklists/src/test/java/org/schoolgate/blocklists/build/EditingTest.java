package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.blocklists.build.Shelves.ANNE;
import static org.schoolgate.blocklists.build.Shelves.BEN;
import static org.schoolgate.blocklists.build.Shelves.names;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.build.BulkReport.Fate;
import org.schoolgate.blocklists.build.BulkReport.LineFate;
import org.schoolgate.blocklists.build.SchoolEdit.State;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.blocklists.history.Who;

/// The school's own edits: who, why, for how long, by how many people.
class EditingTest {

    @TempDir
    Path folder;
    private Shelves shelves = new Shelves(Path.of(""));

    @BeforeEach
    void aListIsInForce() throws Exception {
        shelves = new Shelves(folder).twoPeopleFor("pornography");
        shelves.importing("games", "a.example\nb.example\n", "games");
        shelves.importing("porn", "p.example\nq.example\n", "pornography");
    }

    private Editing editing() {
        return shelves.listLibrary().editing();
    }

    private static EditWish add(String entry, String category) {
        return new EditWish(true, entry, Optional.of(category));
    }

    private static EditWish remove(String entry) {
        return new EditWish(false, entry, Optional.empty());
    }

    @Test
    void anEditSaysWhoWhyAndUntilWhen() throws Exception {
        Instant until = shelves.now.get().plus(Duration.ofDays(7));
        EditReport report = editing().edit(add("c.example", "chat"),
                new Basis(ANNE, "a “fair”\nof {books}\u0007, \"2\"",
                        Optional.of(until), Optional.of(LocalDate.of(2026, 11, 25))));
        assertThat(report.numbers()).containsExactly(1);
        SchoolEdit edit = editing().all().getFirst();
        assertThat(edit.who()).isEqualTo(ANNE);
        assertThat(edit.why()).isEqualTo("a “fair” of {books} , \"2\"");
        assertThat(edit.until()).contains(until);
        assertThat(edit.entry()).contains("c.example");
        assertThat(edit.state()).isEqualTo(State.IN_FORCE);
        assertThat(Files.readAllLines(shelves.lists().resolve("edits"))).hasSize(1).first().asString()
                .startsWith("2026-11-23T08:00:00Z add chat c.example {\"who\":\"anne\"");
        assertThat(editing().due(LocalDate.of(2026, 11, 24))).isEmpty();
        assertThat(editing().due(LocalDate.of(2026, 11, 25))).hasSize(1);
        editing().keep(1, new Basis(BEN, "looked", Optional.of(until), Optional.empty()));
        assertThat(editing().due(LocalDate.of(2026, 11, 25))).isEmpty();
        assertThat(editing().expire(until.minusSeconds(1))).isZero();
        assertThat(shelves.at("https://c.example/")).containsExactly("chat");
        String mark = shelves.listLibrary().mark();
        assertThat(editing().expire(until)).isEqualTo(1);
        assertThat(editing().expire(until)).isZero();
        assertThat(shelves.listLibrary().mark()).isNotEqualTo(mark);
        assertThat(shelves.at("https://c.example/")).isEmpty();
        assertThat(editing().all().getFirst().state()).isEqualTo(State.EXPIRED);
        assertThat(editing().all().getFirst().ended().orElseThrow().who()).isEqualTo(Who.EXPIRY);
    }

    @Test
    void linesOfBeforeStayReadable() throws Exception {
        Files.writeString(shelves.lists().resolve("edits"), """
            2026-11-25T10:00:00Z add chat c.example
            2026-11-25T10:00:00Z remove games a.example
            """);
        assertThat(shelves.at("https://c.example/")).containsExactly("chat");
        assertThat(shelves.at("https://a.example/")).isEmpty();
        assertThat(editing().all()).extracting(SchoolEdit::who).containsOnly(Who.UNKNOWN);
        editing().undo(2, ANNE, "it is one");
        assertThat(shelves.at("https://a.example/")).containsExactly("games");
    }

    @Test
    void whatIsUndoneIsAsTheListsHaveItWhetherTheIndexKnowsItOrNot() throws Exception {
        for (boolean baked : new boolean[]{false, true}) {
            int first = editing().all().size() + editing().all().stream().filter(e -> e.ended().isPresent()).toList()
                    .size();
            int add = editing().edit(add("c.example", "chat"), Basis.of(ANNE, "")).numbers().getFirst();
            int out = editing().edit(remove("a.example"), Basis.of(ANNE, "")).numbers().getFirst();
            int allow = editing().edit(add("@@x.b.example", "games"), Basis.of(ANNE, "")).numbers().getFirst();
            if (baked) {
                shelves.importing("news", "c.example\nn.example\n", "news");
                shelves.importing("games", "a.example\nb.example\nc.example\n", "games");
            }
            assertThat(List.of(add, out, allow)).allMatch(number -> number > first);
            assertThat(shelves.at("https://x.b.example/")).isEmpty();
            editing().undo(add, BEN, "a slip");
            editing().undo(out, BEN, "a slip");
            editing().undo(allow, BEN, "a slip");
            assertThat(shelves.at("https://c.example/"))
                    .isEqualTo(baked ? List.of("games", "news") : List.of());
            assertThat(shelves.at("https://a.example/")).containsExactly("games");
            assertThat(shelves.at("https://x.b.example/")).containsExactly("games");
            assertThat(shelves.listLibrary().load().version()).isEqualTo(shelves.listLibrary().mark());
            assertThatThrownBy(() -> editing().undo(add, BEN, "x")).isInstanceOf(ListRefusedException.class)
                    .hasMessage("edit " + add + " is not in force: it is undone");
        }
        assertThatThrownBy(() -> editing().undo(99, BEN, "x")).isInstanceOf(ListRefusedException.class)
                .hasMessage("there is no edit 99");
    }

    @Test
    void anEntryIsMovedInOneAct() throws Exception {
        EditReport report = editing().edit(new EditMove("a.example", "games", "education", List.of()),
                Basis.of(ANNE, "it teaches"));
        assertThat(report.numbers()).containsExactly(1, 2);
        assertThat(shelves.at("https://a.example/")).containsExactly("education");
        editing().edit(new EditMove("www.b.example", "games", "news", List.of()), Basis.of(ANNE, ""));
        assertThat(shelves.at("https://www.b.example/")).containsExactly("news");
        assertThat(shelves.at("https://b.example/")).containsExactly("games");
        assertThatThrownBy(
                () -> editing().edit(new EditMove("a.example", "games", "news", List.of()), Basis.of(ANNE, "")))
                .isInstanceOf(ListRefusedException.class);
        assertRefused(() -> editing().edit(new EditWish(false, "a.example", Optional.of("news")), Basis.of(ANNE, "")),
                "no list names 'a.example' itself in the category news");
        assertThat(editing().all()).hasSize(4);
        assertThat(editing().undo(2, BEN, "both").numbers()).hasSize(2);
        assertThat(shelves.at("https://a.example/")).containsExactly("games");
    }

    @Test
    void whatOpensSomethingSensitiveTakesTwoPeople() throws Exception {
        EditReport report = editing().edit(remove("p.example"), Basis.of(ANNE, "an art gallery"));
        assertThat(report.isProposed()).isTrue();
        assertThat(shelves.at("https://p.example/")).containsExactly("pornography");
        assertRefused(() -> editing().edit(remove("p.example"), Basis.of(BEN, "")), "is proposed already, as edit 1");
        assertRefused(() -> editing().approve(1, ANNE, ""), "was proposed by anne; somebody else has to decide");
        assertRefused(() -> editing().approve(1, Who.atCommandLine("Anne"), ""), "somebody else has to decide");
        assertRefused(() -> editing().approve(1, Who.UNKNOWN, ""), "somebody else has to decide");
        assertRefused(() -> editing().decline(1, BEN, ""), "say why");
        assertRefused(() -> editing().withdraw(1, BEN, ""), "proposed by somebody else");
        editing().approve(1, BEN, "seen");
        assertThat(shelves.at("https://p.example/")).isEmpty();
        assertThat(editing().all().getFirst().approved().orElseThrow().who()).isEqualTo(BEN);
        assertRefused(() -> editing().approve(1, BEN, ""), "is not proposed: it is in force");
        editing().edit(add("@@www.q.example", "pornography"), Basis.of(ANNE, ""));
        editing().decline(3, BEN, "it is not");
        editing().edit(add("@@www.q.example", "pornography"), Basis.of(ANNE, ""));
        editing().withdraw(5, ANNE, "");
        assertThat(editing().proposals()).isEmpty();
        assertThat(shelves.at("https://www.q.example/")).containsExactly("pornography");
        assertThat(editing().edit(add("r.example", "pornography"), Basis.of(ANNE, "")).isProposed())
                .as("closing").isFalse();
        assertThat(editing().undo(7, ANNE, "a slip").isProposed()).as("undoing that opens").isTrue();
        assertRefused(() -> editing().undo(7, ANNE, "a slip"), "is proposed already");
        assertThat(shelves.at("https://r.example/")).containsExactly("pornography");
        editing().approve(8, BEN, "");
        assertThat(shelves.at("https://r.example/")).isEmpty();
        assertThat(editing().undo(1, ANNE, "closed again").isProposed()).as("undoing that closes").isFalse();
        assertThat(shelves.at("https://p.example/")).containsExactly("pornography");
        assertThat(editing().edit(new EditMove("q.example", "pornography", "news", List.of()), Basis.of(ANNE, ""))
                .isProposed())
                .isTrue();
        assertThat(shelves.at("https://q.example/")).containsExactly("pornography");
        editing().approve(12, BEN, "");
        assertThat(shelves.at("https://q.example/")).containsExactly("news");
        assertThat(shelves.listLibrary().provenance().history(Optional.of("edits"), 100)).extracting(Event::kind)
                .startsWith(Event.Kind.APPROVED, Event.Kind.APPROVED, Event.Kind.PROPOSED, Event.Kind.PROPOSED,
                        Event.Kind.UNDONE, Event.Kind.APPROVED, Event.Kind.PROPOSED, Event.Kind.EDITED,
                        Event.Kind.WITHDRAWN, Event.Kind.PROPOSED, Event.Kind.DECLINED, Event.Kind.PROPOSED,
                        Event.Kind.APPROVED, Event.Kind.PROPOSED);
    }

    @Test
    void whatIsSensitiveIsNotOpenedByAnotherCategoryEither() throws Exception {
        assertThat(editing().edit(add("www.p.example", "school-open"), Basis.of(ANNE, "")).isProposed()).isTrue();
        assertThat(editing().edit(add("a.example", "school-open"), Basis.of(ANNE, "")).isProposed()).isFalse();
        shelves.importing("open", "o.example\n", "school-open");
        editing().edit(new EditWish(false, "o.example", Optional.of("school-open")), Basis.of(ANNE, ""));
        assertThat(editing().undo(3, ANNE, "").isProposed()).isTrue();
    }

    @Test
    void whatTwoPeopleOpenedForATimeIsNotMadeLongerByOne() throws Exception {
        Instant until = shelves.now.get().plus(Duration.ofDays(7));
        editing().edit(remove("p.example"), new Basis(ANNE, "a lesson", Optional.of(until), Optional.empty()));
        editing().approve(1, BEN, "");
        assertRefused(() -> editing().keep(1, Basis.of(ANNE, "")), "propose it anew");
        assertRefused(() -> editing().keep(1, new Basis(ANNE, "", Optional.of(until.plusSeconds(1)),
                Optional.empty())), "propose it anew");
        editing().keep(1, new Basis(ANNE, "", Optional.of(until.minusSeconds(9)), Optional.empty()));
        assertThat(editing().expire(until)).isEqualTo(1);
        assertThat(shelves.at("https://p.example/")).containsExactly("pornography");
    }

    @Test
    void aProposalThatNobodyDecidesEndsWithItsTime() throws Exception {
        Instant until = shelves.now.get().plus(Duration.ofDays(1));
        editing().edit(remove("p.example"), new Basis(ANNE, "", Optional.of(until), Optional.empty()));
        assertThat(editing().expire(until)).isEqualTo(1);
        assertRefused(() -> editing().approve(1, BEN, ""), "is not proposed: it is expired");
    }

    @Test
    void datesThatCannotBeAreRefused() {
        assertRefused(() -> editing().edit(add("c.example", "chat"), new Basis(ANNE, "",
                Optional.of(shelves.now.get()), Optional.empty())), "has passed");
        assertRefused(() -> editing().edit(add("c.example", "chat"), new Basis(ANNE, "",
                Optional.of(shelves.now.get().plus(Duration.ofDays(9999))), Optional.empty())), "ten years");
        assertRefused(() -> editing().edit(add("c.example", "chat"), new Basis(ANNE, "", Optional.empty(),
                Optional.of(LocalDate.of(2020, 1, 1)))), "write another day");
    }

    @Test
    void aLineThatIsAboutNoOpenEditIsNamed() throws Exception {
        Files.writeString(shelves.lists().resolve("edits"), """
            2026-11-25T10:00:00Z add chat c.example
            2026-11-25T10:00:00Z undo - 1
            2026-11-25T10:00:00Z undo - 1
            2026-11-25T10:00:00Z undo - 9
            2026-11-25T10:00:00Z add chat d.example {torn
            2026-11-25T10:00:00Z add chat d.example
            """);
        assertThatThrownBy(() -> shelves.listLibrary().load()).isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("edits:4: no edit").hasMessageContaining("edits:5: no edit");
        Files.writeString(shelves.lists().resolve("edits"), """
            2026-11-25T10:00:00Z add chat c.example
            2026-11-25T10:00:00Z undo - 1
            2026-11-25T10:00:00Z undo - 1
            """);
        assertThatThrownBy(() -> shelves.listLibrary().load()).isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("edits:3: there is no edit 1 to undo");
    }

    @Test
    void manyEditsAtOnceTellTheFateOfEachLine() throws Exception {
        List<BulkLine> lines = BulkText.read("""
            # pasted
            site,category,reason,until
            c.example,chat,"asked for, twice",2027-01-31

            d.example
            a.example
            com,chat
            e.example,chta
            c.example,chat
            "f.example
            @@p.example,pornography,an art gallery
            g.example,chat,,yesterday
            =h.example;chat
            """, true, Optional.of("games"), List.of());
        BulkReport report = editing().edit(lines, false, Basis.of(ANNE, "the list of November"));
        assertThat(report.fates()).extracting(LineFate::line).containsExactly(3, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        assertThat(report.fates()).extracting(LineFate::fate).containsExactly(Fate.IN_FORCE, Fate.IN_FORCE,
                Fate.ALREADY, Fate.REFUSED, Fate.REFUSED, Fate.ALREADY, Fate.REFUSED, Fate.PROPOSED, Fate.REFUSED,
                Fate.IN_FORCE);
        assertThat(report.fates().get(3).why()).contains("would close every name");
        assertThat(report.fates().get(4).why()).contains("did you mean 'chat'?");
        assertThat(report.fates().get(6).why()).contains("a quotation mark is missing");
        assertThat(report.fates().get(8).why()).contains("'yesterday' is no day");
        assertThat(List.of(report.put(), report.proposed(), report.already(), report.refused()))
                .containsExactly(3, 1, 2, 4);
        assertThat(shelves.at("https://c.example/")).containsExactly("chat");
        assertThat(shelves.at("https://d.example/")).containsExactly("games");
        assertThat(editing().all()).extracting(SchoolEdit::why).containsExactly("asked for, twice",
                "the list of November", "an art gallery", "the list of November");
    }

    @Test
    void allOrNothingWritesNothingWhereOneLineCannotBe() throws Exception {
        List<BulkLine> lines = BulkText.read("c.example\ncom\n", true, Optional.of("games"), List.of());
        BulkReport report = editing().edit(lines, true, Basis.of(ANNE, ""));
        assertThat(report.written()).isFalse();
        assertThat(report.fates()).extracting(LineFate::fate).containsExactly(Fate.NOT_WRITTEN, Fate.REFUSED);
        assertThat(editing().all()).isEmpty();
        assertThat(editing().edit(lines.subList(0, 1), true, Basis.of(ANNE, "")).put()).isEqualTo(1);
    }

    @Test
    void tenThousandLinesTakeASecondOrTwo() throws Exception {
        shelves.accepting("games", names(100_000), "games");
        String text = IntStream.range(0, 10_000).mapToObj(i -> "bulk" + i + ".example,chat,for a test\n")
                .collect(Collectors.joining());
        long began = System.nanoTime();
        BulkReport report = editing().edit(BulkText.read(text, true, Optional.empty(), List.of()), true,
                Basis.of(ANNE, ""));
        long wrote = System.nanoTime();
        assertThat(shelves.at("https://bulk9999.example/")).containsExactly("chat");
        long loaded = System.nanoTime();
        assertThat(report.put()).isEqualTo(10_000);
        System.out.printf("10,000 edits at once: written in %d ms, in force %d ms later%n",
                (wrote - began) / 1_000_000, (loaded - wrote) / 1_000_000);
        assertThat(Duration.ofNanos(loaded - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whatASealedCategoryHasIsForItsPublisherAndNeverShown() throws Exception {
        editing().edit(add("s.example", "illegal"), Basis.of(ANNE, ""));
        assertThat(editing().all().getFirst().entry()).isEmpty();
        assertRefused(() -> editing().undo(1, ANNE, ""), "for its publisher alone");
        assertThat(shelves.listLibrary().provenance().history(Optional.empty(), 9).toString())
                .doesNotContain("s.example");
    }

    @Test
    void whatIsTriedOutChangesNoAnswerUntilSomebodyTakesIt() throws Exception {
        Instant until = shelves.now.get().plus(Duration.ofDays(30));
        EditReport tried = editing().tryOut(add("c.example", "chat"),
                new Basis(ANNE, "boards", Optional.of(until), Optional.of(LocalDate.of(2026, 12, 20))));
        assertThat(tried.state()).isEqualTo(State.IN_SHADOW);
        assertThat(shelves.at("https://c.example/")).isEmpty();
        assertThat(editing().inShadow()).extracting(SchoolEdit::number).containsExactly(1);
        assertThat(editing().proposals()).isEmpty();
        assertRefused(() -> editing().tryOut(add("c.example", "chat"), Basis.of(BEN, "")),
                "'c.example' is tried out already, as edit 1; take that one, or withdraw it");
        assertRefused(() -> editing().undo(1, ANNE, ""), "is not in force: it is in shadow");
        assertRefused(() -> editing().approve(1, BEN, ""), "is not proposed: it is in shadow");
        try (Preview then = editing().preview(1)) {
            assertThat(shelves.at(then.index(), "https://c.example/", "nobody")).containsExactly("chat");
        }
        LocalDate today = LocalDate.of(2026, 11, 23);
        assertThat(editing().due(today)).isEmpty();
        shelves.now.set(shelves.now.get().plus(Editing.TRIED_FOR));
        assertThat(editing().due(today)).extracting(SchoolEdit::number).containsExactly(1);
        EditReport taken = editing().take(1, BEN, "nobody needs it");
        assertThat(taken.state()).isEqualTo(State.IN_FORCE);
        assertThat(taken.numbers()).containsExactly(2);
        assertThat(shelves.at("https://c.example/")).containsExactly("chat");
        assertThat(editing().due(today)).isEmpty();
        SchoolEdit holds = editing().all().getLast();
        assertThat(holds.until()).contains(until);
        assertThat(holds.review()).contains(LocalDate.of(2026, 12, 20));
        assertThat(holds.who()).isEqualTo(BEN);
        assertThat(editing().all().getFirst().state()).isEqualTo(State.TAKEN);
        assertRefused(() -> editing().take(1, BEN, ""), "is not in shadow: it is taken");
        editing().undo(2, ANNE, "it is needed");
        assertThat(shelves.at("https://c.example/")).isEmpty();
        assertThat(shelves.listLibrary().provenance().history(Optional.of("edits"), 100)).extracting(Event::kind)
                .containsExactly(Event.Kind.UNDONE, Event.Kind.TAKEN, Event.Kind.EDITED, Event.Kind.IN_SHADOW);
    }

    @Test
    void aTrialEndsByAnybodyOrByItsTime() throws Exception {
        Instant until = shelves.now.get().plus(Duration.ofDays(1));
        editing().tryOut(add("c.example", "chat"), new Basis(ANNE, "", Optional.of(until), Optional.empty()));
        editing().tryOut(add("d.example", "chat"), Basis.of(ANNE, ""));
        editing().withdraw(2, BEN, "no");
        assertThat(editing().expire(until)).isEqualTo(1);
        assertThat(editing().all()).extracting(SchoolEdit::state).containsExactly(State.EXPIRED, State.WITHDRAWN);
        assertRefused(() -> editing().take(2, ANNE, ""), "is not in shadow: it is withdrawn");
        assertRefused(() -> editing().take(9, ANNE, ""), "there is no edit 9");
        assertThat(shelves.at("https://c.example/")).isEmpty();
    }

    @Test
    void whatIsSensitiveIsTriedOutByOneAndTakenByTwo() throws Exception {
        assertThat(editing()
                .tryOut(new EditMove("q.example", "pornography", "news", List.of()), Basis.of(ANNE, "it is news"))
                .numbers()).containsExactly(1, 2);
        try (Preview then = editing().preview(2)) {
            assertThat(then.byTwo()).isTrue();
            assertThat(shelves.at(then.index(), "https://q.example/", "nobody")).containsExactly("news");
        }
        assertThat(editing().take(1, ANNE, "").isProposed()).isTrue();
        assertThat(editing().proposals()).extracting(SchoolEdit::why).containsExactly("it is news", "it is news");
        assertThat(editing().inShadow()).isEmpty();
        assertThat(shelves.at("https://q.example/")).containsExactly("pornography");
        assertRefused(() -> editing().approve(3, ANNE, ""), "somebody else has to decide");
        editing().approve(3, BEN, "");
        assertThat(shelves.at("https://q.example/")).containsExactly("news");
    }

    @Test
    void aTrialOfWhatListsSayByNowIsNotTaken() throws Exception {
        editing().tryOut(add("c.example", "chat"), Basis.of(ANNE, ""));
        shelves.importing("chat", "c.example\n", "chat");
        assertRefused(() -> editing().take(1, ANNE, ""), "is in the category chat already");
        assertRefused(() -> editing().preview(1), "is in the category chat already");
        editing().withdraw(1, ANNE, "");
        assertThat(shelves.at("https://c.example/")).containsExactly("chat");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable what, String why) {
        assertThatThrownBy(what).isInstanceOf(ListRefusedException.class).hasMessageContaining(why);
    }
}
