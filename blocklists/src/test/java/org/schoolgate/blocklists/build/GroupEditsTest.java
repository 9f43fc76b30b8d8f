package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.blocklists.build.Shelves.ANNE;
import static org.schoolgate.blocklists.build.Shelves.BEN;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.build.BulkReport.Fate;
import org.schoolgate.blocklists.build.BulkReport.LineFate;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.Target;

/// Edits that are for some groups.
class GroupEditsTest {

    private static final String CHESS = "https://chess.example/";

    @TempDir
    Path folder;

    private Shelves shelves;

    @BeforeEach
    void open() throws Exception {
        shelves = new Shelves(folder).twoPeopleFor("pornography", "adult").groups("juniors", "seniors", "staff");
        shelves.accepting("games", "chess.example\ngo.example\n", "games");
    }

    @Test
    void whatIsClosedForOneGroupIsOpenForOthersAndSurvivesAnImport() throws Exception {
        EditReport report = edit(true, "blog.example", "chat", "juniors");
        assertThat(report.isProposed()).isFalse();
        assertThat(report.groups()).containsExactly("juniors");
        edit(false, "chess.example", "games", "staff", "seniors");
        for (int i = 0; i < 2; i++) {
            assertThat(shelves.at("https://www.blog.example/", "juniors")).containsExactly("chat");
            assertThat(shelves.at("https://www.blog.example/", "seniors")).isEmpty();
            assertThat(shelves.at("https://www.blog.example/")).isEmpty();
            assertThat(shelves.at(CHESS, "seniors")).isEmpty();
            assertThat(shelves.at(CHESS, "juniors")).containsExactly("games");
            assertThat(shelves.at(CHESS)).containsExactly("games");
            shelves.accepting("games", "chess.example\ngo.example\nmore.example\n", "games");
        }
        shelves.listLibrary().editing().undo(1, BEN, "a slip");
        assertThat(shelves.at("https://blog.example/", "juniors")).isEmpty();
        assertThat(shelves.at(CHESS, "staff")).isEmpty();
    }

    @Test
    void whatIsForEverybodyIsForGroupsToo() throws Exception {
        edit(true, "blog.example", "chat", "juniors");
        edit(true, "blog.example", "news");
        edit(false, "go.example", "games");
        assertThat(shelves.at("https://blog.example/", "juniors")).containsExactly("chat", "news");
        assertThat(shelves.at("https://go.example/", "juniors")).isEmpty();
    }

    @Test
    void theEvidenceNamesTheEditThatIsForTheGroup() throws Exception {
        edit(true, "blog.example", "chat", "juniors");
        DomainIndex index = shelves.listLibrary().load();
        try {
            Target blog = Target.Page.parse("https://blog.example/").orElseThrow();
            assertThat(index.groups()).containsExactly("juniors");
            assertThat(index.forGroup("juniors").listingsOf(blog)).singleElement().satisfies(listing -> {
                assertThat(listing.list()).isEqualTo("edits");
                assertThat(listing.line()).isEqualTo(1);
                assertThat(listing.category().slug()).isEqualTo("chat");
            });
            assertThat(index.listingsOf(blog)).isEmpty();
            assertThat(index.forGroup("seniors")).isSameAs(index);
        } finally {
            index.close();
        }
    }

    @Test
    void groupsWithTheSameEditsShareOneIndex() throws Exception {
        edit(true, "blog.example", "chat", "juniors", "seniors");
        DomainIndex index = shelves.listLibrary().load();
        try {
            assertThat(index.groups()).containsExactlyInAnyOrder("juniors", "seniors");
            assertThat(index.forGroup("juniors")).isSameAs(index.forGroup("seniors"));
        } finally {
            index.close();
        }
    }

    @Test
    void whatIsWrongWithGroupsIsSaid() throws Exception {
        assertThatThrownBy(() -> edit(true, "blog.example", "chat", "junoirs"))
                .isInstanceOf(ListRefusedException.class)
                .hasMessage("there is no group 'junoirs'; did you mean 'juniors'?");
        assertThatThrownBy(() -> edit(true, "blog.example", "chat", "nobody"))
                .hasMessage("there is no group 'nobody'; the policy has juniors, seniors, staff");
        edit(true, "blog.example", "chat", "juniors");
        assertThatThrownBy(() -> edit(true, "blog.example", "chat", "juniors")).hasMessageContaining("already");
        assertThatThrownBy(() -> edit(false, "blog.example", "chat", "seniors"))
                .hasMessageContaining("no list names 'blog.example'");
        assertThatThrownBy(() -> edit(false, "blog.example", "chat"))
                .hasMessageContaining("for juniors edit 1 says otherwise: undo that");
        assertThat(edit(true, "blog.example", "chat", "juniors", "seniors").numbers()).containsExactly(2);
    }

