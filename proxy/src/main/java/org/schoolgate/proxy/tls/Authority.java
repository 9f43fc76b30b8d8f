package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.request.HostName;

/// The certificate authority of this one installation: devices that trust its certificate accept what it signs.
///
/// It is made at the first start, with a key, name and serial number of its own, and holds for five years. It signs
/// certificates of names and no further authority (path length 0). The key never leaves this package.
public final class Authority {

    /// The name of the systemd credential that holds the passphrase of the key.
    public static final String CREDENTIAL = "schoolgate-ca-passphrase";

    /// The file, below the folder, of the authority that signs.
    static final String IN_FORCE = "in-force.pem";

    private final X509Certificate certificate;
    private final PrivateKey key;

    private Authority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /// Reads the authority in force from `folder`, or makes one where there is none yet.
    ///
    /// @param passphrase encrypts the key on disk; a key that was kept plain is encrypted now
    /// @throws AuthorityException where the file cannot be used; the message says what to do
    public static Authority open(Path folder, Optional<char[]> passphrase, InstantSource clock) throws IOException {
        Path file = folder.resolve(IN_FORCE);
        if (!Files.exists(file)) {
            make(file, passphrase, clock, List.of());
        }
        KeyFile.Kept kept = KeyFile.read(file, passphrase);
        if (passphrase.isPresent() && !kept.encrypted()) {
            KeyFile.write(file, kept.certificate(), kept.key(), passphrase);
        }
        return new Authority(kept.certificate(), kept.key());
    }

    /// What devices are given to trust.
    public X509Certificate certificate() {
        return certificate;
    }

    /// SHA-256 over the certificate, as devices show it: `AB:CD:…`, 32 pairs.
    public String fingerprint() {
        return fingerprint(certificate);
    }

    /// When it ends; nothing it signs is accepted afterwards.
    public Instant expires() {
        return certificate.getNotAfter().toInstant();
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(
                    ChainHash.sha256().digest(certificate.getEncoded()));
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate without bytes", impossible);
        }
    }

    /// For whoever signs.
    PrivateKey key() {
        return key;
    }

    static X509Certificate make(Path file, Optional<char[]> passphrase, InstantSource clock, List<HostName> never)
            throws IOException {
        KeyPair pair = Keys.make();
        X509Certificate certificate = Mint.authority(pair, clock.instant(), never);
        KeyFile.write(file, certificate, pair.getPrivate(), passphrase);
        return certificate;
    }

    /// Never the key.
    @Override
    public String toString() {
        return "Authority[" + certificate.getSubjectX500Principal() + "]";
    }
}
