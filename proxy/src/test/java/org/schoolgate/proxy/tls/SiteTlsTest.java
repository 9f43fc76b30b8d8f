package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteTlsTest {

    private static final Issuer ROOT = Issuer.root("Test root");

    private static Dial dial() {
        return new Dial(
                new SiteTls(new Trust(new Roots(List.of(Root.of(ROOT.certificate)), LocalDate.EPOCH, "test"), List.of(),
                        new Revocation(Revocation.Mode.OFF, Revocation::isPublic, InstantSource.system()),
                        InstantSource.system()), InstantSource.system()));
    }

    @Test
    void aGoodSiteIsReachedAndTheNextConnectionResumes() throws Exception {
        Issuer leaf = ROOT.intermediate("Between").leaf("open.test");
        try (Origin origin = new Origin(leaf); Dial dial = dial()) {
            Dial.Outcome first = dial.to("open.test", origin.port());
            assertThat(first.answer()).isEqualTo("ok\n");
            assertThat(first.chain()).isEqualTo(leaf.shown());
            Dial.Outcome second = dial.to("open.test", origin.port());
            assertThat(second.answer()).isEqualTo("ok\n");
            assertThat(second.created()).isEqualTo(first.created());
            assertThat(origin.asked.get()).hasToString("[type=host_name (0), value=open.test]");
        }
    }

    @Test
    void anotherNameIsRefusedAndNothingIsSent() throws Exception {
        try (Origin origin = new Origin(ROOT.leaf("open.test")); Dial dial = dial()) {
            Dial.Outcome outcome = dial.to("wrong.test", origin.port());
            assertThat(outcome.fault()).contains(CertificateFault.WRONG_NAME);
            assertThat(origin.bytes).hasValue(0);
        }
    }
}
