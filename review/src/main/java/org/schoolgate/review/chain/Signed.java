package org.schoolgate.review.chain;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// A checkpoint with its signature, as it leaves the building: a [signed note](https://c2sp.org/signed-note).
///
/// @param checkpoint what is said
/// @param text all of it, as it was written
/// @param signer the letters of the key that it says has signed it
/// @param signature of 64 bytes, in Base64
public record Signed(Checkpoint checkpoint, String text, String signer, String signature) {

    private static final String DASH = "— ";
    private static final int HINT = 4;

    /// Signs a checkpoint.
    static Signed of(Checkpoint checkpoint, Signer signer, byte[] signature) {
        byte[] both = Arrays.copyOf(signer.hint(), HINT + signature.length);
        System.arraycopy(signature, 0, both, HINT, signature.length);
        return new Signed(checkpoint, checkpoint.text() + '\n' + DASH + signer.id() + ' '
                + Base64.getEncoder().encodeToString(both) + '\n', signer.id(),
                Base64.getEncoder().encodeToString(signature));
    }

    /// Finds such a text at the end of another, as of a message in which it was mailed; empty where there is none.
    public static Optional<Signed> find(String text) {
        String plain = text.replace("\r\n", "\n");
        int start = plain.indexOf(Checkpoint.ORIGIN);
        return start < 0 ? Optional.empty() : parse(plain.substring(start).stripTrailing() + '\n');
    }

    /// Reads such a text; empty where it is none.
    public static Optional<Signed> parse(String text) {
        int gap = text.indexOf("\n\n");
        if (gap < 0 || !text.startsWith(DASH, gap + 2) || !text.endsWith("\n")) {
            return Optional.empty();
        }
        String[] words = text.substring(gap + 2 + DASH.length(), text.length() - 1).split(" ", -1);
        try {
            byte[] both = Base64.getDecoder().decode(words[words.length - 1]);
            return words.length != 2 || both.length <= HINT
                    ? Optional.empty()
                    : Checkpoint.parse(text.substring(0, gap + 1)).map(checkpoint -> new Signed(checkpoint, text,
                            words[0], Base64.getEncoder().encodeToString(Arrays.copyOfRange(both, HINT, both.length))));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /// Whether that key has signed this.
    public boolean isBy(Signer signed) {
        return signer.equals(signed.id()) && signed.hasSigned(checkpoint.text(), Base64.getDecoder().decode(signature));
    }
}
