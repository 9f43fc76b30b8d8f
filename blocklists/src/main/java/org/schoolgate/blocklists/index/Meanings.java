package org.schoolgate.blocklists.index;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/// What keys mean, each different meaning once. Of five million keys most mean one of a few hundred things: that one list
/// has the name, or these two, or that nothing is listed but a name below it is.
///
/// A meaning is known by its number, from 1; 0 is "no key". Never changes; any number of threads may read.
final class Meanings {

    /// Names below the key are listed, or have paths.
    static final int HAS_BELOW = 1;
    /// Paths on the key are listed.
    static final int HAS_PATHS = 2;

    /// The key stands in the place of the same key of another index.
    static final int IS_EDITED = 4;

    private final byte[] flags;
    private final boolean[] silent;
    /// Where the sources of a meaning begin; those of the last end with the array.
    private final int[] firsts;
    private final int[] sources;
    /// Of each meaning four sets of categories: given to the key and what is below it, taken from those, given to the
    /// key alone, taken from it alone.
    private final long[] effects;

    private Meanings(byte[] flags, int[] firsts, int[] sources, Parts parts) {
        this.flags = flags;
        this.firsts = firsts;
        this.sources = sources;
        this.silent = new boolean[flags.length];
        this.effects = new long[4 * flags.length];
        for (int id = 0; id < flags.length; id++) {
            silent[id] = flags[id] == HAS_BELOW && firsts[id] == firsts[id + 1];
            for (int i = firsts[id]; i < firsts[id + 1]; i++) {
                int effect = 4 * id + (Source.isExact(sources[i]) ? 2 : 0) + (Source.allows(sources[i]) ? 1 : 0);
                effects[effect] |= parts.bits(Source.part(sources[i]));
            }
        }
    }

    boolean hasBelow(int id) {
        return (flags[id] & HAS_BELOW) != 0;
    }

    boolean hasPaths(int id) {
        return (flags[id] & HAS_PATHS) != 0;
    }

    /// Whether a key of this meaning lists nothing and has no paths: it only says that there are keys below it.
    boolean isSilent(int id) {
        return silent[id];
    }

    boolean isEdited(int id) {
        return (flags[id] & IS_EDITED) != 0;
    }

    /// What a row of no line says of its key.
    static int flag(int source) {
        return switch (source) {
            case Gathering.BELOW -> HAS_BELOW;
            case Gathering.PATHS -> HAS_PATHS;
            case Gathering.EDITED -> IS_EDITED;
            default -> throw new IllegalArgumentException("a row of the source " + source);
        };
    }

    /// The categories of a key, once this meaning has spoken, where shorter keys have given `before`.
    long apply(int id, long before) {
        return (before & ~effects[4 * id + 1]) | effects[4 * id];
    }

    /// The same for what the meaning says of the key alone.
    long applyExact(int id, long before) {
        return (before & ~effects[4 * id + 3]) | effects[4 * id + 2];
    }

    int sourceCount(int id) {
        return firsts[id + 1] - firsts[id];
    }

    int source(int id, int nth) {
        return sources[firsts[id] + nth];
    }

    /// @throws IOException where it is not what [Draft#writeTo] wrote
    static Meanings read(DataInputStream in, Parts parts) throws IOException {
        int count = in.readInt();
        int total = in.readInt();
        if (count < 1 || total < 0 || count > in.available() || total > in.available()) {
            throw new IOException("it has " + count + " meanings with " + total + " sources");
        }
        byte[] flags = new byte[count];
        int[] firsts = new int[count + 1];
        int[] sources = new int[total];
        for (int id = 0; id < count; id++) {
            flags[id] = in.readByte();
            int n = in.readUnsignedShort();
            firsts[id + 1] = firsts[id] + n;
            for (int i = firsts[id]; i < firsts[id + 1]; i++) {
                sources[i] = in.readInt();
                if (Source.part(sources[i]) < 0 || Source.part(sources[i]) >= parts.size()) {
                    throw new IOException("a meaning names a part that is not there");
                }
            }
        }
        return new Meanings(flags, firsts, sources, parts);
    }

    /// Meanings while they are gathered.
    static final class Draft {

        private byte[] flags = new byte[64];
        private int[] firsts = new int[65];
        private int[] sources = new int[64];
        private int count = 1;
        private int[] slots = new int[256];

        /// The number of a meaning, a new one where it is the first of its kind.
        int of(int flag, int[] from, int n) {
            int slot = hash(flag, from, 0, n) & slots.length - 1;
            for (; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
                int id = slots[slot];
                if (flags[id] == flag
                        && Arrays.equals(sources, firsts[id], firsts[id + 1], from, 0, n)) {
                    return id;
                }
            }
            return put(flag, from, n, slot);
        }

        private int put(int flag, int[] from, int n, int slot) {
            if (count == flags.length) {
                flags = Arrays.copyOf(flags, 2 * count);
                firsts = Arrays.copyOf(firsts, 2 * count + 1);
            }
            int end = firsts[count] + n;
            if (end > sources.length) {
                sources = Arrays.copyOf(sources, 2 * end);
            }
            flags[count] = (byte) flag;
            System.arraycopy(from, 0, sources, firsts[count], n);
            firsts[count + 1] = end;
            slots[slot] = count;
            if (2 * count > slots.length) {
                spread();
            }
            return count++;
        }

        private void spread() {
            int[] old = slots;
            slots = new int[2 * old.length];
            for (int id : old) {
                if (id != 0) {
                    int slot = hash(flags[id], sources, firsts[id], firsts[id + 1]) & slots.length - 1;
                    while (slots[slot] != 0) {
                        slot = slot + 1 & slots.length - 1;
                    }
                    slots[slot] = id;
                }
            }
        }

        private static int hash(int flag, int[] sources, int from, int to) {
            int hash = flag;
            for (int i = from; i < to; i++) {
                hash = (hash ^ sources[i]) * 0x9E3779B1;
                hash ^= hash >>> 15;
            }
            return hash;
        }

        int sourceCount(int id) {
            return firsts[id + 1] - firsts[id];
        }

        int source(int id, int nth) {
            return sources[firsts[id] + nth];
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(count);
            out.writeInt(firsts[count]);
            for (int id = 0; id < count; id++) {
                out.writeByte(flags[id]);
                out.writeShort(firsts[id + 1] - firsts[id]);
                for (int i = firsts[id]; i < firsts[id + 1]; i++) {
                    out.writeInt(sources[i]);
                }
            }
        }
    }
}
