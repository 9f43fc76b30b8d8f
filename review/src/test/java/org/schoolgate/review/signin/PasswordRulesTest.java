package org.schoolgate.review.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final List<String> NAMES = List.of("head", "Mrs Rao", "Marlbeck Primary School", "schoolgate");

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {"four otters juggle quietly", "xK9!vb2#Lm4q", "пароль из четырёх слов",
                "        lantern kite",
                "school otters juggle"})
    void aLongUncommonPasswordWillDo(String password) {
        assertThat(rules.objection(password, NAMES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "elevenchars", "Password1234", "passwordpassword", "Welcome-2026!!",
                "qwertyuiop12",
                "aaaaaaaaaaaa", "abcabcabcabc", "123456789012", "000000000000", "headheadhead", "Schoolgate2026!",
                "MarlbeckPrimarySchool", "MrsRaoMrsRao", "!!!!!!!!!!!!", "teacher123456"})
    void whatIsShortOrTriedFirstWillNotDo(String password) {
        assertThat(rules.objection(password, NAMES)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 5000})
    void whatIsTooLongToReadWillNotDo(int length) {
        assertThat(rules.objection("lantern kite ".repeat(500).substring(0, length), NAMES)).isPresent();
    }
}
