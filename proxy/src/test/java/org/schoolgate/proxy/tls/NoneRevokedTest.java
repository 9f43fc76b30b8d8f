package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoneRevokedTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource clock = now::get;

    @TempDir
    private Path folder;

    private Authority authority;
    private NoneRevoked list;

    @BeforeEach
    void open() throws Exception {
        authority = Authority.open(folder.resolve("ca"), Optional.empty(), clock);
        list = new NoneRevoked(authority, clock);
    }

    private X509CRL read() throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list.der()));
    }

    private static long number(X509CRL list) {
        return ASN1Integer.getInstance(ASN1OctetString.getInstance(list.getExtensionValue("2.5.29.20")).getOctets())
                .getValue().longValueExact();
    }

    @Test
    void theAuthorityHasSignedThatNoLeafIsRevoked() throws Exception {
        X509CRL read = read();
        read.verify(authority.certificate().getPublicKey());
        assertThat(read.getRevokedCertificates()).isNull();
        assertThat(read.getCriticalExtensionOIDs()).isNullOrEmpty();
        assertThat(read.getThisUpdate()).isEqualTo(NOON.minus(Duration.ofDays(1)));
        assertThat(read.getNextUpdate()).isEqualTo(NOON.plus(Duration.ofDays(7)));
        assertThat(read.getExtensionValue(Extension.authorityKeyIdentifier.getId())).isNotNull();
        assertThat(RevocationList.read(list.der(), authority.certificate(), "http://any.test/", false, NOON).size())
                .isZero();
    }

    @Test
    void itIsMadeAnewEachDayWithAHigherNumber() throws Exception {
        byte[] first = list.der();
        long number = number(read());
        now.set(NOON.plus(Duration.ofHours(23)));
        list.renew();
        assertThat(list.der()).isSameAs(first);
        now.set(NOON.plus(Duration.ofHours(24)));
        list.renew();
        assertThat(read().getNextUpdate()).isEqualTo(NOON.plus(Duration.ofDays(8)));
        assertThat(number(read())).isGreaterThan(number);
    }

    @Test
    void aClockThatWentAYearAheadLeavesNoListOfTheFuture() throws Exception {
        now.set(NOON.plus(Duration.ofDays(365)));
        list.renew();
        now.set(NOON);
        list.renew();
        assertThat(read().getThisUpdate()).isBefore(NOON);
    }

    @Test
    void eachAuthorityHasAPlaceOfItsOwn() throws Exception {
        byte[] id = ASN1OctetString.getInstance(ASN1OctetString.getInstance(
                authority.certificate().getExtensionValue(Extension.subjectKeyIdentifier.getId())).getOctets())
                .getOctets();
        assertThat(list.path()).isEqualTo("/" + HexFormat.of().formatHex(id) + ".crl");
        assertThat(new NoneRevoked(authority, clock).path()).isEqualTo(list.path());
        Authority other = Authority.open(folder.resolve("other"), Optional.empty(), clock);
        assertThat(new NoneRevoked(other, clock).path()).isNotEqualTo(list.path());
    }
}
