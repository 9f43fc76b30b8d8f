package org.schoolgate.review.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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

    @Test
    void noneOfThirtyThousandPasswordsFromBreachesWillDoNorWhatPeopleMakeOfThem() throws Exception {
        List<String> known;
        try (InputStream in = Zxcvbn.class.getResourceAsStream("matchers/dictionaries/passwords.txt")) {
            known = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().filter(line -> !line.isBlank())
                    .toList();
        }
        assertThat(known).hasSize(30_000);
        List<String> taken = new ArrayList<>(known.stream().filter(one -> rules.objection(one, NAMES).isEmpty())
                .toList());
        for (String one : known.subList(0, 3_000)) {
            // To the twelve characters that are asked for.
            for (String made : List.of(one + "123456789012".substring(0, Math.max(0, 12 - one.length())),
                    one.repeat(12 / one.length() + 1))) {
                if (rules.objection(made, NAMES).isEmpty()) {
                    taken.add(made);
                }
            }
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void aLongOneIsMeasuredInTime() {
        String longOne = "qwertzuiopasdfgh1998".repeat(10);
        long before = System.nanoTime();
        assertThat(rules.objection(longOne, NAMES)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"p@ssw0rd1234", "jennifer1998", "qwertyqwerty!", "asdfghjkl;'12", "iloveyou2026!",
                "drowssap4321",
                "Mrs Rao 2026!"})
    void whatIsTriedEarlyWillNotDo(String password) {
        assertThat(rules.objection(password, NAMES)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 5000})
    void whatIsTooLongToReadWillNotDo(int length) {
        assertThat(rules.objection("lantern kite ".repeat(500).substring(0, length), NAMES)).isPresent();
    }
}
