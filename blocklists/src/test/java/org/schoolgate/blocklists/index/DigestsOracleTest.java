package org.schoolgate.blocklists.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.digest.Forms;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Target;

/// Lists of digests in an index: against a set of the same, and beside names, paths and edits.
class DigestsOracleTest {

    private static final Digesting SHA256 = new Digesting(Digesting.Kind.SHA256, Digesting.Form.PAGES);
    private final Categories categories = SchoolCategories.all();

    @TempDir
    Path folder;

    private static Entry entry(Digesting how, String spelling) {
        return entry(how, how.of(spelling));
    }

    private static Entry entry(Digesting how, byte[] digest) {
        return new Entry(Entry.Kind.DIGEST, how.mark() + ":" + HexFormat.of().formatHex(digest), false);
    }

    private static IndexNote note() {
        return new IndexNote("test", "test", 0);
    }

    private List<String> at(DomainIndex index, String url) {
        return categories.of(index.categoriesOf(Target.Page.parse(url).orElseThrow())).stream().map(Category::slug)
                .toList();
    }

    /// Addresses from so few labels and steps that many of them are listed by one of their spellings.
    private static Target target(Random random) {
        String host = "h" + random.nextInt(400) + (random.nextBoolean() ? ".d" + random.nextInt(400) : "")
                + ".e" + random.nextInt(20_000) + ".example";
        String path = "/p" + random.nextInt(30) + (random.nextBoolean() ? "/q" + random.nextInt(30) : "")
                + (random.nextBoolean() ? "/" : ".html") + (random.nextInt(3) == 0 ? "?id=" + random.nextInt(9) : "");
        return Target.Page.parse("https://" + host + path).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void aHundredThousandAreFoundAndNothingElse(Digesting.Kind kind) throws IOException {
        var random = new Random(kind.bytes());
        var how = new Digesting(kind, Digesting.Form.PAGES);
        Set<String> oracle = new HashSet<>();
        var builder = new IndexBuilder(List.of());
        int part = builder.part(new Part("extremism", "v1", List.of("extremism")));
        for (int line = 1; oracle.size() < 100_000; line++) {
            byte[] digest = new byte[kind.bytes()];
            if (line % 2 == 0) {
                random.nextBytes(digest);
            } else {
                List<Forms.Spelling> all = Forms.of(target(random), how.form());
                digest = how.of(all.get(random.nextInt(all.size())).text());
            }
            if (oracle.add(HexFormat.of().formatHex(digest))) {
                builder.add(entry(how, digest), part, line);
            }
        }
        Path file = folder.resolve("1.index");
        builder.write(note(), file);
        PackedIndex opened = PackedIndex.open(file, categories);
        DomainIndex index = opened.whole();
        assertThat(index.size()).isEqualTo(100_000);
        long extremism = categories.set(List.of("extremism")).bits();
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            Target target = target(random);
            boolean expected = Forms.of(target, how.form()).stream()
                    .anyMatch(form -> oracle.contains(HexFormat.of().formatHex(how.of(form.text()))));
            assertThat(index.bitsOf(target)).as(target.text()).isEqualTo(expected ? extremism : 0);
            assertThat(index.listingsOf(target).isEmpty()).as(target.text()).isNotEqualTo(expected);
            assertThat(opened.bitsOf(target)).isZero();
            found += expected ? 1 : 0;
        }
        assertThat(found).as("both come often enough").isBetween(1_000, 19_000);
        index.close();
    }

    @Test
    void digestsThatBeginAlikeAreToldApart() {
        var builder = new IndexBuilder(List.of());
        int part = builder.part(new Part("extremism", "v1", List.of("extremism")));
        byte[] listed = SHA256.of("alike.example/");
        for (int i = 0; i < 2_000; i++) {
            byte[] other = listed.clone();
            other[31 - i % 8] ^= (byte) (1 + i / 8);
            builder.add(entry(SHA256, other), part, i + 1);
        }
        DomainIndex index = builder.build(note(), categories).whole();
        assertThat(at(index, "http://alike.example/")).isEmpty();
        builder = new IndexBuilder(List.of());
        part = builder.part(new Part("extremism", "v1", List.of("extremism")));
        for (int i = 0; i < 2_000; i++) {
            byte[] other = listed.clone();
            other[31 - i % 8] ^= (byte) (1 + i / 8);
            builder.add(entry(SHA256, other), part, i + 1);
        }
        builder.add(entry(SHA256, listed), part, 2_001);
        index = builder.build(note(), categories).whole();
        assertThat(index.listingsOf(Target.Page.parse("http://alike.example/").orElseThrow())).containsExactly(
                new Listing(Listing.BY_DIGEST, categories.find("extremism").orElseThrow(), "extremism", "v1", 2_001));
    }

