package org.schoolgate.review.chain;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What the chain was at one moment. Signed, it can be given to others, who can hold the chain against it at any later time.
///
/// Its text is that of a [checkpoint](https://c2sp.org/tlog-checkpoint) of a transparency log: origin, size and root, then two
/// lines of our own for the moment and the last entry's hash.
///
/// @param origin which chain: `schoolgate.internal/evidence/` and the store's own letters
/// @param size how many entries
/// @param root of the tree over them, in Base64
/// @param at when
/// @param hash the last entry's
public record Checkpoint(String origin, long size, String root, Instant at, String hash) {

    /// With what every origin begins.
    public static final String ORIGIN = "schoolgate.internal/evidence/";

    private static final String AT = "time ";
    private static final String HASH = "chain ";

    /// What a chain is that ends there.
    ///
    /// @param root 32 bytes
    public static Checkpoint of(String origin, Head head, byte[] root, Instant at) {
        return new Checkpoint(origin, head.size(), Base64.getEncoder().encodeToString(root), at, head.hash());
    }

    /// What is signed. It ends with a line feed.
    public String text() {
        return origin + '\n' + size + '\n' + root + '\n' + AT + at + '\n' + HASH + hash + '\n';
    }

    /// Reads what [#text()] wrote; empty where it is anything else.
    static Optional<Checkpoint> parse(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        if (lines.size() != 6 || !lines.get(3).startsWith(AT) || !lines.get(4).startsWith(HASH)) {
            return Optional.empty();
        }
        try {
            Checkpoint read = new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), lines.get(2),
                    Instant.parse(lines.get(3).substring(AT.length())), lines.get(4).substring(HASH.length()));
            return read.text().equals(text) ? Optional.of(read) : Optional.empty();
        } catch (NumberFormatException | DateTimeParseException damaged) {
            return Optional.empty();
        }
    }
}
