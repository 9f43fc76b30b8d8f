package org.schoolgate.filters.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalsTest {

    @Test
    void whatTheBrowserSaidIsKeptAsItWasSent() {
        Optional<String> agent = Optional.of("Mozilla/5.0 (X11; CrOS x86_64)");
        assertThat(Signals.tunnel(agent).userAgent()).isEqualTo(agent);
        assertThat(Signals.tunnel(agent).method()).isEqualTo("CONNECT");
    }

    @Test
    void noTextFromOutsideFillsARecord() {
        String flood = "x".repeat(100_000);
        Optional<String> text = Optional.of(flood);
        Signals signals = new Signals(Signals.Mode.PLAIN, flood, text, text, text, false, text, text, text, text);
        assertThat(signals.toString()).hasSizeLessThan(2_000);
        assertThat(signals.userAgent()).map(String::length).contains(200);
        assertThat(signals.accept()).map(String::length).contains(200);
        assertThat(signals.refererHost()).isEmpty();
    }
}
