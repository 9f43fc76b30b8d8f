package org.schoolgate.review.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectionTest {

    @Test
    void whatTurnsTheDirectionIsShownByItsNumber() {
        assertThat(Direction.shown("http://x.example/\u202egnp.exe")).isEqualTo("http://x.example/[U+202E]gnp.exe");
        for (int turning : new int[]{0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069}) {
            assertThat(Direction.shown("a" + (char) turning + "b")).isEqualTo("a[U+" + String.format("%04X", turning)
                    + "]b");
        }
    }

    @Test
    void allElseStaysAsItIs() {
        String plain = "Zoë, שלום, مرحبا\u200f, 🎒 \u200d\u2029";
        assertThat(Direction.shown(plain)).isSameAs(plain);
    }
}
