package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/// A certificate and its private key in one PEM file, so that one is never without the other. Only the owner may read it;
/// with a passphrase the key is encrypted (PKCS#8, PBES2 with PBKDF2-HMAC-SHA-256 and AES-256, as OpenSSL reads it).
final class KeyFile {

    /// Rounds of PBKDF2: about a quarter of a second, once at each start.
    private static final int ROUNDS = 600_000;

    private static final String ASK = "Put back the file from a backup. Where there is none, move it away: a new authority"
            + " is made at the next start, and its certificate has to be put on every device anew.";

    private KeyFile() {}

    /// @param encrypted whether the key on disk is encrypted
    record Kept(X509Certificate certificate, PrivateKey key, boolean encrypted) {

        /// Never the key.
        @Override
        public String toString() {
            return "Kept[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    /// Reads certificate and key.
    ///
    /// @throws AuthorityException where others may read the file, it is torn, or the passphrase does not open it
    static Kept read(Path file, Optional<char[]> passphrase) throws IOException {
        ownersOnly(file);
        Pieces pieces = pieces(file);
        try {
            X509Certificate certificate = certificate(file, pieces);
            PrivateKeyInfo key;
            if (pieces.encrypted != null) {
                char[] word = passphrase.orElseThrow(() -> new AuthorityException(file,
                        "the key is encrypted, and no passphrase was given. Give it as the systemd credential '"
                                + Authority.CREDENTIAL + "', as deploy/schoolgate.service shows."));
                key = decrypt(file, pieces.encrypted, word);
            } else if (pieces.plain != null) {
                key = pieces.plain;
            } else {
                throw new AuthorityException(file, "there is no private key in it. " + ASK);
            }
            PrivateKey read = new JcaPEMKeyConverter().getPrivateKey(key);
            if (!Keys.belongTogether(read, certificate.getPublicKey())) {
                throw new AuthorityException(file, "the private key is not that of the certificate. " + ASK);
            }
            return new Kept(certificate, read, pieces.encrypted != null);
        } catch (IOException | GeneralSecurityException broken) {
            throw broken instanceof AuthorityException ours ? ours : torn(file, broken);
        }
    }

    /// Reads the certificate alone; needs no passphrase.
    static X509Certificate certificate(Path file) throws IOException {
        try {
            return certificate(file, pieces(file));
        } catch (CertificateException broken) {
            throw torn(file, broken);
        }
    }

    /// The file appears whole or not at all; what was there before is replaced.
    static void write(Path file, X509Certificate certificate, PrivateKey key, Optional<char[]> passphrase)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(certificate);
            pem.writeObject(passphrase.isPresent()
                    ? new JcaPKCS8Generator(key, new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                            .setProvider(new BouncyCastleProvider())
                            .setPRF(PKCS8Generator.PRF_HMACSHA256).setIterationCount(ROUNDS)
                            .setPassword(passphrase.get()).build())
                    : new JcaPKCS8Generator(key, null));
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException("every Java has AES and PBKDF2", impossible);
        }
        replace(file, StandardCharsets.US_ASCII.encode(text.toString()));
    }

    /// The same file in another place, as well guarded; it appears whole or not at all.
    static void copy(Path from, Path to) throws IOException {
        replace(to, ByteBuffer.wrap(Files.readAllBytes(from)));
    }

    /// Whether the key is encrypted; needs no passphrase.
    static boolean isEncrypted(Path file) throws IOException {
        return pieces(file).encrypted != null;
    }

    /// Makes a folder for the owner alone, where there is none.
    static Path folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, owned(folder, "rwx------"));
        }
        return folder;
    }

    private static void replace(Path file, ByteBuffer bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new AuthorityException(file, "this is no place for a file");
        }
        folder(folder);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                owned(file, "rw-------"))) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /// What happened to the names in a folder is on disk when this returns.
    static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder)) {
            names.force(true);
        }
    }

    private static void ownersOnly(Path file) throws IOException {
        if (!isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        Set<PosixFilePermission> others = EnumSet.copyOf(mode);
        others.removeAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        if (!others.isEmpty()) {
            throw new AuthorityException(file, "its mode is " + PosixFilePermissions.toString(mode)
                    + ", so others may have read the key. Make it rw------- (chmod 600); if somebody else can have read it,"
                    + " make a new authority with './schoolgate ca rotate'.");
        }
    }

    private static X509Certificate certificate(Path file, Pieces pieces) throws IOException, CertificateException {
        if (pieces.certificate == null) {
            throw new AuthorityException(file, "there is no certificate in it. " + ASK);
        }
        return new JcaX509CertificateConverter().getCertificate(pieces.certificate);
    }

    private static PrivateKeyInfo decrypt(Path file, PKCS8EncryptedPrivateKeyInfo key, char[] passphrase)
            throws IOException {
        try {
            return key.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider()).build(passphrase));
        } catch (PKCSException | OperatorCreationException wrong) {
            throw new AuthorityException(file, "the passphrase does not open the key. Give the one it was made with.",
                    wrong);
        }
    }

    private static Pieces pieces(Path file) throws IOException {
        X509CertificateHolder certificate = null;
        PrivateKeyInfo plain = null;
        PKCS8EncryptedPrivateKeyInfo encrypted = null;
        try (PEMParser pem = new PEMParser(new StringReader(Files.readString(file, StandardCharsets.US_ASCII)))) {
            for (Object piece = pem.readObject(); piece != null; piece = pem.readObject()) {
                switch (piece) {
                    case X509CertificateHolder found -> certificate = found;
                    case PrivateKeyInfo found -> plain = found;
                    case PKCS8EncryptedPrivateKeyInfo found -> encrypted = found;
                    default -> throw torn(file, null);
                }
            }
        } catch (AuthorityException ours) {
            throw ours;
        } catch (java.nio.file.FileSystemException unreadable) {
            throw new AuthorityException(file,
                    "the file cannot be read; check that it belongs to the user that runs the"
                            + " gateway (" + unreadable.getClass().getSimpleName() + ").",
                    unreadable);
        } catch (IOException | RuntimeException broken) {
            throw torn(file, broken);
        }
        return new Pieces(certificate, plain, encrypted);
    }

    private static AuthorityException torn(Path file, @Nullable Exception cause) {
        String sentence = "the file is torn or not ours. " + ASK;
        return cause == null ? new AuthorityException(file, sentence) : new AuthorityException(file, sentence, cause);
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] owned(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private record Pieces(@Nullable X509CertificateHolder certificate, @Nullable PrivateKeyInfo plain,
            @Nullable PKCS8EncryptedPrivateKeyInfo encrypted) {}
}
