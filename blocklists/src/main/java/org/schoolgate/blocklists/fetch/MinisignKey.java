package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// A publisher's public key for minisign: `Ed`, eight bytes that name it, and an Ed25519 key, in Base64. See
/// <https://jedisct1.github.io/minisign/>, "Signature format".
///
/// @param text in Base64, as it is written
public record MinisignKey(String text) {

    private static final int NAME = 8;
    private static final int KEY = 32;
    private static final int SIGNATURE = 64;
    private static final String TRUSTED = "trusted comment: ";

    /// The most of a file that is signed without being hashed first, as the old way has it.
    private static final int MOST_WHOLE = 64 << 20;

    static Optional<MinisignKey> parse(String text) {
        return decoded(text).filter(bytes -> bytes.length == 2 + NAME + KEY && bytes[0] == 'E' && bytes[1] == 'd')
                .map(_ -> new MinisignKey(text));
    }

    /// Why a file is not the one that a signature is for; empty where it is. Reads the file once.
    ///
    /// @param signature the text of a `.minisig` file
    Optional<String> verify(Path file, String signature) throws IOException {
        List<String> lines = signature.lines().toList();
        Optional<byte[]> first = lines.size() < 2 ? Optional.empty() : decoded(lines.get(1));
        Optional<byte[]> second = lines.size() < 4 ? Optional.empty() : decoded(lines.get(3));
        if (first.isEmpty() || first.get().length != 2 + NAME + SIGNATURE || second.isEmpty()
                || second.get().length != SIGNATURE || !lines.get(2).startsWith(TRUSTED)) {
            return Optional.of("its signature is not one of minisign's");
        }
        byte[] signed = first.get();
        byte[] key = decoded(text).orElseThrow();
        if (!Arrays.equals(signed, 2, 2 + NAME, key, 2, 2 + NAME)) {
            return Optional.of("it is signed with another key than the publisher's");
        }
        boolean hashed = signed[1] == 'D';
        if (signed[0] != 'E' || !hashed && signed[1] != 'd' || !hashed && Files.size(file) > MOST_WHOLE) {
            return Optional.of("it is signed in a way that is not known here");
        }
        byte[] over = hashed ? blake2b(file) : Files.readAllBytes(file);
        byte[] bare = Arrays.copyOfRange(signed, 2 + NAME, signed.length);
        byte[] comment = lines.get(2).substring(TRUSTED.length()).getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(bare, bare.length + comment.length);
        System.arraycopy(comment, 0, both, bare.length, comment.length);
        return isSigned(key, over, bare) && isSigned(key, both, second.get())
                ? Optional.empty()
                : Optional.of("its signature does not fit: it is not what the publisher has signed");
    }

    private static boolean isSigned(byte[] key, byte[] message, byte[] signature) {
        var signer = new Ed25519Signer();
        signer.init(false, new Ed25519PublicKeyParameters(key, 2 + NAME));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    private static byte[] blake2b(Path file) throws IOException {
        var digest = new Blake2bDigest(512);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
