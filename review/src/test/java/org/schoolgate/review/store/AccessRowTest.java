package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessRowTest {

    @Test
    void whatWasChainedBeforeThereWereGradesIsSpelledAsItWasThen() {
        List<@Nullable Object> values = AccessRow.values(RecordedAccesses.full(1));
        assertThat(AccessRow.text(values)).startsWith("{\"number\":1,\"format\":4,")
                .endsWith(",\"grade\":\"e\",\"asker\":\"10.20.0.7\"}");
        values.set(1, 3);
        assertThat(AccessRow.text(values)).startsWith("{\"number\":1,\"format\":3,").endsWith(",\"grade\":\"e\"}");
        values.set(1, 1);
        assertThat(AccessRow.text(values)).startsWith("{\"number\":1,\"format\":1,").endsWith("\"}")
                .doesNotContain("\"grade\"");
    }

    @Test
    void whatWasChainedBeforeItWasKeptWhoseItIsWasItsDevices() {
        List<@Nullable Object> values = AccessRow.values(RecordedAccesses.full(1));
        values.set(1, 3);
        values.set(values.size() - 1, "account a.canary");
        assertThat(AccessRow.text(values)).endsWith(",\"asker\":\"account a.canary\"}");
    }
}
