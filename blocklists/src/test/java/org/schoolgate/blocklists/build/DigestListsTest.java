package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.blocklists.build.Shelves.ANNE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.build.Origins.Origin;
import org.schoolgate.blocklists.build.ProtectedNames.Name;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Target;

/// A list of digests goes the way of every list: it is imported, guarded, kept in versions, gone back from and traced.
class DigestListsTest {

    private static final String PAGES = "sha256 of pages";

    @TempDir
    Path folder;
    private Shelves shelves = new Shelves(Path.of(""));

    @BeforeEach
    void shelves() {
        shelves = new Shelves(folder);
    }

    private static String digests(String how, String... spellings) {
        return digests(how, Arrays.stream(spellings));
    }

    private static String digests(String how, Stream<String> spellings) {
        Digesting digesting = Digesting.parse(how).orElseThrow();
        return spellings.map(each -> HexFormat.of().formatHex(digesting.of(each)) + "\n")
                .collect(Collectors.joining());
    }

    /// Made-up digests in such numbers that a few more or fewer are no matter for a guard.
    private static String many(String how) {
        return digests(how, IntStream.range(0, 100).mapToObj(each -> "page" + each + ".list.example/"));
    }

    private Origins why(String url) throws IOException {
        return shelves.listLibrary().provenance().why(Target.Page.parse(url).orElseThrow());
    }

    @Test
    void byItsWidthItIsOfPagesWithoutAScheme() throws Exception {
        ImportReport report = shelves.importing("extremism", digests(PAGES, "bad.example/worse/"), "extremism");
        assertThat(report.format()).isEqualTo("list of digests");
        assertThat(report.listed()).isEqualTo(1);
        assertThat(report.names()).isZero();
        assertThat(shelves.at("http://bad.example/worse/page?id=1")).containsExactly("extremism");
        assertThat(shelves.at("https://www.bad.example/worse/")).containsExactly("extremism");
        assertThat(shelves.at("http://bad.example/")).isEmpty();
        assertThat(shelves.at("http://bad.example/better/")).isEmpty();
        assertThat(shelves.size()).isEqualTo(1);
    }

    @Test
    void aHeaderOrTheSchoolSaysWhatTheyAreOf() throws Exception {
        shelves.importing("extremism", "# digests: md5 of hosts\n" + digests("md5 of hosts", "bad.example"),
                "extremism");
        assertThat(shelves.at("http://www.bad.example/any")).containsExactly("extremism");
        Path file = Files.writeString(folder.resolve("two.txt"),
                "# digests: sha1 of hosts\n" + digests("sha1 of http-pages", "http://two.example/a"));
        shelves.listLibrary().importFile(file, ImportOptions.into("adult")
                .digested(Digesting.parse("sha1 of http-pages")), progress -> {});
        assertThat(shelves.at("https://two.example/a")).containsExactly("adult");
        assertThat(shelves.at("https://two.example/b")).isEmpty();
    }

    @Test
    void linesOfOtherWidthsAreBadAndNamedWithoutWhatStandsInThem() throws Exception {
        ImportReport report = shelves.importing("extremism", many(PAGES) + digests("md5 of pages", "other.example/"),
                "extremism");
        assertThat(report.bad()).isEqualTo(1);
        assertThat(report.firstBad().getFirst().toString()).contains("101")
                .contains("a digest of 32 digits in a list of others").contains("64 digits (sha256)")
                .doesNotContain(digests("md5 of pages", "other.example/").strip());
        assertThatThrownBy(() -> shelves.importing("other", many(PAGES) + many("md5 of pages"), "adult"))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("100 of 200 lines are wrong");
    }

