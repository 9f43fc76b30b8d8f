package org.schoolgate.blocklists.build;

import java.util.BitSet;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolgate.blocklists.format.Entry;

/// Which entries somebody wants of a version, of which it may have millions.
///
/// @param hashes the low bits of the hashes of those that are wanted, so that the others are passed over by a number; empty
///               where each has to be looked at
/// @param is says of an entry, as it is listed, whether it is wanted
record Wanted(BitSet hashes, Predicate<Entry> is) {

    private static final int LOW = (1 << 20) - 1;

    /// These very entries, as they are listed.
    static Wanted of(Set<Entry> entries) {
        var hashes = new BitSet();
        entries.forEach(entry -> hashes.set((entry.kind().mark() + entry.text()).hashCode() & LOW));
        return new Wanted(hashes, entries::contains);
    }

    /// Whatever a question says yes to.
    static Wanted where(Predicate<Entry> is) {
        return new Wanted(new BitSet(), is);
    }

    /// Whether an entry with this hash may be one of them.
    boolean mayBe(long hash) {
        return hashes.isEmpty() || hashes.get((int) hash & LOW);
    }
}
