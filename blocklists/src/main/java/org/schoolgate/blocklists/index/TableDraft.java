package org.schoolgate.blocklists.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a [Table] of gathered keys: each key once, with the meaning that all its rows together have. Used once, by one
/// thread.
///
/// As keys come sorted by hash, and a key's home grows with its hash, the lines are filled one after the other.
final class TableDraft {

    /// Keys per line, of 15 that find room: at 12 one look-up in 45 of an unlisted name touches a second line.
    private static final int LOAD = 12;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Gathering rows;
    private final Meanings.Draft meanings;
    private final byte[] widths;
    private final boolean longKeys;
    /// Of each key its first row, then the number of rows.
    private final int[] keys;
    private final int keyCount;
    private final int lineCount;
    /// Number + 1 of the key in each lane; lane 0 of a line is free.
    private final int[] lanes;
    private final byte[] fill;
    private final byte[] lines;
    private int longestProbe;
    /// It keeps the compiler from leaving out what [#touch] reads.
    @SuppressWarnings("UnusedVariable")
    private int touched;

    /// @param widths how many bytes a line number of each part takes
    /// @param longKeys see [TableShape#longKeys]
    TableDraft(Gathering rows, Meanings.Draft meanings, byte[] widths, boolean longKeys) {
        this.rows = rows;
        this.meanings = meanings;
        this.widths = widths;
        this.longKeys = longKeys;
        rows.sort();
        int[] begins = new int[rows.size() + 1];
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (row == 0 || !rows.isSameKey(row - 1, row)) {
                begins[count++] = row;
            }
        }
        begins[count] = rows.size();
        this.keys = begins;
        this.keyCount = count;
        this.lineCount = Math.max(4, (count + LOAD - 1) / LOAD + 3 & ~3);
        this.lanes = new int[Math.multiplyExact(lineCount, Table.LANES)];
        this.fill = new byte[lineCount];
        this.lines = new byte[Math.multiplyExact(lineCount, Table.LINE)];
        settle();
    }

    /// How many different entries the rows are: a key that holds for what is below it, and the same key for itself alone,
    /// are two.
    int entries() {
        int entries = 0;
        for (int key = 0; key < keyCount; key++) {
            int kinds = 0;
            for (int row = keys[key]; row < keys[key + 1]; row++) {
                int source = rows.source(row);
                kinds |= source < 0 ? 0 : Source.isExact(source) ? 2 : 1;
            }
            entries += Integer.bitCount(kinds);
        }
        return entries;
    }

    /// The table, with the bytes of its sections in the order of [TableSections].
    ///
    /// @param endings those to leave out of the keys
    Written write(Endings endings) {
        int[] ids = ids();
        Escapes escapes = mark(ids);
        int unit = 0;
        Written written = null;
        while (written == null) {
            written = write(endings, ids, escapes, unit++);
        }
        return written;
    }

    /// @param sections in the order of [TableSections]
    record Written(TableShape shape, List<ByteBuffer> sections) {}

    /// Gives each key its lane: at home while there is room, then wherever the search would come next.
    private void settle() {
        int[] away = new int[64];
        int waiting = 0;
        for (int key = 0; key < keyCount; key++) {
            int home = home(key);
            if (fill[home] < Table.LANES - 1) {
                lanes[home * Table.LANES + ++fill[home]] = key + 1;
            } else {
                if (waiting == away.length) {
                    away = Arrays.copyOf(away, 2 * waiting);
                }
                away[waiting++] = key;
            }
        }
        for (int i = 0; i < waiting; i++) {
            int home = home(away[i]);
            int step = 1;
            int line = (int) Table.neighbour(home, step, lineCount);
            while (fill[line] == Table.LANES - 1) {
                line = (int) Table.neighbour(home, ++step, lineCount);
            }
            lanes[line * Table.LANES + ++fill[line]] = away[i] + 1;
            longestProbe = Math.max(longestProbe, step);
            int mark = (short) SHORT.get(lines, home * Table.LINE) | 1 << (int) (hash(away[i]) >>> 16 & 15);
            SHORT.set(lines, home * Table.LINE, (short) mark);
        }
    }

    /// The number of each key's meaning.
    private int[] ids() {
        int[] ids = new int[keyCount];
        int[] sources = new int[16];
        for (int key = 0; key < keyCount; key++) {
            int flags = 0;
            int n = 0;
            for (int row = keys[key]; row < keys[key + 1]; row++) {
                int source = rows.source(row);
                if (source < 0) {
                    flags |= Meanings.flag(source);
                } else if (n == 0 || sources[n - 1] != source) {
                    if (n == sources.length) {
                        sources = Arrays.copyOf(sources, 2 * n);
                    }
                    sources[n++] = source;
                }
            }
            ids[key] = meanings.of(flags, sources, n);
        }
        return ids;
    }

    /// Writes tags and meanings into the lanes.
    private Escapes mark(int[] ids) {
        int[] positions = new int[0];
        int[] escaped = new int[0];
        int n = 0;
        for (int line = 0; line < lineCount; line++) {
            for (int lane = 1; lane <= fill[line]; lane++) {
                int key = lanes[line * Table.LANES + lane] - 1;
                int at = line * Table.LINE + 2 * lane;
                SHORT.set(lines, at, (short) hash(key));
                SHORT.set(lines, at + Table.LINE / 2, (short) Math.min(ids[key], Table.ESCAPED));
                if (ids[key] >= Table.ESCAPED) {
                    if (n == positions.length) {
                        positions = Arrays.copyOf(positions, 64 + 2 * n);
                        escaped = Arrays.copyOf(escaped, 64 + 2 * n);
                    }
                    positions[n] = line * Table.LANES + lane;
                    escaped[n++] = ids[key];
                }
            }
        }
        return new Escapes(Arrays.copyOf(positions, n), Arrays.copyOf(escaped, n));
    }

    /// Writes names and places; null where the names of a group of lines do not fit the unit.
    private @Nullable Written write(Endings endings, int[] ids, Escapes escapes, int unit) {
        var names = new Bytes(keyCount * 18L);
        names.take(Texts.MARGIN);
        var places = new Bytes(keyCount * 4L);
        int groups = (lineCount + Table.GROUP - 1) / Table.GROUP;
        byte[] bases = new byte[4 * groups];
        byte[] placeBases = new byte[4 * groups];
        byte[] pool = rows.pool();
        int longest = 0;
        for (int line = 0; line < lineCount; line++) {
            names.align(unit);
            if (line % Table.GROUP == 0) {
                INT.set(bases, line / Table.GROUP * 4, names.size() >>> unit);
                INT.set(placeBases, line / Table.GROUP * 4, places.size());
            }
            int delta = (names.size() >>> unit) - (int) INT.get(bases, line / Table.GROUP * 4);
            if (delta > 0xffff) {
                return null;
            }
            SHORT.set(lines, line * Table.LINE + Table.LINE / 2, (short) delta);
            int count = fill[line];
            touch(line, count);
            int head = names.take(1 + Texts.PER_KEY * count);
            names.set(head, count);
            for (int lane = 1; lane <= count; lane++) {
                int key = lanes[line * Table.LANES + lane] - 1;
                int row = keys[key];
                int start = rows.start(row);
                int length = rows.length(row);
                longest = Math.max(longest, length);
                int ending = longKeys ? 0 : endings.find(pool, start, start + length);
                int stem = length - endings.length(ending);
                if (longKeys) {
                    names.set(head + 2 * lane - 1, stem);
                    names.set(head + 2 * lane, stem >>> 8);
                } else {
                    names.set(head + lane, stem);
                    names.set(head + count + lane, ending);
                }
                names.put(pool, start, stem);
                places(key, ids[key], places);
            }
        }
        names.take(Texts.MARGIN);
        var shape = new TableShape(lineCount, keyCount, longestProbe, longest, unit, longKeys, escapes);
        return new Written(shape, List.of(ByteBuffer.wrap(lines), ByteBuffer.wrap(bases), names.bytes(),
                ByteBuffer.wrap(placeBases), places.bytes()));
    }

    /// Reads a byte of each key of a line, one right after the other: they lie far apart, and so all are waited for at once.
    private void touch(int line, int count) {
        byte[] pool = rows.pool();
        int sum = 0;
        for (int lane = 1; lane <= count; lane++) {
            sum += pool[rows.start(keys[lanes[line * Table.LANES + lane] - 1])];
        }
        touched += sum;
    }

    /// The first line of each source, as many bytes as its part takes.
    private void places(int key, int id, Bytes out) {
        int nth = 0;
        for (int row = keys[key]; nth < meanings.sourceCount(id); row++) {
            int source = rows.source(row);
            if (source == meanings.source(id, nth)) {
                for (int b = 0; b < widths[Source.part(source)]; b++) {
                    out.put(rows.line(row) >>> 8 * b);
                }
                nth++;
            }
        }
    }

    private long hash(int key) {
        return rows.hash(keys[key]);
    }

    private int home(int key) {
        return (int) Math.unsignedMultiplyHigh(hash(key), lineCount);
    }

    /// Bytes that grow.
    private static final class Bytes {

        private byte[] bytes;
        private int size;

        Bytes(long expected) {
            bytes = new byte[Math.clamp(expected, 64, 1 << 30)];
        }

        int size() {
            return size;
        }

        void put(int value) {
            room(1);
            bytes[size++] = (byte) value;
        }

        /// Leaves room for some bytes and gives where it begins.
        int take(int length) {
            room(length);
            size += length;
            return size - length;
        }

        void set(int at, int value) {
            bytes[at] = (byte) value;
        }

        void put(byte[] from, int start, int length) {
            room(length);
            System.arraycopy(from, start, bytes, size, length);
            size += length;
        }

        void align(int unit) {
            int aligned = size + (1 << unit) - 1 & -(1 << unit);
            room(aligned - size);
            size = aligned;
        }

        ByteBuffer bytes() {
            return ByteBuffer.wrap(bytes, 0, size);
        }

        private void room(int more) {
            if (bytes.length - size < more) {
                bytes = Arrays.copyOf(bytes, Math.addExact(size, more) + size / 2);
            }
        }
    }
}
