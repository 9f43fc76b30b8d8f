package org.schoolgate.review.chain;

/// Where the chain ends.
///
/// @param size how many entries it has
/// @param hash of the last one, 64 hexadecimal digits
public record Head(long size, String hash) {

    /// Of a chain without entries.
    public static final Head EMPTY = new Head(0, Entry.NOTHING);

    /// The entry that comes next.
    public Entry next(Entry.Kind kind, long about, String digest) {
        return new Entry(size + 1, kind, about, digest, Entry.hash(size + 1, kind.word(), about, digest, hash));
    }

    /// Where the chain ends once that entry is written.
    public Head with(Entry entry) {
        return new Head(entry.seq(), entry.hash());
    }
}
