package org.schoolgate.proxy.tls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A certificate and its key in two files that somebody else renews. They are looked at once a minute, and read where they have
/// changed; as long as they cannot be used, the ones before stay.
final class KeptInFiles implements Supplier<Shown> {

    private static final Logger LOG = LoggerFactory.getLogger(KeptInFiles.class);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Path chain;
    private final Path key;
    private final InstantSource clock;
    private Shown shown;
    private Instant looked;
    private List<FileTime> changed;

    KeptInFiles(Path chain, Path key, InstantSource clock) throws IOException {
        this.chain = chain;
        this.key = key;
        this.clock = clock;
        this.looked = clock.instant();
        this.changed = changed();
        this.shown = read();
    }

    @Override
    public synchronized Shown get() {
        Instant now = clock.instant();
        if (Duration.between(looked, now).abs().compareTo(LOOK) < 0) {
            return shown;
        }
        looked = now;
        try {
            List<FileTime> last = changed();
            if (!last.equals(changed)) {
                changed = last;
                shown = read();
                LOG.info("the site's new certificate is in use; it ends on {}", shown.ends());
            }
        } catch (IOException fault) {
            LOG.error("the site's new certificate cannot be used, the one before stays: {}", fault.getMessage());
        }
        return shown;
    }

    private List<FileTime> changed() throws IOException {
        try {
            return List.of(Files.getLastModifiedTime(chain), Files.getLastModifiedTime(key));
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    missing.getFile() + " is not there; name the file of the site's certificate and the one"
                            + " of its key under 'certificate' of 'web' in schoolgate.yaml",
                    missing);
        }
    }

    private Shown read() throws IOException {
        Shown read = new Shown(chain(), key());
        if (!Keys.belongTogether(read.key(), read.own().getPublicKey())) {
            throw new IOException(key + " is not the key of the first certificate in " + chain
                    + ". That file begins with the site's own certificate; those between it and its root come after it");
        }
        return read;
    }

    private List<X509Certificate> chain() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(chain))) {
            List<X509Certificate> read = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast).toList();
            if (read.isEmpty()) {
                throw new IOException(chain + " holds no certificate; it should hold one or more in PEM");
            }
            return read;
        } catch (CertificateException broken) {
            throw new IOException(chain + " is not a file of certificates in PEM", broken);
        }
    }

    /// The messages hold nothing of what stands in the file.
    private PrivateKey key() throws IOException {
        String wrong = key + " holds no private key that can be read; it should hold one in PEM, without a passphrase";
        try (PEMParser pem = new PEMParser(new StringReader(Files.readString(key, StandardCharsets.US_ASCII)))) {
            for (Object piece = pem.readObject(); piece != null; piece = pem.readObject()) {
                if (piece instanceof PrivateKeyInfo plain) {
                    return new JcaPEMKeyConverter().getPrivateKey(plain);
                }
                if (piece instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
        } catch (IOException | RuntimeException broken) {
            throw new IOException(wrong, broken);
        }
        throw new IOException(wrong);
    }
}
