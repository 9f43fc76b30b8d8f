package org.schoolgate.filters.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.Rounds;

class TraceIdTest {

    @Test
    void aTraceIsWrittenAsSixteenDigitsAndReadBack() {
        assertThat(new TraceId(0)).hasToString("0000000000000000");
        assertThat(new TraceId(-1)).hasToString("ffffffffffffffff");
        assertThat(new TraceId(0x1234L)).hasToString("0000000000001234");
        Rounds.play(1_000, random -> {
            TraceId trace = new TraceId(random.nextLong());
            assertThat(TraceId.parse(trace.toString())).isEqualTo(trace);
        });
    }

    @Test
    void theReferenceHasNoLettersThatArePronouncedOrReadAlike() {
        assertThat(new TraceId(0).reference()).isEqualTo("2222-2222");
        assertThat(new TraceId(-1).reference()).isEqualTo("ZZZZ-ZZZZ");
        Rounds.play(1_000, random -> assertThat(new TraceId(random.nextLong()).reference())
                .matches("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}"));
    }

    @Test
    void theReferenceHoldsTheUpperFortyBitsInOrder() {
        assertThat(new TraceId(0x0044_32_14_C7L << 24).reference()).isEqualTo("2345-6789");
        assertThat(new TraceId(0xff_ffffL).reference()).isEqualTo("2222-2222");
        assertThat(new TraceId(1L << 24).reference()).isEqualTo("2222-2223");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "00000000000000000", "000000000000000G", "000000000000000A", "-000000000000001",
                "M7QK-4TZP"})
    void anythingElseIsNoTrace(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TraceId.parse(text))
                .withMessageContaining("16 hexadecimal");
    }
}
