package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextCheckTest {

    private static final String LINES = "name ut1\nnote check 00000000\nnote é\n";

    @Test
    void theLinesComeBackAsTheyWere() {
        assertThat(TextCheck.after("123456789")).as("the value that CRC-32 is known by")
                .isEqualTo("123456789check cbf43926\n");
        assertThat(TextCheck.before(TextCheck.after(LINES))).contains(LINES);
        assertThat(TextCheck.before(TextCheck.after(""))).contains("");
    }

    @Test
    void aTextCutAnywhereIsTorn() {
        String whole = TextCheck.after(LINES);
        for (int end = 0; end < whole.length(); end++) {
            assertThat(TextCheck.before(whole.substring(0, end))).as("cut after %d", end).isEmpty();
        }
    }

    @Test
    void aTextWithOneOtherLetterOrMoreAfterItsCheckIsTorn() {
        String whole = TextCheck.after(LINES);
        for (int at = 0; at < whole.length(); at++) {
            String other = whole.substring(0, at) + (char) (whole.charAt(at) ^ 1) + whole.substring(at + 1);
            assertThat(TextCheck.before(other)).as("another letter at %d", at).isEmpty();
        }
        assertThat(TextCheck.before(whole + "more\n")).isEmpty();
        assertThat(TextCheck.before(LINES)).isEmpty();
    }
}
