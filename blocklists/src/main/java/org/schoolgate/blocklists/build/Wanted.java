package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.util.BitSet;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolgate.blocklists.format.Entry;

/// Which entries somebody wants of a version, of which it may have millions.
///
/// @param hashes the low bits of the hashes of those that are wanted, so that the others are passed over by a number; empty
///               where each has to be looked at
/// @param ranges whether each address and each range of them has to be looked at, whatever its hash
/// @param digests whether each digest has to be looked at, whatever its hash
/// @param is says of an entry, as it is listed, whether it is wanted
record Wanted(BitSet hashes, boolean ranges, boolean digests, Predicate<Entry> is) {

    private static final int LOW = (1 << 20) - 1;

    /// These very entries, as they are listed.
    static Wanted of(Set<Entry> entries) {
        var hashes = new BitSet();
        entries.forEach(entry -> mark(entry.kind(), entry.text(), hashes));
        return new Wanted(hashes, false, false, entries::contains);
    }

    /// Has an entry looked at.
    static void mark(Entry.Kind kind, String text, BitSet hashes) {
        hashes.set((kind.mark() + text).hashCode() & LOW);
    }

    /// Whatever a question says yes to.
    static Wanted where(Predicate<Entry> is) {
        return new Wanted(new BitSet(), true, true, is);
    }

    /// Whether the entry at which a file stands may be one of them.
    boolean mayBe(EntriesFile at) throws IOException {
        return hashes.isEmpty() && ranges || hashes.get((int) at.hash() & LOW)
                || ranges && at.kind() == Entry.Kind.ADDRESSES || digests && at.kind() == Entry.Kind.DIGEST;
    }
}
