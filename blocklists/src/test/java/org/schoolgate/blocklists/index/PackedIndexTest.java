package org.schoolgate.blocklists.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Entry.Kind;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

class PackedIndexTest {

    private final Categories categories = SchoolCategories.all();
    private final IndexBuilder builder = new IndexBuilder(List.of());
    private int line;

    @Test
    void aNameCoversWhatIsBelowItAtWholeLabels() {
        DomainIndex index = with("games", Kind.NAME, "a.example").build("v");
        assertThat(at(index, "https://a.example/")).containsExactly("games");
        assertThat(at(index, "https://www.x.a.example/")).containsExactly("games");
        assertThat(at(index, "https://ba.example/")).isEmpty();
        assertThat(at(index, "https://example/")).isEmpty();
        assertThat(at(index, "https://a.example.org/")).isEmpty();
    }

    @Test
    void anExactEntryHoldsForItsNameOnly() {
        DomainIndex index = with("games", Kind.EXACT, "a.example").build("v");
        assertThat(at(index, "https://a.example/")).containsExactly("games");
        assertThat(at(index, "https://www.a.example/")).isEmpty();
    }

    /// An ending with nothing but names below it is passed over ([SilentEndings]), and yet may be asked for, listed or edited.
    @Test
    void namesUnderASharedEndingAreFoundAndTheEndingItselfIsNot() {
        PackedIndex index = underSharedEnding();
        assertThat(index.touched(new HostName("www.school.co.uk"))).isEqualTo(new PackedIndex.Touched(1, 1));
        assertThat(at(index, "https://www.a.co.uk/")).containsExactly("games");
        assertThat(at(index, "https://b.co.uk/")).containsExactly("chat");
        assertThat(at(index, "https://www.b.co.uk/")).isEmpty();
        assertThat(at(index, "https://school.co.uk/")).isEmpty();
        assertThat(at(index, "https://co.uk/")).isEmpty();
        assertThat(at(index, "https://uk/")).isEmpty();
    }

    @Test
    void aSharedEndingThatIsListedItselfIsAskedFor() {
        with("news", Kind.NAME, "co.uk");
        DomainIndex index = underSharedEnding();
        assertThat(at(index, "https://www.a.co.uk/")).containsExactly("games", "news");
        assertThat(at(index, "https://school.co.uk/")).containsExactly("news");
        assertThat(at(index, "https://co.uk/")).containsExactly("news");
    }

    @Test
    void anEditOfASharedEndingHolds() {
        PackedIndex index = underSharedEnding()
                .with(List.of(new Edit(true, new Entry(Kind.NAME, "co.uk", false), "news", "now", 1)), "edited");
        assertThat(at(index, "https://www.a.co.uk/")).containsExactly("games", "news");
        assertThat(at(index, "https://school.co.uk/")).containsExactly("news");
    }

    @Test
    void categoriesOfAllListsAndLevelsAddUp() {
        with("games", Kind.NAME, "a.example").with("chat", Kind.NAME, "b.a.example");
        DomainIndex index = with("news", Kind.NAME, "a.example").build("v");
        assertThat(at(index, "https://b.a.example/")).containsExactly("chat", "games", "news");
        assertThat(at(index, "https://a.example/")).containsExactly("games", "news");
    }

    @Test
    void anAllowEntryTakesAwayWhatShorterNamesGave() {
        with("games", Kind.NAME, "a.example").allowing("games", Kind.NAME, "b.a.example");
        DomainIndex index = with("games", Kind.NAME, "c.b.a.example").build("v");
        assertThat(at(index, "https://a.example/")).containsExactly("games");
        assertThat(at(index, "https://b.a.example/")).isEmpty();
        assertThat(at(index, "https://x.b.a.example/")).isEmpty();
        assertThat(at(index, "https://c.b.a.example/")).containsExactly("games");
        assertThat(index.listingsOf(page("https://b.a.example/"))).isEmpty();
    }

    @Test
    void anAllowEntrySpeaksOnlyForTheCategoriesOfItsOwnList() {
        with("pornography", Kind.NAME, "a.example").with("advertising", Kind.NAME, "a.example");
        DomainIndex index = allowing("advertising", Kind.NAME, "b.a.example").build("v");
        assertThat(at(index, "https://b.a.example/")).containsExactly("pornography");
        assertThat(index.listingsOf(page("https://b.a.example/"))).extracting(Listing::category)
                .extracting(Category::slug).containsExactly("pornography");
    }

    @Test
    void ofABlockAndAnAllowOfTheSameNameTheBlockStays() {
        DomainIndex index = with("games", Kind.NAME, "a.example").allowing("games", Kind.NAME, "a.example").index();
        assertThat(at(index, "https://a.example/")).containsExactly("games");
    }

    @Test
    void aPathCoversWhatIsBelowItAtWholeSteps() {
        DomainIndex index = with("games", Kind.PATH, "a.example/x").build("v");
        assertThat(at(index, "https://a.example/x")).containsExactly("games");
        assertThat(at(index, "https://a.example/x/")).containsExactly("games");
        assertThat(at(index, "https://a.example/x/y?z")).containsExactly("games");
        assertThat(at(index, "https://a.example/x?y")).containsExactly("games");
        assertThat(at(index, "https://a.example/xy")).isEmpty();
        assertThat(at(index, "https://a.example/")).isEmpty();
        assertThat(at(index, "https://b.a.example/x")).isEmpty();
    }

