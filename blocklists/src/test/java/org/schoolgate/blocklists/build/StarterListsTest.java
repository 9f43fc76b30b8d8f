package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.OwnNames;
import org.schoolgate.filters.request.Target;

class StarterListsTest {

    private final Categories categories = SchoolCategories.all();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"https://twitter.com/,social-networks", "https://www.facebook.com/x,social-networks",
        "https://uk.linkedin.com/,social-networks", "https://old.reddit.com/r/x,forums",
        "https://m.youtube.com/watch?v=1,video-sharing", "https://www.tumblr.com/,blogs",
        "https://www.pornhub.com/,pornography", "https://www.childline.org.uk/,helplines",
        "https://neu.org.uk/join,unions", "https://www.flickr.com/,image-sharing",
        "https://dns.google/dns-query,doh", "https://www.nhs.uk/,health",
        "https://www.bbc.co.uk/bitesize/subjects,education"})
    void whatThePolicyNamesIsKnownBeforeTheFirstImport(String url, String slug) throws IOException {
        Target target = Target.Page.parse(url).orElseThrow();
        assertThat(categories.of(listLibrary().load().categoriesOf(target))).extracting(Category::slug).contains(slug);
    }

    @Test
    void everyStarterListIsMarkedAsOneAndReadsWhole() throws IOException {
        List<ListStatus> status = listLibrary().status();
        assertThat(status).isNotEmpty().allMatch(ListStatus::starter).allMatch(list -> list.entries() > 0);
        assertThat(status).extracting(ListStatus::name).contains("starter/social-networks", "starter/helplines");
    }

    @Test
    void noStarterListPretendsToBeOneThatOnlyALicenceGives() throws IOException {
        assertThat(listLibrary().status()).extracting(ListStatus::name).doesNotContain("starter/illegal",
                "starter/extremism");
        assertThat(listLibrary().slots()).containsExactly(new Slot("illegal (IWF)", "illegal", false),
                new Slot("extremism (CTIRU)", "extremism", false));
    }

    @Test
    void everyCategoryHasOneNameThatIsForTestsAndNobodys() throws IOException {
        DomainIndex index = listLibrary().load();
        for (Category category : categories.all()) {
            Target test = new Target.Site(OwnNames.test(category.slug()), 443);
            assertThat(categories.of(index.categoriesOf(test))).containsExactly(category);
            assertThat(index.listingsOf(test)).allMatch(listing -> listing.list().equals("test/" + category.slug()));
        }
        assertThat(index.categoriesOf(new Target.Site(OwnNames.UNLISTED, 443)).isEmpty()).isTrue();
    }

    @Test
    void noSiteIsBothToBeOpenAndToBeClosed() throws IOException {
        DomainIndex index = listLibrary().load();
        List<String> open = List.of("helplines", "unions", "health", "sexual-education", "updates");
        for (String slug : open) {
            for (String line : Resources.lines("/org/schoolgate/blocklists/starter/" + slug + ".txt").orElseThrow()) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    Target target = Target.Page.parse("https://" + line).orElseThrow();
                    assertThat(categories.of(index.categoriesOf(target))).as(line)
                            .extracting(Category::slug).isSubsetOf("helplines", "unions", "health",
                                    "sexual-education", "updates", "reference", "search");
                }
            }
        }
    }

    private ListLibrary listLibrary() {
        return new ListLibrary(folder, categories, InstantSource.system());
    }
}
