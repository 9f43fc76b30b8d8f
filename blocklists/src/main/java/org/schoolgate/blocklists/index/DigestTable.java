package org.schoolgate.blocklists.index;

import java.io.DataInput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.schoolgate.blocklists.digest.Digesting;

/// All digests that were made in one way, sorted, outside the heap. A row is a digest, then four bytes for its part and four for its
/// line. The first bits of a digest say in which few rows it can be, as digests are spread evenly; where they are not, as in a file that
/// somebody has made up, the search halves what is left, so that it never takes more than some thirty steps. Never changes; any number
/// of threads may ask.
final class DigestTable {

    /// Bytes of a row behind its digest.
    static final int TAIL = 8;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_BITS = 20;

    private final Digesting how;
    private final MemorySegment rows;
    private final int size;
    private final int width;
    private final long stride;
    private final Parts parts;
    private final long categories;
    private final int shift;
    /// Of each beginning of a digest the first row that begins so or with more.
    private final int[] firsts;

    DigestTable(Digesting how, MemorySegment rows, Parts parts) throws IOException {
        this.how = how;
        this.rows = rows;
        this.width = how.kind().bytes();
        this.stride = (long) width + TAIL;
        this.size = (int) (rows.byteSize() / stride);
        this.parts = parts;
        int bits = Math.clamp(31 - Integer.numberOfLeadingZeros(Math.max(2, size)), 1, MOST_BITS);
        this.shift = Integer.SIZE - bits;
        this.firsts = new int[(1 << bits) + 1];
        long all = 0;
        for (int row = 0; row < size; row++) {
            firsts[beginning(row) + 1]++;
            int part = part(row);
            if (part < 0 || part >= parts.size() || row > 0 && compare(row - 1, row) > 0) {
                throw new IOException("its digests are not in order");
            }
            all |= parts.bits(part);
        }
        for (int i = 1; i < firsts.length; i++) {
            firsts[i] += firsts[i - 1];
        }
        this.categories = all;
    }

    /// Reads what [DigestDraft#write] has written.
    static List<DigestTable> read(DataInput note, MemorySegment section, Parts parts) throws IOException {
        int ways = note.readInt();
        if (ways < 0 || ways > Digesting.ALL.size()) {
            throw new IOException("digests made in " + ways + " ways");
        }
        List<DigestTable> all = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < ways; i++) {
            String mark = note.readUTF();
            Digesting how = Digesting.read(mark)
                    .orElseThrow(() -> new IOException("digests made in a way that is not known: " + mark));
            long bytes = (long) note.readInt() * (how.kind().bytes() + TAIL);
            if (bytes < 0 || bytes > section.byteSize() - at) {
                throw new IOException("more digests than there are");
            }
            all.add(new DigestTable(how, section.asSlice(at, bytes), parts));
            at += bytes;
        }
        return List.copyOf(all);
    }

    /// How its digests were made.
    Digesting how() {
        return how;
    }

    /// What a digest in it can be about.
    long categories() {
        return categories;
    }

    /// The first row of a digest; -1 where it is not there.
    int find(byte[] digest) {
        int beginning = word(digest) >>> shift;
        int from = firsts[beginning];
        int to = firsts[beginning + 1];
        while (from < to) {
            int middle = from + to >>> 1;
            if (compare(middle, digest) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from < size && compare(from, digest) == 0 ? from : -1;
    }

    /// Whether a row has the digest of the one before it.
    boolean goesOn(int row) {
        return row < size && MemorySegment.mismatch(rows, row * stride, row * stride + width, rows, (row - 1) * stride,
                (row - 1) * stride + width) < 0;
    }

    /// The number of the part that has a row.
    int part(int row) {
        return rows.get(INT, row * stride + width);
    }

    /// Its line there.
    int line(int row) {
        return rows.get(INT, row * stride + width + Integer.BYTES);
    }

    /// What a row says its address is about.
    long bits(int row) {
        return parts.bits(part(row));
    }

    Part partOf(int row) {
        return parts.part(part(row));
    }

    private int beginning(int row) {
        return Integer.reverseBytes(rows.get(INT, row * stride)) >>> shift;
    }

    private static int word(byte[] digest) {
        return digest[0] << 24 | (digest[1] & 0xff) << 16 | (digest[2] & 0xff) << 8 | digest[3] & 0xff;
    }

    private int compare(int row, byte[] digest) {
        for (int i = 0; i < width; i++) {
            int difference = (rows.get(ValueLayout.JAVA_BYTE, row * stride + i) & 0xff) - (digest[i] & 0xff);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private int compare(int one, int other) {
        long at = MemorySegment.mismatch(rows, one * stride, one * stride + width, rows, other * stride,
                other * stride + width);
        return at < 0
                ? 0
                : Byte.compareUnsigned(rows.get(ValueLayout.JAVA_BYTE, one * stride + at),
                        rows.get(ValueLayout.JAVA_BYTE, other * stride + at));
    }
}
