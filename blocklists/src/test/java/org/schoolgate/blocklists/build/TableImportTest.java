package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Target;

class TableImportTest {

    private static final String TABLE = """
        domain,category
        chess.example,games
        talk.example,Social Networks
        nude.example,porn
        both.example,games|chat
        odd.example,Gardening
        none.example,
        two words,games
        """;

    @TempDir
    Path folder;

    @Test
    void aRowIsInTheCategoriesThatItNames() throws Exception {
        ImportReport report = imported(TABLE, Optional.empty(), Optional.empty());
        assertThat(report.format()).isEqualTo("table");
        assertThat(report.byCategory()).containsExactlyInAnyOrderEntriesOf(
                Map.of("games", 2L, "social-networks", 1L, "pornography", 1L, "chat", 1L));
        assertThat(report.unmapped()).containsExactly("gardening", "uncategorised");
        assertThat(report.bad()).isEqualTo(1);
        assertThat(report.firstBad().getFirst()).hasToString(
                "sites:8: no name and no address: 'two words,games'; write a name such as 'games.example', one a line");
        assertThat(report.read()).isEqualTo(6);
        DomainIndex index = listLibrary().load();
        try {
            assertThat(index.listingsOf(Target.Page.parse("http://both.example/").orElseThrow()))
                    .extracting(Listing::list, Listing::line, listing -> listing.category().slug())
                    .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("sites/games", 5L, "games"),
                            org.assertj.core.groups.Tuple.tuple("sites/chat", 5L, "chat"));
            assertThat(index.listingsOf(Target.Page.parse("http://odd.example/").orElseThrow())).isEmpty();
        } finally {
            index.close();
        }
    }

    @Test
    void aMappingSaysWhichOfOursAWordIs() throws Exception {
        Path mapping = Files.writeString(folder.resolve("own.mapping"), "gardening = education\ngames =\n");
        ImportReport report = imported(TABLE, Optional.empty(), Optional.of(mapping));
        assertThat(report.byCategory()).containsEntry("education", 1L).doesNotContainKey("games")
                .containsEntry("chat", 1L);
        assertThat(report.unmapped()).containsExactly("uncategorised");
    }

    @Test
    void oneCategoryForAllRowsComesBeforeWhatTheySay() throws Exception {
        ImportReport report = imported(TABLE, Optional.of("games"), Optional.empty());
        assertThat(report.byCategory()).containsExactlyEntriesOf(Map.of("games", 6L));
        assertThat(report.unmapped()).isEmpty();
    }

    /// The places for licensed lists are filled on purpose, never by a word in a table.
    @Test
    void noWordInATableFillsAPlaceThatOnlyALicenceFills() throws Exception {
        ImportReport report = imported("domain,category\na.example,illegal\nb.example,extremism\nc.example,games\n",
                Optional.empty(), Optional.empty());
        assertThat(report.unmapped()).containsExactly("extremism", "illegal");
        assertThat(listLibrary().slots()).noneMatch(Slot::filled);
    }

    @Test
    void aTableWithoutCategoriesIsASingleList() throws Exception {
        assertThatThrownBy(() -> imported("url;seen\nhttp://a.example/x;1\n", Optional.empty(), Optional.empty()))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("say which category its sites are in");
        ImportReport report = imported("url;seen\nhttp://a.example/x;1\n", Optional.of("malware"), Optional.empty());
        assertThat(report.byCategory()).containsExactlyEntriesOf(Map.of("malware", 1L));
    }

    @Test
    void aColumnOfSomethingElseIsNoColumnOfCategories() {
        String rows = IntStream.range(0, 1500).mapToObj(i -> "n" + i + ".example,word" + i)
                .collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> imported("domain,category\n" + rows, Optional.empty(), Optional.empty()))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("more than 1000 different ones");
    }

    @Test
    void eachKindIsToldByItsTitle() throws Exception {
        Map<String, String> titles = Map.of("a.example\n", "plain list", "0.0.0.0 a.example\n", "hosts file",
                "||a.example^\n", "adblock list", "address=/a.example/\n", "dnsmasq settings",
                "local-zone: \"a.example\" deny\n", "unbound settings", "*.a.example CNAME .\n",
                "response policy zone", "domain\na.example\n", "table");
        for (Map.Entry<String, String> each : titles.entrySet()) {
            ImportReport report = imported(each.getKey(), Optional.of("games"), Optional.empty());
            assertThat(List.of(report.format(), report.names())).as(each.getKey())
                    .isEqualTo(List.of(each.getValue(), 1L));
        }
    }

    private ListLibrary listLibrary() {
        return new ListLibrary(folder.resolve("lists"), SchoolCategories.all(), InstantSource.system());
    }

    private ImportReport imported(String table, Optional<String> category, Optional<Path> mapping) throws Exception {
        Path file = Files.writeString(folder.resolve("Sites.csv"), table);
        return listLibrary().importFile(file, new ImportOptions(Optional.empty(), category, mapping, true),
                progress -> {});
    }
}