    @Test
    void aPathIsNeverAskedOfATunnel() {
        DomainIndex index = with("games", Kind.PATH, "a.example/").index();
        assertThat(slugs(index, Target.Site.parse("a.example:443").orElseThrow())).isEmpty();
        assertThat(at(index, "https://a.example/anything")).containsExactly("games");
    }

    @Test
    void aPathHoldsForItsNameWithWwwToo() {
        DomainIndex index = with("games", Kind.PATH, "a.example/x").index();
        assertThat(at(index, "https://www.a.example/x")).containsExactly("games");
        assertThat(at(index, "https://www2.a.example/x")).isEmpty();
    }

    @Test
    void aPathWithAQueryEndsAtAWholeParameter() {
        DomainIndex index = with("games", Kind.PATH, "a.example/p?id=1").index();
        assertThat(at(index, "https://a.example/p?id=1")).containsExactly("games");
        assertThat(at(index, "https://a.example/p?id=1&x=2")).containsExactly("games");
        assertThat(at(index, "https://a.example/p?id=12")).isEmpty();
    }

    @Test
    void addressesAndRangesAreListed() {
        with("games", Kind.ADDRESSES, "192.0.2.7").with("chat", Kind.ADDRESSES, "192.0.2.0/24");
        with("vpn", Kind.ADDRESSES, "2001:db8::/32").with("news", Kind.PATH, "[2001:db8::1]/x");
        DomainIndex index = with("hacking", Kind.PATH, "192.0.2.9/y").index();
        assertThat(at(index, "http://192.0.2.7/")).containsExactly("chat", "games");
        assertThat(at(index, "http://0xc0000207/")).containsExactly("chat", "games");
        assertThat(at(index, "http://192.0.3.7/")).isEmpty();
        assertThat(at(index, "http://192.0.2.9/y/z")).containsExactly("chat", "hacking");
        assertThat(at(index, "http://[2001:db8::1]/x")).containsExactly("news", "vpn");
        assertThat(index.listingsOf(page("http://192.0.2.7/"))).extracting(Listing::entry)
                .containsExactly("192.0.2.7", "192.0.2.0/24");
    }

    /// E22 of the evasion cases.
    @Test
    void anAddressThatLeadsToAnIpv4MachineIsJudgedByThatToo() {
        with("vpn", Kind.ADDRESSES, "192.0.2.0/24").with("games", Kind.ADDRESSES, "64:ff9b::/96");
        DomainIndex index = with("chat", Kind.ADDRESSES, "192.0.2.7").index();
        assertThat(at(index, "http://[64:ff9b::c000:207]/")).containsExactly("chat", "games", "vpn");
        assertThat(at(index, "http://[2002:c000:207::1]/")).containsExactly("chat", "vpn");
        assertThat(at(index, "http://[2002:c000:307::1]/")).isEmpty();
        assertThat(index.listingsOf(page("http://[64:ff9b::c000:207]/"))).extracting(Listing::entry)
                .containsExactly("64:ff9b::/96", "192.0.2.7", "192.0.2.0/24");
    }

    @Test
    void listingsTellListVersionAndLineMostSpecificFirst() {
        int one = builder.part(new Part("ut1/games", "v1", List.of("games", "chat")));
        int two = builder.part(new Part("own", "v2", List.of("news")));
        builder.add(new Entry(Kind.NAME, "a.example", false), one, 17);
        builder.add(new Entry(Kind.NAME, "a.example", false), two, 4);
        builder.add(new Entry(Kind.EXACT, "b.a.example", false), two, 3);
        builder.add(new Entry(Kind.PATH, "b.a.example/", false), two, 5);
        DomainIndex index = builder.build(note("own@v2 ut1@v1"), categories);
        assertThat(index.listingsOf(page("http://b.a.example/z"))).extracting(Listing::toString).containsExactly(
                "Listing[entry=b.a.example/, category=news, list=own, version=v2, line=5]",
                "Listing[entry==b.a.example, category=news, list=own, version=v2, line=3]",
                "Listing[entry=a.example, category=chat, list=ut1/games, version=v1, line=17]",
                "Listing[entry=a.example, category=games, list=ut1/games, version=v1, line=17]",
                "Listing[entry=a.example, category=news, list=own, version=v2, line=4]");
        assertThat(index.size()).isEqualTo(3);
        assertThat(index.version()).isEqualTo("own@v2 ut1@v1");
    }

    private PackedIndexTest with(String slug, Kind kind, String text) {
        return with(slug, new Entry(kind, text, false));
    }

    private PackedIndexTest allowing(String slug, Kind kind, String text) {
        return with(slug, new Entry(kind, text, true));
    }

    private PackedIndexTest with(String slug, Entry entry) {
        builder.add(entry, builder.part(new Part(slug, "v", List.of(slug))), ++line);
        return this;
    }

    private PackedIndex underSharedEnding() {
        with("games", Kind.NAME, "a.co.uk").with("chat", Kind.EXACT, "b.co.uk");
        return build("v");
    }

    private PackedIndex build(String version) {
        return builder.build(note(version), categories);
    }

    private DomainIndex index() {
        return build("v");
    }

    private List<String> at(DomainIndex index, String url) {
        return slugs(index, page(url));
    }

    private List<String> slugs(DomainIndex index, Target target) {
        return categories.of(index.categoriesOf(target)).stream().map(Category::slug).sorted().toList();
    }

    private static Target page(String url) {
        return Target.Page.parse(url).orElseThrow();
    }

    private static IndexNote note(String version) {
        return new IndexNote(version, "mark", 0);
    }
}
