package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.blocklists.build.Shelves.ANNE;
import static org.schoolgate.blocklists.build.Shelves.BEN;
import static org.schoolgate.blocklists.build.Shelves.names;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.build.Origins.Origin;
import org.schoolgate.blocklists.build.Origins.Since;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.filters.request.Target;

/// Where an answer comes from, what was done, and all of it in an archive.
class ProvenanceTest {

    @TempDir
    Path folder;
    private Shelves shelves = new Shelves(Path.of(""));

    @BeforeEach
    void shelves() {
        shelves = new Shelves(folder);
    }

    private Origins why(String url) throws IOException {
        return shelves.listLibrary().provenance().why(Target.Page.parse(url).orElseThrow());
    }

    @Test
    void itIsToldSinceWhichVersionAListSaysSo() throws Exception {
        String first = shelves.importing("games", names(100), "games").version();
        shelves.later(Duration.ofDays(1));
        String second = shelves.importing("games", names(100) + "new.example\n", "games").version();
        shelves.later(Duration.ofDays(1));
        ImportReport third = shelves.importing("games", names(101) + "new.example\n", "games");
        Origin told = why("https://www.new.example/").lists().getFirst();
        assertThat(told).isEqualTo(new Origin("new.example", "games", "games", third.version(), 102,
                Optional.of(new Since(second, shelves.now.get().minus(Duration.ofDays(1)), false))));
        Origin old = why("https://name1.list.example/").lists().getFirst();
        assertThat(old.since().orElseThrow().version()).isEqualTo(first);
        assertThat(old.since().orElseThrow().orBefore()).isTrue();
        assertThat(why("https://name100.list.example/").lists().getFirst().since().orElseThrow().version())
                .isEqualTo(third.version());
        assertThat(why("https://nowhere.example/").lists()).isEmpty();
    }

    @Test
    void theEditsThatConcernItAreToldWhateverBecameOfThem() throws Exception {
        shelves.importing("games", "a.example\n", "games");
        Editing editing = shelves.listLibrary().editing();
        editing.edit(new EditWish(true, "b.example/x", Optional.of("chat")), Basis.of(ANNE, "it chats"));
        editing.edit(new EditWish(true, "@@www.a.example", Optional.of("games")), Basis.of(ANNE, "a club"));
        editing.undo(2, BEN, "no club");
        editing.edit(new EditWish(true, "192.0.2.0/24", Optional.of("chat")), Basis.of(BEN, ""));
        assertThat(why("https://www.a.example/").edits()).extracting(SchoolEdit::number).containsExactly(2);
        assertThat(why("https://www.a.example/").edits().getFirst().ended().orElseThrow().why()).isEqualTo("no club");
        assertThat(why("https://a.example/").edits()).isEmpty();
        assertThat(why("https://www.b.example/x/y").edits()).extracting(SchoolEdit::why).containsExactly("it chats");
        assertThat(why("https://b.example/y").edits()).isEmpty();
        assertThat(why("https://192.0.2.9/").edits()).extracting(SchoolEdit::number).containsExactly(4);
        assertThat(why("https://192.0.2.9/").lists()).extracting(Origin::list).containsExactly("edits");
    }

    @Test
    void whatIsHeldAboutItIsToldAndNothingThatIsSealed() throws Exception {
        shelves.importing("games", names(100), "games");
        assertThatThrownBy(() -> shelves.importing("games", "h.example\nh.example/x\nother.example\n", "games"))
                .isInstanceOf(ListHeldException.class);
        assertThat(why("https://www.h.example/x").held()).extracting(Origins.Waiting::entry)
                .containsExactly("h.example/x", "h.example");
        shelves.importing("iwf", "s.example\n", "illegal");
        shelves.listLibrary().editing().edit(new EditWish(true, "t.example", Optional.of("illegal")),
                Basis.of(ANNE, ""));
        assertThat(why("https://s.example/").lists()).isEmpty();
        assertThat(why("https://t.example/"))
                .isEqualTo(new Origins("https://t.example/", List.of(), Map.of(), List.of(),
                        List.of()));
    }

    @Test
    void historyTellsAllThatWasDoneTheNewestFirst() throws Exception {
        shelves.importing("games", names(100), "games");
        shelves.later(Duration.ofMinutes(1));
        shelves.listLibrary().editing().edit(new EditWish(true, "c.example", Optional.of("chat")), Basis.of(ANNE, "x"));
        shelves.later(Duration.ofMinutes(1));
        shelves.accepting("games", names(10), "games");
        List<Event> all = shelves.listLibrary().provenance().history(Optional.empty(), 100);
        assertThat(all).extracting(Event::kind).containsExactly(Event.Kind.IMPORTED, Event.Kind.EDITED,
                Event.Kind.FETCHED);
        assertThat(all.getFirst().why()).isEqualTo("accepted at once");
        assertThat(all.getFirst().notes().getFirst()).contains("would shrink from 100 to 10");
        assertThat(all.getFirst().who()).isEqualTo(BEN);
        assertThat(all.get(1).notes()).containsExactly("add c.example, chat");
        assertThat(shelves.listLibrary().provenance().history(Optional.empty(), 1)).hasSize(1);
        assertThat(shelves.listLibrary().provenance().history(Optional.of("games"), 9)).hasSize(2);
    }

    @Test
    void theArchiveHasEverythingButWhatIsSealedAndIsTheSameToTheByte() throws Exception {
        shelves.importing("games", "b.example\n=a.example\nc.example/x\n", "games");
        shelves.importing("iwf", "sealed.example\n", "illegal");
        shelves.listLibrary().editing().edit(new EditWish(true, "c.example", Optional.of("chat")), Basis.of(ANNE, "x"));
        byte[] archive = export();
        shelves.later(Duration.ofDays(3));
        assertThat(export()).isEqualTo(archive);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(files.get("lists/games/games.txt")).contains("# licence: CC0\n", "# version: 20261123-")
                .endsWith("\nb.example\n=a.example\nc.example/x\n");
        assertThat(files).containsKeys("lists/starter/helplines.txt", "history.jsonl");
        assertThat(files.get("edits.jsonl")).contains("c.example", "anne");
        assertThat(files.get("README.txt")).contains("Sealed categories are left out", "illegal");
        assertThat(files.toString()).doesNotContain("sealed.example");
    }

    private byte[] export() throws IOException {
        var out = new ByteArrayOutputStream();
        shelves.listLibrary().provenance().export(out, name -> Optional.of("CC0"));
        return out.toByteArray();
    }
}
