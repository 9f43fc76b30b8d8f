package org.schoolgate.review.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final Totp RFC = new Totp("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /// Appendix B of RFC 6238, of whose eight digits the last six are ours.
    @ParameterizedTest
    @CsvSource({"59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "2000000000, 279037",
        "20000000000, 353130"})
    void theCodesAreThoseOfTheStandard(long second, String code) {
        assertThat(RFC.code(Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    @Test
    void oneStepOfDriftIsTakenEitherWayAndNoMore() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        long step = Totp.step(now);
        for (long drift = -3; drift <= 3; drift++) {
            assertThat(RFC.stepOf(RFC.code(step + drift), now).isPresent()).describedAs("drift of %d", drift)
                    .isEqualTo(Math.abs(drift) <= 1);
        }
        assertThat(RFC.stepOf("", now)).isEmpty();
    }

    @Test
    void whatIsTypedIntoAnAppIsTheSecret() {
        assertThat(RFC.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        Random random = new Random(7);
        for (int length = 1; length < 40; length++) {
            byte[] secret = new byte[length];
            random.nextBytes(secret);
            assertThat(Totp.of(new Totp(secret).base32().toLowerCase(java.util.Locale.ROOT)).secret())
                    .isEqualTo(secret);
        }
        assertThatThrownBy(() -> Totp.of("GEZ1")).isInstanceOf(IllegalArgumentException.class);
    }
}
