package org.schoolgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    private static final List<String> WORDS = List.of("chat", "social-networks", "monday", "tuesday", "video-sharing");

    @Test
    void slipsAreForgivenInProportionToTheWord() {
        assertThat(Spelling.nearest("chta", WORDS)).contains("chat");
        assertThat(Spelling.nearest("caht", WORDS)).contains("chat");
        assertThat(Spelling.nearest("char", WORDS)).contains("chat");
        assertThat(Spelling.nearest("cart", WORDS)).isEmpty();
        assertThat(Spelling.nearest("socal-netwrk", WORDS)).contains("social-networks");
    }

    @Test
    void caseAndSeparatorsAreNoSlips() {
        assertThat(Spelling.nearest("Social_Networks", WORDS)).contains("social-networks");
        assertThat(Spelling.nearest("video sharing", WORDS)).contains("video-sharing");
    }

    @Test
    void theBeginningOfOneWordIsEnough() {
        assertThat(Spelling.nearest("Tue", WORDS)).contains("tuesday");
        assertThat(Spelling.nearest("social", WORDS)).contains("social-networks");
    }

    @Test
    void nothingNearGivesTheChoiceWhereItIsSmall() {
        assertThat(Spelling.advice("xyzzy", WORDS)).startsWith("write one of chat, ");
        assertThat(Spelling.advice("xyzzy", List.of())).isEmpty();
        assertThat(Spelling.advice("x".repeat(100_000), WORDS)).startsWith("write one of");
    }
}