    @Test
    void anIndexWithoutDigestsIsTheOneThatKnowsNothingOfThem() {
        var builder = new IndexBuilder(List.of());
        builder.add(new Entry(Entry.Kind.NAME, "a.example", false),
                builder.part(new Part("games", "v1", List.of("games"))), 1);
        PackedIndex plain = builder.build(note(), categories);
        assertThat(plain.whole()).isSameAs(plain);
    }

    @Test
    void severalListsAndWaysStandBesideNamesAndPaths() {
        var builder = new IndexBuilder(List.of());
        int names = builder.part(new Part("games", "v1", List.of("games")));
        int one = builder.part(new Part("extremism", "v2", List.of("extremism")));
        int two = builder.part(new Part("more", "v3", List.of("extremism", "adult")));
        builder.add(new Entry(Entry.Kind.NAME, "both.example", false), names, 1);
        builder.add(entry(SHA256, "both.example/bad/"), one, 5);
        builder.add(entry(SHA256, "both.example/bad/"), two, 6);
        builder.add(entry(new Digesting(Digesting.Kind.MD5, Digesting.Form.HOSTS), "md5.example"), one, 7);
        DomainIndex index = builder.build(note(), categories).whole();
        assertThat(at(index, "https://both.example/bad/page?x=1")).containsExactlyInAnyOrder("games", "extremism",
                "adult");
        assertThat(at(index, "https://both.example/good/")).containsExactly("games");
        assertThat(at(index, "https://www.md5.example/any")).containsExactly("extremism");
        assertThat(index.listingsOf(Target.Page.parse("https://both.example/bad/").orElseThrow()))
                .extracting(listing -> listing.entry() + " " + listing.category().slug() + " " + listing.list() + " "
                        + listing.version() + " " + listing.line())
                .containsExactly("both.example games games v1 1", "by digest extremism extremism v2 5",
                        "by digest extremism more v3 6", "by digest adult more v3 6");
        assertThat(index.bitsOf(Target.Site.parse("both.example:443").orElseThrow()))
                .isEqualTo(categories.set(List.of("games")).bits());
    }

    @Test
    void whatTheSchoolHasTakenOutIsOpenWhereItIsAsSpecific() {
        var builder = new IndexBuilder(List.of());
        int part = builder.part(new Part("extremism", "v1", List.of("extremism")));
        builder.add(entry(SHA256, "site.example/"), part, 1);
        builder.add(entry(SHA256, "site.example/worse/"), part, 2);
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit(true, new Entry(Entry.Kind.NAME, "site.example", true), "extremism", "edit", 1));
        PackedIndex plain = builder.build(note(), categories);
        assertThat(at(plain.whole(), "https://site.example/page")).containsExactly("extremism");
        DomainIndex edited = plain.with(edits, "edited").whole();
        assertThat(at(edited, "https://site.example/page")).isEmpty();
        assertThat(at(edited, "https://www.site.example/page")).isEmpty();
        assertThat(at(edited, "https://site.example/worse/page")).containsExactly("extremism");
        edits.add(new Edit(true, new Entry(Entry.Kind.PATH, "site.example/worse", true), "extremism", "edit", 2));
        assertThat(at(plain.with(edits, "again").whole(), "https://site.example/worse/page")).isEmpty();
    }

    @Test
    void aTornOrChangedFileIsNotOpened() throws IOException {
        var builder = new IndexBuilder(List.of());
        int part = builder.part(new Part("extremism", "v1", List.of("extremism")));
        builder.add(entry(SHA256, "site.example/"), part, 1);
        Path file = folder.resolve("1.index");
        builder.write(note(), file);
        byte[] whole = Files.readAllBytes(file);
        byte[] digest = SHA256.of("site.example/");
        int at = -1;
        for (int i = 0; i < whole.length - digest.length && at < 0; i++) {
            at = Arrays.equals(whole, i, i + digest.length, digest, 0, digest.length) ? i : -1;
        }
        whole[at + 3] ^= 1;
        Path changed = Files.write(folder.resolve("2.index"), whole);
        assertThatThrownBy(() -> PackedIndex.open(changed, categories)).isInstanceOf(UnreadableIndexException.class)
                .hasMessageContaining("section 11");
        Path torn = Files.write(folder.resolve("3.index"), Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> PackedIndex.open(torn, categories)).isInstanceOf(UnreadableIndexException.class)
                .hasMessageContaining("torn");
    }
}
