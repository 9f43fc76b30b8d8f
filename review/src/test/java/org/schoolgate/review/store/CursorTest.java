package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void aCursorIsReadAsItWasWritten() {
        assertThat(Cursor.parse(Cursor.olderThan(Long.MAX_VALUE / 2).text()))
                .contains(Cursor.olderThan(Long.MAX_VALUE / 2));
        assertThat(Cursor.parse(Cursor.newerThan(7).text())).contains(Cursor.newerThan(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "o", "7", "o-7", "x7", "o7 ", "o99999999999999999999", "o9999999999999999999"})
    void anythingElseIsNone(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