    @Test
    void whatIsLockedIsTheSameForEverybody() throws Exception {
        shelves.accepting("adult", "nude.example\n", "adult");
        for (String category : List.of("adult", "helplines")) {
            assertThatThrownBy(() -> edit(true, "blog.example", category, "juniors"))
                    .hasMessageContaining("the category " + category + " is locked");
        }
        assertThatThrownBy(() -> edit(false, "nude.example", "adult", "staff")).hasMessageContaining("is locked");
        assertThatThrownBy(() -> shelves.listLibrary().editing().edit(
                new EditWish(false, "nude.example", Optional.empty(), List.of("staff")), Basis.of(ANNE, "")))
                .hasMessageContaining("is locked");
        assertThatThrownBy(() -> edit(true, "@@www.nude.example", "adult", "staff")).hasMessageContaining("is locked");
        assertThatThrownBy(() -> shelves.listLibrary().editing().edit(new EditMove("nude.example", "adult", "news",
                List.of("staff")), Basis.of(ANNE, ""))).hasMessageContaining("is locked");
        assertThat(shelves.at("https://nude.example/", "staff")).containsExactly("adult");
    }

    @Test
    void whatIsSensitiveTakesTwoForAGroupAsForEverybody() throws Exception {
        shelves.accepting("porn", "art.example\n", "pornography");
        assertThat(edit(false, "art.example", "pornography", "staff").isProposed()).isTrue();
        assertThat(edit(true, "art.example", "school-open", "seniors").isProposed()).isTrue();
        assertThat(shelves.at("https://art.example/", "staff")).containsExactly("pornography");
        shelves.listLibrary().editing().approve(1, BEN, "");
        assertThat(shelves.at("https://art.example/", "staff")).isEmpty();
        assertThat(shelves.at("https://art.example/", "seniors")).containsExactly("pornography");
        assertThat(edit(true, "pic.example", "pornography", "juniors").isProposed()).isFalse();
        assertThat(edit(true, "pic.example", "school-open", "seniors").isProposed()).isFalse();
        assertThat(edit(true, "pic.example", "school-open", "juniors").isProposed()).isTrue();
        assertThat(shelves.listLibrary().editing().undo(4, BEN, "no").isProposed()).isTrue();
        assertThat(edit(true, "pic.example", "school-open").isProposed()).as("it would open it for juniors, too")
                .isTrue();
    }

    @Test
    void anEntryIsMovedForOneGroup() throws Exception {
        shelves.listLibrary().editing().edit(
                new EditMove("www.chess.example", "games", "education", List.of("juniors")),
                Basis.of(ANNE, "the club"));
        assertThat(shelves.at("https://www.chess.example/", "juniors")).containsExactly("education");
        assertThat(shelves.at("https://www.chess.example/", "seniors")).containsExactly("games");
        assertThat(shelves.listLibrary().editing().all()).extracting(SchoolEdit::groups)
                .containsExactly(List.of("juniors"), List.of("juniors"));
    }

    @Test
    void whatClosesForAGroupThatIsGoneClosesForEverybodyAndSaysSo() throws Exception {
        edit(true, "blog.example", "chat", "juniors");
        edit(false, "chess.example", "games", "juniors");
        edit(false, "go.example", "games", "juniors", "staff");
        shelves.groups("lower-school", "seniors", "staff");
        for (String group : List.of("nobody", "lower-school", "seniors", "staff")) {
            assertThat(shelves.at("https://blog.example/", group)).as(group).containsExactly("chat");
            assertThat(shelves.at(CHESS, group)).as(group).containsExactly("games");
        }
        assertThat(shelves.at("https://go.example/", "staff")).isEmpty();
        assertThat(shelves.at("https://go.example/", "lower-school")).containsExactly("games");
        assertThat(shelves.listLibrary().editing().astray()).extracting(edit -> edit.astray().orElseThrow())
                .containsExactly(
                        "the policy has no group juniors: it holds for everybody until it is undone, or that group is"
                                + " there again",
                        "the policy has no group juniors: it holds for nobody",
                        "the policy has no group juniors: it holds for the others that it names alone");
        shelves.accepting("games", "chess.example\ngo.example\n", "games");
        assertThat(shelves.at("https://blog.example/")).containsExactly("chat");
        shelves.groups("juniors", "seniors", "staff");
        assertThat(shelves.at("https://blog.example/")).isEmpty();
        assertThat(shelves.at(CHESS, "juniors")).isEmpty();
        assertThat(shelves.listLibrary().editing().astray()).isEmpty();
    }

    @Test
    void whatIsLockedLaterIsOpenForNoGroupAnyMoreAndHelpIsClosedForNone() throws Exception {
        edit(false, "chess.example", "games", "staff");
        edit(true, "blog.example", "chat", "juniors");
        shelves.accepting("talk", "talk.example\n", "health");
        edit(false, "talk.example", "health", "juniors");
        shelves.locking("games", "chat", "health");
        assertThat(shelves.at(CHESS, "staff")).containsExactly("games");
        assertThat(shelves.at("https://blog.example/", "staff")).containsExactly("chat");
        assertThat(shelves.at("https://talk.example/", "juniors")).containsExactly("health");
        assertThat(shelves.listLibrary().editing().astray()).hasSize(3)
                .allSatisfy(edit -> assertThat(edit.astray().orElseThrow()).contains("is locked by now"));
    }

