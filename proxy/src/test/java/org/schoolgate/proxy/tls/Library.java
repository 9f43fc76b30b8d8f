package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSsl;
import java.time.InstantSource;

/// What may speak TLS with sites.
enum Library {
    BORING_SSL, JAVA;

    SiteTls sites(Trust trust, InstantSource clock) {
        assertThat(OpenSsl.isAvailable()).as("BoringSSL runs here").isTrue();
        return new SiteTls(trust, clock, this == JAVA ? JavaSites::new : BoringSites::new);
    }
}