    @Test
    void whatIsSaidToBeDigestsAndIsNoneIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("games.txt"), "a.example\nb.example\n");
        assertThatThrownBy(() -> shelves.listLibrary().importFile(file, ImportOptions.into("games")
                .digested(Digesting.parse(PAGES)), progress -> {})).isInstanceOf(ListRefusedException.class)
                .hasMessageContaining("no list of digests but a plain list");
    }

    @Test
    void halfAListIsHeldAndTheOneInForceStays() throws Exception {
        String bad = digests(PAGES, "bad.example/");
        shelves.importing("extremism", bad + many(PAGES), "extremism");
        assertThatThrownBy(() -> shelves.importing("extremism", many(PAGES).substring(0, 65 * 50), "extremism"))
                .isInstanceOf(ListHeldException.class);
        assertThat(shelves.at("http://bad.example/")).containsExactly("extremism");
        shelves.listLibrary().versions().release("extremism", Optional.empty(), ANNE, "they say so");
        assertThat(shelves.at("http://bad.example/")).isEmpty();
        String first = shelves.listLibrary().versions().kept("extremism").getLast().version();
        shelves.listLibrary().versions().rollback("extremism", Optional.of(first), ANNE, "it was right");
        assertThat(shelves.at("http://bad.example/")).containsExactly("extremism");
    }

    @Test
    void aListThatWouldCloseTheSchoolsOwnNameIsHeld() throws Exception {
        shelves.protecting(new ProtectedNames(List.of(new Name("www.school.example", true, false, "the school's own")),
                Set.of(), Set.of(), Set.of()));
        assertThatThrownBy(() -> shelves.importing("extremism", many(PAGES) + digests(PAGES, "school.example/"),
                "extremism")).isInstanceOf(ListHeldException.class).hasMessageContaining("1 name")
                .hasMessageNotContaining("school.example");
        assertThat(shelves.importing("extremism", many(PAGES) + digests(PAGES, "school.example/a/"), "extremism")
                .listed()).isEqualTo(101);
    }

    @Test
    void whereItComesFromIsToldWithoutTheDigest() throws Exception {
        String version = shelves.importing("extremism", digests(PAGES, "bad.example/"), "extremism").version();
        assertThat(why("http://bad.example/page").lists()).containsExactly(
                new Origin("", "extremism", "extremism", version, 1, Optional.empty()));
        shelves.importing("illegal", digests(PAGES, "bad.example/"), "illegal");
        assertThat(why("http://bad.example/page").lists()).extracting(Origin::list).containsExactly("extremism");
        DomainIndex index = shelves.listLibrary().load();
        assertThat(index.listingsOf(Target.Page.parse("http://bad.example/").orElseThrow()))
                .extracting(Listing::entry, Listing::list)
                .contains(org.assertj.core.groups.Tuple.tuple(Listing.BY_DIGEST, "illegal"));
        index.close();
        var zip = new ByteArrayOutputStream();
        shelves.listLibrary().provenance().export(zip, list -> Optional.empty());
        assertThat(unzipped(zip.toByteArray())).doesNotContain(digests(PAGES, "bad.example/").substring(0, 16));
    }

    @Test
    void underWhateverNameADigestIsShownNowhere() throws Exception {
        shelves.protecting(new ProtectedNames(List.of(new Name("school.example", false, false, "the school's own")),
                Set.of(), Set.of(), Set.of()));
        shelves.importing("police", many(PAGES), "extremism");
        shelves.importing("police", many(PAGES) + digests(PAGES, "bad.example/"), "extremism");
        var lines = new ArrayList<Difference.Line>();
        Difference difference = shelves.listLibrary().versions().diff("police", Optional.empty(), Optional.empty(),
                lines::add);
        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.sealed()).isEqualTo(1);
        assertThat(lines).isEmpty();
        assertThatThrownBy(() -> shelves.importing("police", many(PAGES) + digests(PAGES, "school.example/"),
                "extremism")).isInstanceOf(ListHeldException.class)
                .hasMessageContaining("one by digest (school.example: the school's own)");
        assertThat(why("http://bad.example/").lists()).extracting(Origin::entry).containsExactly("by digest");
        var zip = new ByteArrayOutputStream();
        shelves.listLibrary().provenance().export(zip, list -> Optional.empty());
        assertThat(unzipped(zip.toByteArray())).contains("README.txt").doesNotContain("sha256:", "lists/police");
    }

    private static String unzipped(byte[] bytes) throws IOException {
        var all = new StringBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.append(entry.getName()).append('\n')
                        .append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    @Test
    void whatItWouldCloseIsToldBeforeItComesIntoForce() throws Exception {
        Target bad = Target.Site.parse("bad.example:443").orElseThrow();
        Target good = Target.Site.parse("good.example:443").orElseThrow();
        Path file = Files.writeString(folder.resolve("police.txt"), many(PAGES) + digests(PAGES, "bad.example/"));
        Trial trial = shelves.listLibrary().tryFile(file, ImportOptions.into("extremism"), List.of(bad, good),
                step -> {});
        assertThat(trial.index().categoriesOf(bad)).isEqualTo(shelves.categories.set(List.of("extremism")));
        assertThat(trial.index().bitsOf(good)).isZero();
        trial.index().close();
        assertThat(shelves.at("http://bad.example/")).isEmpty();
    }

    @Test
    void whatStopsHalfwayLeavesTheListBeforeIt() throws Exception {
        shelves.importing("extremism", digests(PAGES, "one.example/"), "extremism");
        for (String step : List.of("write entries", "write header", "move into place", "write pointer",
                "exchange pointer")) {
            shelves.stoppingBefore(step);
            assertThatThrownBy(() -> shelves.importing("extremism", digests(PAGES, "one.example/", "two.example/"),
                    "extremism")).hasMessageContaining(step);
            shelves.going();
            assertThat(shelves.at("http://one.example/")).as(step).containsExactly("extremism");
            assertThat(shelves.at("http://two.example/")).as(step).isEmpty();
        }
        for (String step : List.of("write index", "move index into place")) {
            shelves.stoppingBefore(step);
            String fresh = digests(PAGES, "one.example/", step.replace(' ', '-') + ".example/");
            assertThatThrownBy(() -> shelves.importing("extremism", fresh, "extremism")).hasMessageContaining(step);
            shelves.going();
            assertThat(shelves.at("http://one.example/")).as(step).containsExactly("extremism");
            assertThat(shelves.at("http://" + step.replace(' ', '-') + ".example/")).as(step)
                    .containsExactly("extremism");
        }
    }

    @Test
    void whereTheListItselfIsLostTheIndexStillHasIt() throws Exception {
        String version = shelves.importing("extremism", digests(PAGES, "bad.example/"), "extremism").version();
        Files.delete(shelves.lists().resolve("extremism").resolve(version).resolve("entries"));
        assertThat(shelves.at("http://bad.example/")).containsExactly("extremism");
        DomainIndex last = shelves.listLibrary().lastGood().orElseThrow();
        assertThat(last.listingsOf(Target.Page.parse("http://bad.example/").orElseThrow())).hasSize(1);
        last.close();
    }

    @Test
    void onePersonAloneDoesNotOpenWhatADigestCloses() throws Exception {
        shelves.twoPeopleFor("extremism");
        shelves.importing("extremism", digests(PAGES, "wrong.example/"), "extremism");
        var wish = new EditWish(true, "@@wrong.example", Optional.of("extremism"));
        EditReport proposed = shelves.listLibrary().editing().edit(wish, Basis.of(ANNE, "a museum"));
        assertThat(proposed.isProposed()).isTrue();
        assertThat(shelves.at("http://wrong.example/")).containsExactly("extremism");
        try (Preview preview = shelves.listLibrary().editing().preview(
                new EditWish(true, "@@more.wrong.example", Optional.of("extremism")))) {
            assertThat(preview.byTwo()).isTrue();
            assertThat(preview.index().bitsOf(Target.Page.parse("http://more.wrong.example/").orElseThrow())).isZero();
        }
        shelves.listLibrary().editing().approve(proposed.numbers().getFirst(), Shelves.BEN, "yes");
        assertThat(shelves.at("http://wrong.example/")).isEmpty();
    }
}
