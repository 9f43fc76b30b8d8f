package org.schoolgate.blocklists.digest;

import java.util.Optional;

/// A digest as an entry spells it: `sha256:pages:5e884898…`.
///
/// @param way how it was made, as [Digesting#mark] gives it
/// @param digits the digest, in hexadecimal digits
public record ListedDigest(String way, String digits) {

    /// Reads what [#toString] gives. Of another text the way is none that anybody knows.
    public static ListedDigest of(String entry) {
        int colon = entry.lastIndexOf(':');
        return new ListedDigest(entry.substring(0, Math.max(0, colon)), entry.substring(colon + 1));
    }

    /// How it was made.
    public Optional<Digesting> how() {
        return Digesting.read(way);
    }

    @Override
    public String toString() {
        return way + ":" + digits;
    }
}
