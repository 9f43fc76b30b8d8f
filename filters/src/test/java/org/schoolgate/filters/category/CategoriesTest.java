package org.schoolgate.filters.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoriesTest {

    private static final Category GAMES = new Category(0, "games", "Games", "Games", false);
    private static final Category HELP = new Category(63, "helplines", "Helplines", "Help", true);
    private static final Category NEWS = new Category(7, "news", "News", "News", false);

    private final Categories categories = new Categories(List.of(HELP, GAMES, NEWS));

    @Test
    void aCategoryIsFoundByItsSlug() {
        assertThat(categories.find("helplines")).contains(HELP);
        assertThat(categories.find("Helplines")).isEmpty();
        assertThat(categories.find("")).isEmpty();
        assertThat(categories.all()).containsExactly(HELP, GAMES, NEWS);
    }

    @Test
    void theMembersOfASetComeInTheOrderOfTheirBits() {
        CategorySet all = categories.set(List.of("news", "helplines", "games"));
        assertThat(categories.of(all)).containsExactly(GAMES, NEWS, HELP);
        assertThat(categories.of(CategorySet.NONE)).isEmpty();
    }

    @Test
    void aSetOfUnknownSlugsIsRefusedByName() {
        List<String> slugs = List.of("games", "gmaes");
        assertThatIllegalArgumentException().isThrownBy(() -> categories.set(slugs)).withMessageContaining("'gmaes'");
    }

    @Test
    void theSealedOnesAreThoseThatSaySo() {
        assertThat(categories.sealed()).isEqualTo(CategorySet.of(HELP));
    }

    @Test
    void noTwoShareABitOrASlug() {
        List<Category> sameBit = List.of(GAMES, new Category(0, "chess", "Chess", "Games", false));
        List<Category> sameSlug = List.of(GAMES, new Category(1, "games", "Chess", "Games", false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Categories(sameBit)).withMessageContaining("chess");
        assertThatIllegalArgumentException().isThrownBy(() -> new Categories(sameSlug)).withMessageContaining("games");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 64, Integer.MAX_VALUE})
    void aCategoryHasOneOf64Bits(int bit) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Category(bit, "games", "Games", "Games", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Games", "1games", "-games", "social networks", "ut1/games", "gämes"})
    void aSlugIsLettersDigitsAndHyphens(String slug) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Category(0, slug, "Games", "Games", false));
    }
}
