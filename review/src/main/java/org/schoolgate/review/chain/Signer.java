package org.schoolgate.review.chain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The public half of a key that signs checkpoints, and who vouches for it: each day's key is vouched for by the one of the day
/// before, which is destroyed then. So whoever takes the machine over cannot sign for the past.
///
/// @param origin which chain it signs for
/// @param publicKey Ed25519, 32 bytes in Base64
/// @param since when it began to sign
/// @param parent the letters of the key before; its own for the first
/// @param voucher the signature of `parent` under [#statement()], in Base64
public record Signer(String origin, String publicKey, Instant since, String parent, String voucher) {

    private static final String ALGORITHM = "Ed25519";

    /// What comes before the key in its standard encoding.
    private static final byte[] BEFORE_KEY = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int LETTERS = 16;

    /// What it is called: the first 16 hexadecimal digits of the SHA-256 of the key.
    public String id() {
        return fingerprint().substring(0, LETTERS);
    }

    /// The SHA-256 of the key, 64 hexadecimal digits.
    public String fingerprint() {
        return HexFormat.of().formatHex(Sha256.of(Base64.getDecoder().decode(publicKey)));
    }

    /// What the key before signs: that from now on this one signs.
    String statement() {
        return statement(origin, publicKey, since);
    }

    static String statement(String origin, String publicKey, Instant since) {
        return "schoolgate-signer/1\n" + origin + '\n' + publicKey + '\n' + since + '\n';
    }

    /// Whether nobody came before it.
    public boolean isFirst() {
        return parent.equals(id());
    }

    /// Whether the key before has vouched for it.
    public boolean isVouchedForBy(Signer before) {
        return before.id().equals(parent) && before.hasSigned(statement(), Base64.getDecoder().decode(voucher));
    }

    /// By what a signed note names the key: four bytes.
    byte[] hint() {
        return Arrays.copyOf(Sha256.of((id() + "\n").getBytes(StandardCharsets.UTF_8), new byte[]{1},
                Base64.getDecoder().decode(publicKey)), 4);
    }

    boolean hasSigned(String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key());
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            return false;
        }
    }

    private PublicKey key() throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(publicKey);
        byte[] encoded = Arrays.copyOf(BEFORE_KEY, BEFORE_KEY.length + raw.length);
        System.arraycopy(raw, 0, encoded, BEFORE_KEY.length, raw.length);
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }
}
