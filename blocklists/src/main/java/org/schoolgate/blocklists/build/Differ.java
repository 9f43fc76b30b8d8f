package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.schoolgate.blocklists.build.Difference.Change;
import org.schoolgate.blocklists.build.Difference.Kind;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;

/// Holds two versions of a list against each other. The files lie in the order of their publisher and not sorted, so the places
/// of the one's entries are kept in a table, and each entry of the other is looked up there: 12 to 24 bytes of memory for each
/// entry of the one, and a second or two for five million. Used once, by one thread.
final class Differ {

    /// Takes each entry that changed: first those of the other version in its order, then those that only the one has.
    ///
    /// @see Differ#run
    @FunctionalInterface
    interface Taker {

        /// Takes one.
        ///
        /// @param now the file that stands at the entry
        void take(Kind kind, EntriesFile now, Sorting before, Sorting after) throws IOException;
    }

    private static final int MOST_CATEGORIES = 64;

    private final Optional<StoredList> one;
    private final StoredList other;
    private final List<String> slugs;
    private final long[] came = new long[MOST_CATEGORIES];
    private final long[] went = new long[MOST_CATEGORIES];
    private final long sealed;
    private long[] table = new long[0];
    private long added;
    private long removed;
    private long moved;
    private long hidden;

    /// @param one the version before; empty: nothing
    /// @throws IOException where the two have more than 64 categories
    Differ(Optional<StoredList> one, StoredList other, Categories categories) throws IOException {
        this.one = one;
        this.other = other;
        Set<String> all = new LinkedHashSet<>();
        one.ifPresent(list -> list.header().parts().forEach(part -> all.addAll(part.slugs())));
        other.header().parts().forEach(part -> all.addAll(part.slugs()));
        if (all.size() > MOST_CATEGORIES) {
            throw new IOException("the two versions have " + all.size() + " categories, more than can be compared");
        }
        this.slugs = List.copyOf(all);
        long bits = 0;
        for (int i = 0; i < slugs.size(); i++) {
            // Of a category that is there no longer nobody knows whether it was sealed.
            bits |= categories.find(slugs.get(i)).filter(category -> !category.sealed()).isPresent() ? 0 : 1L << i;
        }
        this.sealed = Slot.isFilledBy(other.header().name()) ? -1L : bits;
    }

    /// The slugs whose bits are used.
    List<String> slugs() {
        return slugs;
    }

    /// The bits of categories whose entries nobody sees.
    long sealed() {
        return sealed;
    }

    /// Goes through both.
    Difference run(Taker taker) throws IOException {
        long multiplier = ThreadLocalRandom.current().nextLong() | 1;
        try (EntriesFile after = new EntriesFile(other, other.bits(slugs), multiplier)) {
            if (one.isEmpty()) {
                while (after.next()) {
                    count(Kind.ADDED, after, Sorting.NONE, after.sorting(), taker);
                }
            } else {
                try (EntriesFile before = new EntriesFile(one.get(), one.get().bits(slugs), multiplier)) {
                    compare(before, after, taker);
                }
            }
        }
        Map<String, Change> byCategory = new LinkedHashMap<>();
        for (int i = 0; i < slugs.size(); i++) {
            if (came[i] + went[i] > 0) {
                byCategory.put(slugs.get(i), new Change(came[i], went[i]));
            }
        }
        return new Difference(other.header().name(), one.map(list -> list.header().version()).orElse(""),
                other.header().version(), one.map(list -> list.header().entries()).orElse(0L),
                other.header().entries(), added, removed, moved, hidden, byCategory);
    }

    private void compare(EntriesFile before, EntriesFile after, Taker taker) throws IOException {
        int slots = Math.max(16, Integer.highestOneBit((int) Math.min(1 << 28,
                before.entries() + before.entries() / 2)) << 1);
        table = new long[slots];
        for (int count = 0; before.next(); count++) {
            if (count == slots - 1) {
                throw new IOException("the version " + one.orElseThrow().header().version()
                        + " has more entries than its header says");
            }
            int slot = slot(before.hash());
            while (table[slot] != 0) {
                slot = slot + 1 & slots - 1;
            }
            table[slot] = before.hash() >>> 32 << 32 | before.start() + 1;
        }
        var seen = new BitSet(slots);
        while (after.next()) {
            int slot = find(before, after);
            if (slot < 0) {
                count(Kind.ADDED, after, Sorting.NONE, after.sorting(), taker);
                continue;
            }
            seen.set(slot);
            Sorting then = after.sortingAt(before, (table[slot] & 0xffff_ffffL) - 1);
            Sorting now = after.sorting();
            if (!then.equals(now)) {
                count(Kind.MOVED, after, then, now, taker);
            }
        }
        removed(before, seen, taker);
    }

    private void removed(EntriesFile before, BitSet seen, Taker taker) throws IOException {
        before.rewind();
        while (before.next()) {
            int slot = slot(before.hash());
            while ((table[slot] & 0xffff_ffffL) - 1 != before.start()) {
                slot = slot + 1 & table.length - 1;
            }
            if (!seen.get(slot)) {
                count(Kind.REMOVED, before, before.sorting(), Sorting.NONE, taker);
            }
        }
    }

    private int find(EntriesFile before, EntriesFile after) {
        int slot = slot(after.hash());
        while (table[slot] != 0) {
            if (table[slot] >>> 32 == after.hash() >>> 32 && after.isAt(before, (table[slot] & 0xffff_ffffL) - 1)) {
                return slot;
            }
            slot = slot + 1 & table.length - 1;
        }
        return -1;
    }

    private int slot(long hash) {
        long mixed = hash * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & table.length - 1;
    }

    private void count(Kind kind, EntriesFile at, Sorting before, Sorting after, Taker taker) throws IOException {
        switch (kind) {
            case ADDED -> added++;
            case REMOVED -> removed++;
            case MOVED -> moved++;
        }
        bits(after.in() & ~before.in(), came);
        bits(before.in() & ~after.in(), went);
        hidden += isHidden(at, before, after) ? 1 : 0;
        taker.take(kind, at, before, after);
    }

    private static void bits(long set, long[] counts) {
        for (long left = set; left != 0; left &= left - 1) {
            counts[Long.numberOfTrailingZeros(left)]++;
        }
    }

    /// The line of an entry that may be shown; empty for one that may not.
    Optional<Difference.Line> line(Kind kind, EntriesFile now, Sorting before, Sorting after) throws IOException {
        if (isHidden(now, before, after)) {
            return Optional.empty();
        }
        return Optional.of(new Difference.Line(kind, now.entry(false).toString(), words(before), words(after)));
    }

    /// Whether nobody sees an entry: it is sealed, licensed, or a digest.
    private boolean isHidden(EntriesFile at, Sorting before, Sorting after) throws IOException {
        return ((before.any() | after.any()) & sealed) != 0 || at.kind() == Entry.Kind.DIGEST;
    }

    private List<String> words(Sorting sorting) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < slugs.size(); i++) {
            if ((sorting.in() >>> i & 1) != 0) {
                words.add(slugs.get(i));
            }
            if ((sorting.out() >>> i & 1) != 0) {
                words.add("@@" + slugs.get(i));
            }
        }
        return words;
    }
}