    @Test
    void linesOfATextSayForWhomTheyAre() throws Exception {
        List<BulkLine> lines = BulkText.read("""
            site,category,reason,groups
            a.example,chat,one,juniors seniors
            b.example,chat,two,"juniors, staff"
            c.example,chat,three,
            d.example,chat,four,everybody
            e.example,chat,five,juinors
            f.example,adult,six,juniors
            g.example,chat,seven,juniors|juniors
            """, true, Optional.empty(), List.of("staff"));
        BulkReport report = shelves.listLibrary().editing().edit(lines, false, Basis.of(ANNE, ""));
        assertThat(report.fates()).extracting(LineFate::fate).containsExactly(Fate.IN_FORCE, Fate.IN_FORCE,
                Fate.IN_FORCE, Fate.IN_FORCE, Fate.REFUSED, Fate.REFUSED, Fate.IN_FORCE);
        assertThat(report.fates().get(4).why()).contains("did you mean 'juniors'?");
        assertThat(shelves.listLibrary().editing().all()).extracting(SchoolEdit::groups).containsExactly(
                List.of("juniors", "seniors"), List.of("juniors", "staff"), List.of("staff"), List.of(),
                List.of("juniors"));
        assertThat(shelves.at("https://c.example/", "juniors")).isEmpty();
        assertThat(shelves.at("https://c.example/", "staff")).containsExactly("chat");
        assertThat(shelves.at("https://d.example/")).containsExactly("chat");
        List<BulkLine> inOrder = BulkText.read("h.example,chat,,,,seniors\n", true, Optional.empty(), List.of());
        assertThat(inOrder).singleElement().extracting(BulkLine::groups).isEqualTo(List.of("seniors"));
    }

    @Test
    void whyHistoryAndExportSayForWhom() throws Exception {
        edit(true, "blog.example", "chat", "juniors");
        Provenance provenance = shelves.listLibrary().provenance();
        Origins why = provenance.why(Target.Page.parse("https://blog.example/").orElseThrow());
        assertThat(why.lists()).isEmpty();
        assertThat(why.forGroups()).containsOnlyKeys("juniors");
        assertThat(why.forGroups().get("juniors")).singleElement().extracting(Origins.Origin::category)
                .isEqualTo("chat");
        assertThat(why.edits()).singleElement().extracting(SchoolEdit::groups).isEqualTo(List.of("juniors"));
        assertThat(provenance.history(Optional.of("edits"), 9)).flatExtracting(Event::notes)
                .containsExactly("add blog.example, chat, for juniors alone");
        assertThat(exported("edits.jsonl")).contains("\"groups\":[\"juniors\"]");
    }

    @Test
    void aLineOfTheFileWhoseGroupsCannotBeReadIsNamedAndIsNotForEverybody() throws Exception {
        for (String groups : List.of("[]", "\"juniors\"", "[3]", "{}")) {
            Path edits = shelves.lists().resolve("edits");
            Files.writeString(edits, "2026-11-25T10:00:00Z remove games chess.example {\"groups\":" + groups + "}\n",
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> shelves.listLibrary().load()).as(groups).isInstanceOf(IOException.class)
                    .hasMessageContaining("edits:1: no edit");
        }
    }

    @Test
    void anIndexOfAnEarlierDayServesWithTheEditsOfGroups() throws Exception {
        edit(true, "blog.example", "chat", "juniors");
        DomainIndex last = shelves.listLibrary().lastGood().orElseThrow();
        try {
            Target blog = Target.Page.parse("https://blog.example/").orElseThrow();
            assertThat(last.forGroup("juniors").listingsOf(blog)).hasSize(1);
            assertThat(last.listingsOf(blog)).isEmpty();
        } finally {
            last.close();
        }
    }

    @Test
    void whatIsListedByDigestIsOpenedForOneGroup() throws Exception {
        shelves.importing("members", HexFormat.of()
                .formatHex(Digesting.parse("sha256 of pages").orElseThrow().of("club.example/play/")) + "\n", "games");
        edit(true, "@@club.example/play/", "games", "seniors");
        edit(true, "blog.example", "chat", "juniors");
        Target page = Target.Page.parse("https://club.example/play/chess").orElseThrow();
        DomainIndex index = shelves.listLibrary().load();
        try {
            assertThat(index.groups()).containsExactlyInAnyOrder("juniors", "seniors");
            assertThat(index.listingsOf(page)).hasSize(1);
            assertThat(index.forGroup("staff").listingsOf(page)).hasSize(1);
            assertThat(index.forGroup("juniors").listingsOf(page)).hasSize(1);
            assertThat(index.forGroup("seniors").listingsOf(page)).isEmpty();
            assertThat(index.forGroup("seniors").bitsOf(page)).isZero();
        } finally {
            index.close();
        }
    }

    private EditReport edit(boolean adds, String entry, String category, String... groups) throws Exception {
        return shelves.listLibrary().editing().edit(new EditWish(adds, entry, Optional.of(category), List.of(groups)),
                Basis.of(ANNE, "for a reason"));
    }

    private String exported(String name) throws IOException {
        var out = new ByteArrayOutputStream();
        shelves.listLibrary().provenance().export(out, _ -> Optional.empty());
        try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        return "";
    }
}
