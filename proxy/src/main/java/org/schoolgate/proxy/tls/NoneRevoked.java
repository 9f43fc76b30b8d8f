package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.schoolgate.filters.request.OwnNames;

/// The list of revoked certificates (CRL) of the school's own authority. It is on the gateway's own site, each leaf says where,
/// and no leaf is ever in it. Programs that insist on an answer, as many on Windows do, take no certificate without one.
///
/// Only the authority that this process signs with has a list: the leaves of one before it ended with the process that made them.
/// Any thread may ask; the list is made beforehand and handed out from memory.
public final class NoneRevoked {

    /// How long a list holds once it is made. It also holds for a day before, as clocks differ.
    private static final Duration HOLDS = Duration.ofDays(7);
    private static final Duration EVERY = Duration.ofDays(1);

    private final Authority authority;
    private final InstantSource clock;
    private final AtomicReference<Made> latest;

    /// Makes the first list.
    public NoneRevoked(Authority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
        this.latest = new AtomicReference<>(made(clock.instant()));
    }

    /// The path on the gateway's own site: `/`, the authority's key identifier in 40 hexadecimal digits, `.crl`.
    public String path() {
        return path(authority.certificate().getPublicKey());
    }

    /// The list in DER, some 250 bytes; treat them as read-only.
    public byte[] der() {
        return latest.get().der();
    }

    /// Makes the next list where the latest is a day old, or the clock was set back by as much. That costs a signature, so
    /// never call it on an event loop.
    public void renew() {
        Instant now = clock.instant();
        if (Duration.between(latest.get().at(), now).abs().compareTo(EVERY) >= 0) {
            latest.set(made(now));
        }
    }

    /// Where the list for a leaf is.
    static String address(X509Certificate authority) {
        return "http://" + OwnNames.SITE.name() + path(authority.getPublicKey());
    }

    private static String path(PublicKey key) {
        try {
            return "/" + HexFormat.of()
                    .formatHex(new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key).getKeyIdentifier()) + ".crl";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-1 for names", impossible);
        }
    }

    /// Its number is its second, so numbers grow from one start to the next too.
    private Made made(Instant now) {
        X509Certificate signer = authority.certificate();
        try {
            byte[] der = new X509v2CRLBuilder(X500Name.getInstance(signer.getSubjectX500Principal().getEncoded()),
                    Date.from(now.minus(Mint.SKEW))).setNextUpdate(Date.from(now.plus(HOLDS)))
                    .addExtension(Extension.authorityKeyIdentifier, false,
                            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(signer.getPublicKey()))
                    .addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.getEpochSecond())))
                    .build(new JcaContentSignerBuilder(Keys.SIGNATURE).build(authority.key())).getEncoded();
            return new Made(now, der);
        } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("no list of revoked certificates could be made", impossible);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never a key
    private record Made(Instant at, byte[] der) {}
}
