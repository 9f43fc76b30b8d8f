package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RootsTest {

    private static final Roots ROOTS = Roots.mozilla();

    @Test
    @DisplayName("T36 the set is the one that the notes beside it speak of")
    void theSetIsWhole() throws Exception {
        List<String> notes = Resource.lines("roots.properties");
        byte[] pem = (String.join("\n", Resource.lines("roots.pem")) + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(notes).contains("roots=" + ROOTS.count(), "date=" + ROOTS.date(), "pem-sha256="
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pem)));
        assertThat(ROOTS.count()).isBetween(80, 250);
        assertThat(ROOTS.source()).contains("Mozilla");
    }

    @Test
    @DisplayName("T36 every root can be used: it is in its time, its key is strong, and PKIX takes it")
    void everyRootCanBeUsed() throws Exception {
        Instant then = ROOTS.date().atStartOfDay(ZoneOffset.UTC).toInstant();
        for (Root root : ROOTS.all()) {
            Pkix.validate(List.of(root.certificate()), then);
            assertThat(KeyKinds.fault(SubjectPublicKeyInfo.getInstance(root.certificate().getPublicKey().getEncoded())))
                    .as(root.certificate().getSubjectX500Principal().getName()).isEmpty();
        }
    }

    @Test
    @DisplayName("T36 the great ones are there")
    void theGreatOnesAreThere() {
        assertThat(ROOTS.all().stream().map(root -> root.certificate().getSubjectX500Principal().getName()))
                .anyMatch(name -> name.contains("ISRG Root X1"))
                .anyMatch(name -> name.contains("DigiCert Global Root G2"))
                .anyMatch(name -> name.contains("GTS Root R1")).anyMatch(name -> name.contains("Amazon Root CA 1"));
    }

    @Test
    @DisplayName("T35 T36 roots that browsers have thrown out are absent")
    void thrownOutRootsAreAbsent() {
        for (Root root : ROOTS.all()) {
            X509Certificate certificate = root.certificate();
            assertThat(KnownBad.owner(certificate)).isEmpty();
            assertThat(certificate.getSubjectX500Principal().getName()).doesNotContain("DigiNotar", "CNNIC", "WoSign",
                    "StartCom", "TrustCor", "Symantec", "GeoTrust", "thawte", "Camerfirma", "PSCProcert", "Entrust");
        }
    }

    @Test
    @DisplayName("T36 roots that Mozilla trusts up to a day are trusted up to that day")
    void aDayUntilWhichARootIsTrustedIsKept() {
        assertThat(ROOTS.all()).extracting(Root::until).contains(Optional.of(Instant.parse("2026-04-15T23:59:59Z")));
    }

    @Test
    @DisplayName("T36 people are warned when the set is older than 90 days")
    void peopleAreWarned() {
        Instant day = ROOTS.date().atStartOfDay(ZoneOffset.UTC).toInstant();
        assertThat(ROOTS.areOld(day.plus(Duration.ofDays(90)))).isFalse();
        assertThat(ROOTS.areOld(day.plus(Duration.ofDays(90)).plusSeconds(1))).isTrue();
        assertThat(ROOTS.age(day.plus(Duration.ofDays(3)))).isEqualTo(Duration.ofDays(3));
    }
}
