package org.schoolgate.review.chain;

import java.util.Optional;

/// An entry as it stands in a store, with the record it is about: nothing of it is believed.
///
/// @param kind as it is spelled there
/// @param record empty where there is none
public record Stored(long seq, String kind, long about, String digest, String hash, Optional<Body> record) {

    /// A record in the spelling that its digest was made of.
    ///
    /// @param salt hexadecimal digits; empty where it has none
    public record Body(String salt, String text) {

        /// One that is there, and cannot be read as its key is missing.
        public static final Body UNREAD = new Body("", "");

        boolean has(String digest) {
            return salt.matches("([0-9a-f]{2})+") && Sha256.keyed(salt, text).equals(digest);
        }
    }
}
