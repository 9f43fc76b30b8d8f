package org.schoolgate.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers send of a form, and what they never would.
class TypedFormTest {

    @Test
    void fieldsAreReadAsTheyWereTyped() {
        TypedForm form = read("account=ann%40school.example&password=p%C3%A4ss+w%26rd%3D&token=").orElseThrow();
        assertThat(form.text("account")).isEqualTo("ann@school.example");
        assertThat(form.text("token")).isEmpty();
        assertThat(form.text("other")).isEmpty();
        assertThat(form.taken("password")).isEqualTo("päss w&rd=".toCharArray());
        assertThat(form.taken("password")).isEmpty();
    }

    @Test
    void theBytesAreWiped() {
        byte[] good = "password=secret".getBytes(StandardCharsets.US_ASCII);
        assertThat(TypedForm.read(good)).isPresent();
        assertThat(good).containsOnly(0);
        byte[] bad = "password=secret%".getBytes(StandardCharsets.US_ASCII);
        assertThat(TypedForm.read(bad)).isEmpty();
        assertThat(bad).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%C3", "a=1&a=2", "a=1&b&c&d&e&f&g&h&i", "%ff=1"})
    void whatNoBrowserSendsIsNoForm(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void anyBytesAreAFormOrNone() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) (random.nextInt(3) == 0 ? "&=%+4a".charAt(random.nextInt(6)) : random.nextInt(256));
            }
            assertThat(TypedForm.read(bytes)).isNotNull();
        }
    }

    private static Optional<TypedForm> read(String body) {
        return TypedForm.read(body.getBytes(StandardCharsets.ISO_8859_1));
    }
}
