package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTlsTest {

    private static final Issuer ROOT = Issuer.root("Test root");

    /// @param boring whether BoringSSL speaks to the site, or Java's own TLS
    private static Dial dial(boolean boring) {
        return new Dial(new SiteTls(new Trust(new Roots(List.of(ROOT.certificate), LocalDate.EPOCH, "test"), List.of(),
                InstantSource.system()), InstantSource.system(), boring));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGoodSiteIsReachedAndTheNextConnectionResumes(boolean boring) throws Exception {
        Issuer leaf = ROOT.intermediate("Between").leaf("open.test");
        try (Origin origin = new Origin(leaf); Dial dial = dial(boring)) {
            Dial.Outcome first = dial.to("open.test", origin.port());
            assertThat(first.answer()).isEqualTo("ok\n");
            assertThat(first.chain()).isEqualTo(leaf.shown());
            Dial.Outcome second = dial.to("open.test", origin.port());
            assertThat(second.answer()).isEqualTo("ok\n");
            assertThat(second.created()).isEqualTo(first.created());
            assertThat(origin.asked.get()).hasToString("[type=host_name (0), value=open.test]");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAddressIsNotSentAsAName(boolean boring) throws Exception {
        try (Origin origin = new Origin(ROOT.leaf("127.0.0.1")); Dial dial = dial(boring)) {
            assertThat(dial.to("127.0.0.1", origin.port()).answer()).isEqualTo("ok\n");
            assertThat(origin.asked.get()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherNameIsRefusedAndNothingIsSent(boolean boring) throws Exception {
        try (Origin origin = new Origin(ROOT.leaf("open.test")); Dial dial = dial(boring)) {
            Dial.Outcome outcome = dial.to("wrong.test", origin.port());
            assertThat(outcome.fault()).contains(CertificateFault.WRONG_NAME);
            assertThat(origin.bytes).hasValue(0);
        }
    }
}
