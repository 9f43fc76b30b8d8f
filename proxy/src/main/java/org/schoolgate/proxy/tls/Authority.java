package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The certificate authority of this one installation: devices that trust its certificate accept what it signs.
///
/// It is made at the first start, with a key, name and serial number of its own, and holds for five years. It signs
/// certificates of names and no further authority (path length 0). The key never leaves this package.
///
/// What else is in its folder, and how the next one is made, is in [Authorities].
public final class Authority {

    /// The name of the systemd credential that holds the passphrase of the key.
    public static final String CREDENTIAL = "schoolgate-ca-passphrase";

    /// How long before the end people are told to put the next one on devices.
    static final Duration WARNING = Duration.ofDays(180);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK)
            .withZone(ZoneOffset.UTC);

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
        Path file = folder.resolve(Authorities.IN_FORCE);
        if (!Files.exists(file)) {
            Authorities.make(file, passphrase, clock.instant(), List.of());
        }
        KeyFile.Kept kept = KeyFile.read(file, passphrase);
        if (passphrase.isPresent() && !kept.encrypted()) {
            KeyFile.write(file, kept.certificate(), kept.key(), passphrase);
        }
        return new Authority(kept.certificate(), kept.key());
    }

    /// The passphrase that systemd hands over (`LoadCredential=`), where it does.
    ///
    /// @param environment as of `System.getenv()`
    public static Optional<char[]> passphrase(Map<String, String> environment) throws IOException {
        String folder = environment.get("CREDENTIALS_DIRECTORY");
        if (folder == null || !Files.exists(Path.of(folder, CREDENTIAL))) {
            return Optional.empty();
        }
        Path file = Path.of(folder, CREDENTIAL);
        String word = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (word.isEmpty()) {
            throw new AuthorityException(file,
                    "the credential is empty; put the passphrase of the authority's key in it");
        }
        return Optional.of(word.toCharArray());
    }

    /// What devices are given to trust.
    public X509Certificate certificate() {
        return certificate;
    }

    /// SHA-256 over the certificate, as devices show it: `AB:CD:…`, 32 pairs.
    public String fingerprint() {
        return ChainHash.fingerprint(certificate);
    }

    /// When it ends; nothing it signs is accepted afterwards.
    public Instant expires() {
        return certificate.getNotAfter().toInstant();
    }

    /// How long it still holds; negative once it has ended.
    public Duration left(Instant now) {
        return Duration.between(now, expires());
    }

    /// A sentence for IT where the authority ends within half a year or has ended.
    public Optional<String> warning(Instant now) {
        return warning(certificate, now);
    }

    /// As [#warning(Instant)], from an authority's certificate alone.
    public static Optional<String> warning(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        if (Duration.between(now, end).compareTo(WARNING) > 0) {
            return Optional.empty();
        }
        return Optional.of(end.isBefore(now)
                ? "The authority ended on " + DAY.format(end)
                        + ": devices refuse every page that the gateway looks into."
                        + " Make the next one with './schoolgate ca rotate', put it on the devices, and switch."
                : "The authority ends on " + DAY.format(end)
                        + ". Make the next one with './schoolgate ca rotate', put it on"
                        + " the devices before that day, and switch.");
    }

    /// For whoever signs.
    PrivateKey key() {
        return key;
    }

    /// Never the key.
    @Override
    public String toString() {
        return "Authority[" + certificate.getSubjectX500Principal() + "]";
    }
}
