package org.schoolgate.review.chain;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// One link of the chain. It says that a record was written, or destroyed, after all that stand before it.
///
/// Its hash is SHA-256 over six lines of ASCII: `schoolgate-entry/1`, the number, the kind, what it is about, the digest, and the
/// hash of the entry before, each with a line feed. The standalone verifier says the same in another language.
///
/// @param seq 1 for the first, without gaps
/// @param about the number of the record
/// @param digest of the record, 64 hexadecimal digits
/// @param hash of this entry, 64 hexadecimal digits
public record Entry(long seq, Kind kind, long about, String digest, String hash) {

    /// What comes before the first.
    static final String NOTHING = "0".repeat(64);

    /// What an entry says.
    public enum Kind {
        /// A flagged access was recorded.
        ACCESS,
        /// A flagged access from before there was a chain was taken into it.
        ADOPTED,
        /// Somebody did something with a case.
        ACT,
        /// A flagged access, or what was written of an act, was destroyed, on purpose and with a reason.
        ERASED;

        /// As it stands in the store and in the hash.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// The hash that an entry with these words has.
    static String hash(long seq, String kind, long about, String digest, String before) {
        String text = "schoolgate-entry/1\n" + seq + '\n' + kind + '\n' + about + '\n' + digest + '\n' + before + '\n';
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
