package org.schoolgate.blocklists.index;

/// Which part a line belongs to and what kind of line it is, in one number from 0.
final class Source {

    private static final int EXACT = 1;
    private static final int ALLOW = 2;

    /// The most parts an index may have.
    static final int MOST_PARTS = 1 << 20;

    private Source() {}

    /// @param exact whether the line speaks of the key alone, not of what is below it
    /// @param allow whether it takes the part's categories away instead of giving them
    static int of(int part, boolean exact, boolean allow) {
        return part << 2 | (allow ? ALLOW : 0) | (exact ? EXACT : 0);
    }

    static int part(int source) {
        return source >> 2;
    }

    static boolean isExact(int source) {
        return (source & EXACT) != 0;
    }

    static boolean allows(int source) {
        return (source & ALLOW) != 0;
    }
}
