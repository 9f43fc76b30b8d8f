package org.schoolgate.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.Rounds;

/// Single encodings are in [EvasionCasesTest].
class QueryWordsTest {

    @Test
    void eachParameterHasItsNameAndEveryReadingOfItsValue() {
        assertThat(QueryWords.of("q=a+b&&r=%2561&=x&alone&last=&n%61me=v=w").parameters()).containsExactly(
                new QueryWords.Parameter("q", List.of("a b")), new QueryWords.Parameter("r", List.of("%61", "a")),
                new QueryWords.Parameter("", List.of("x")), new QueryWords.Parameter("", List.of("alone")),
                new QueryWords.Parameter("last", List.of("")), new QueryWords.Parameter("name", List.of("v=w")));
        assertThat(QueryWords.of("").parameters()).isEmpty();
        assertThat(QueryWords.of(UrlPath.ROOT).parameters()).isEmpty();
    }

    @Test
    void aBrokenEscapeIsWhatItLooksLike() {
        assertThat(QueryWords.of("q=100%&r=%zz%4&s=%u12&t=%u00g1%&u=%").parameters()).extracting(
                QueryWords.Parameter::readings).containsExactly(List.of("100%"), List.of("%zz%4"), List.of("%u12"),
                        List.of("%u00g1%"), List.of("%"));
    }

    @Test
    void bytesAreUtf8OrLatin1() {
        assertThat(QueryWords.of("q=%C3%A9%E9&r=%E9t%C3%A9&s=%80&t=%F0%9F%98%80").parameters()).extracting(
                QueryWords.Parameter::readings).containsExactly(List.of("Ã©é"), List.of("été"), List.of("€"),
                        List.of("😀"));
    }

    @Test
    void whatIsTooMuchIsCutAndSaidToBe() {
        QueryWords many = QueryWords.of("a=1&".repeat(QueryWords.MOST + 1));
        assertThat(many.parameters()).hasSize(QueryWords.MOST);
        assertThat(many.whole()).isFalse();
        assertThat(QueryWords.of("a=1&".repeat(QueryWords.MOST)).whole()).isTrue();
        QueryWords longer = QueryWords.of("q=" + "a".repeat(1 << 20));
        assertThat(longer.parameters().getFirst().readings().getFirst()).hasSize(QueryWords.LONGEST);
        assertThat(longer.whole()).isFalse();
        assertThat(QueryWords.of("a".repeat(QueryWords.LONGEST + 1) + "=1").whole()).isFalse();
    }

    @Test
    void noTextIsAFault() {
        Rounds.play(30_000, random -> {
            String odd = (random.nextBoolean() ? OddText.noise(random) : OddText.path(random)) + "%u"
                    + OddText.noise(random);
            for (QueryWords.Parameter parameter : QueryWords.of(odd).parameters()) {
                assertThat(parameter.readings()).as(odd).isNotEmpty().doesNotHaveDuplicates();
            }
        });
    }
}
