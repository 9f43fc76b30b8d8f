package org.schoolgate.review.chain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// A key that signs checkpoints, with the public half that others know it by. Its text is a secret: it goes into one file and
/// nowhere else.
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";
    private static final int RAW = 32;

    private final PrivateKey secret;
    private final Signer signer;

    private SigningKey(PrivateKey secret, Signer signer) {
        this.secret = secret;
        this.signer = signer;
    }

    /// The first key of a chain, which vouches for itself.
    public static SigningKey first(String origin, Instant now) {
        KeyPair pair = pair();
        return new SigningKey(pair.getPrivate(),
                vouched(pair.getPrivate(), origin, raw(pair), now, ""));
    }

    /// The key that comes after this one, vouched for by it.
    public SigningKey next(Instant now) {
        KeyPair pair = pair();
        return new SigningKey(pair.getPrivate(), vouched(secret, signer.origin(), raw(pair), now, signer.id()));
    }

    public Signer signer() {
        return signer;
    }

    public Signed sign(Checkpoint checkpoint) {
        return Signed.of(checkpoint, signer, sign(secret, checkpoint.text()));
    }

    /// The lines of its file.
    public String text() {
        return String.join("\n", Base64.getEncoder().encodeToString(secret.getEncoded()), signer.origin(),
                signer.publicKey(), signer.since().toString(), signer.parent(), signer.voucher(), "");
    }

    /// Reads what [#text()] wrote.
    ///
    /// @throws IllegalArgumentException where it is damaged
    public static SigningKey parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 7) {
            throw new IllegalArgumentException(lines.length + " lines");
        }
        try {
            PrivateKey secret = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines[0])));
            SigningKey read = new SigningKey(secret,
                    new Signer(lines[1], lines[2], Instant.parse(lines[3]), lines[4], lines[5]));
            if (!read.signer.hasSigned("both halves", sign(secret, "both halves"))) {
                throw new IllegalArgumentException("the halves of the key belong to different keys");
            }
            return read;
        } catch (GeneralSecurityException damaged) {
            throw new IllegalArgumentException("no key: " + damaged.getMessage(), damaged);
        } catch (java.time.DateTimeException damaged) {
            throw new IllegalArgumentException("no time: " + lines[3], damaged);
        }
    }

    /// @param parent empty for the first, which is its own
    private static Signer vouched(PrivateKey by, String origin, String publicKey, Instant now, String parent) {
        Signer own = new Signer(origin, publicKey, now, parent, "");
        return new Signer(origin, publicKey, now, parent.isEmpty() ? own.id() : parent,
                Base64.getEncoder().encodeToString(sign(by, own.statement())));
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    private static String raw(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length));
    }

    private static byte[] sign(PrivateKey secret, String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key of ours signs", impossible);
        }
    }
}
