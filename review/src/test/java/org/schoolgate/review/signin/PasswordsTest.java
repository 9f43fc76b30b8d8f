package org.schoolgate.review.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords(new SecureRandom());

    @Test
    void aPasswordIsRightAgainstItsOwnHashAlone() {
        String hash = passwords.hash("lantern otter gravel kite");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("otter");
        assertThat(passwords.verify("lantern otter gravel kite", hash)).isTrue();
        assertThat(passwords.verify("lantern otter gravel kit", hash)).isFalse();
        assertThat(passwords.verify("", hash)).isFalse();
        assertThat(passwords.hash("lantern otter gravel kite")).isNotEqualTo(hash);
    }

    @Test
    void theTwoSpellingsOfOneLetterAreOnePassword() {
        assertThat(passwords.verify("cafe\u0301 lantern", passwords.hash("caf\u00e9 lantern"))).isTrue();
    }

    @Test
    void nobodysPasswordIsNeverRight() {
        assertThat(passwords.verify("", passwords.nobodys())).isFalse();
    }

    @Test
    void aHashOfAnotherKindIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.verify("x", "$2a$10$abcdef"));
    }
}
