package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.filters.category.Categories;

class MappingTest {

    private final Categories categories = SchoolCategories.all();

    @Test
    void aLineSaysWhichOfOursTheirsAre() throws ListRefusedException {
        Mapping mapping = Mapping.read("own.mapping",
                List.of("# why", "", "adult = pornography, adult # both", "ads ="),
                categories);
        assertThat(mapping.find("adult", Map.of())).contains(Set.of("pornography", "adult"));
        assertThat(mapping.find("ads", Map.of())).contains(Set.of());
        assertThat(mapping.find("games", Map.of())).isEmpty();
    }

    @Test
    void aCategoryIsFoundByAnotherNameOfIt() throws ListRefusedException {
        Mapping mapping = Mapping.read("own.mapping", List.of("porn = pornography"), categories);
        assertThat(mapping.find("adult", Map.of("porn", "adult"))).contains(Set.of("pornography"));
    }

    @Test
    void everyMistakeIsNamedWithItsLineAndAWayOut() {
        assertThatThrownBy(() -> Mapping.read("own.mapping",
                List.of("adult = pornografy", "games", "news = news", "news = games", "x = quite-unlike"), categories))
                .isInstanceOf(ListRefusedException.class)
                .hasMessage("""
                    own.mapping:1: there is no category 'pornografy'; did you mean 'pornography'?
                    own.mapping:2: no '=' in 'games'; write: their category = our category
                    own.mapping:4: 'news' stands in line 3 already; keep one
                    own.mapping:5: there is no category 'quite-unlike'""");
    }

    @Test
    void theProductsOwnMappingIsWholeAndRight() throws ListRefusedException {
        Mapping mapping = Mapping.read("ut1.mapping", Resources.lines("ut1.mapping").orElseThrow(), categories);
        assertThat(mapping.lines()).containsKeys("adult", "malware", "phishing", "porn", "ads", "proxy");
        assertThat(mapping.lines().values()).allMatch(line -> !line.slugs().isEmpty());
    }

    @Test
    void noOpenListStandsForTheListsThatOnlyALicenceGives() throws ListRefusedException {
        Mapping mapping = Mapping.read("ut1.mapping", Resources.lines("ut1.mapping").orElseThrow(), categories);
        assertThat(mapping.lines().values()).noneMatch(line -> line.slugs().contains("illegal")
                || line.slugs().contains("extremism"));
    }
}
