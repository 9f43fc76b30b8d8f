package org.schoolgate.blocklists.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;

/// The listed addresses and ranges. A look-up is one binary search: ranges lie within one another or apart, so together
/// they cut the addresses into pieces, and of each piece it is known what all ranges around it come to.
final class Addresses {

    private final List<Listed> ranges;
    private final Parts parts;
    /// Where each piece begins; the first begins at the lowest address.
    private final long[] highs;
    private final long[] lows;
    private final long[] bits;

    /// A range and the lines that list it.
    ///
    /// @param sources of each line its source
    /// @param lines of each its number
    record Listed(AddressRange range, int[] sources, int[] lines) {

        Level level(Parts parts) {
            return new Level(range.prefix() == 128 ? range.network().toString() : range.toString(), sources, lines,
                    parts);
        }

        private long apply(long before, Parts parts) {
            long given = 0;
            long taken = 0;
            for (int source : sources) {
                if (Source.allows(source)) {
                    taken |= parts.bits(Source.part(source));
                } else {
                    given |= parts.bits(Source.part(source));
                }
            }
            return (before & ~taken) | given;
        }
    }

    /// @param listed each range once
    Addresses(Collection<Listed> listed, Parts parts) {
        this.parts = parts;
        this.ranges = listed.stream().sorted(Comparator.comparing(Listed::range, Addresses::compare)).toList();
        var pieces = new Pieces(ranges.size());
        Deque<Open> around = new ArrayDeque<>();
        for (Listed each : ranges) {
            close(around, each.range().network(), pieces);
            long inside = each.apply(around.isEmpty() ? 0 : around.peek().bits(), parts);
            pieces.add(each.range().network(), inside);
            around.push(new Open(last(each.range()), inside));
        }
        close(around, null, pieces);
        this.highs = Arrays.copyOf(pieces.highs, pieces.size);
        this.lows = Arrays.copyOf(pieces.lows, pieces.size);
        this.bits = Arrays.copyOf(pieces.bits, pieces.size);
    }

    int size() {
        return ranges.size();
    }

    List<Listed> ranges() {
        return ranges;
    }

    /// The categories of an address, as the bits of a set.
    long bitsOf(IpAddress address) {
        int low = 0;
        int high = highs.length - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (compare(highs[middle], lows[middle], address.high(), address.low()) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return bits[low];
    }

    /// The ranges that hold an address, widest first. Asks all of them.
    List<Listed> around(IpAddress address) {
        return ranges.stream().filter(each -> each.range().contains(address)).toList();
    }

    static void write(DataOutput out, List<Listed> ranges) throws IOException {
        out.writeInt(ranges.size());
        for (Listed each : ranges) {
            out.writeLong(each.range().network().high());
            out.writeLong(each.range().network().low());
            out.writeByte(each.range().prefix());
            out.writeShort(each.sources().length);
            for (int i = 0; i < each.sources().length; i++) {
                out.writeInt(each.sources()[i]);
                out.writeInt(each.lines()[i]);
            }
        }
    }

    /// @throws IOException where it is not what [#write] wrote
    static Addresses read(DataInput in, Parts parts) throws IOException {
        int count = in.readInt();
        List<Listed> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var network = new IpAddress(in.readLong(), in.readLong());
            int prefix = in.readUnsignedByte();
            int n = in.readUnsignedShort();
            int[] sources = new int[n];
            int[] lines = new int[n];
            for (int j = 0; j < n; j++) {
                sources[j] = in.readInt();
                lines[j] = in.readInt();
                if (Source.part(sources[j]) < 0 || Source.part(sources[j]) >= parts.size()) {
                    throw new IOException("a range names a part that is not there");
                }
            }
            ranges.add(new Listed(range(network, prefix), sources, lines));
        }
        return new Addresses(ranges, parts);
    }

    private static AddressRange range(IpAddress network, int prefix) throws IOException {
        try {
            return new AddressRange(network, prefix);
        } catch (IllegalArgumentException none) {
            throw new IOException("a range that is none", none);
        }
    }

    /// Ends the ranges around that end before `next`, all of them where there is no next.
    private static void close(Deque<Open> around, @Nullable IpAddress next, Pieces pieces) {
        while (!around.isEmpty()) {
            IpAddress last = around.peek().last();
            if (next != null && compare(last.high(), last.low(), next.high(), next.low()) >= 0) {
                return;
            }
            around.pop();
            if (last.high() != -1 || last.low() != -1) {
                pieces.add(after(last), around.isEmpty() ? 0 : around.peek().bits());
            }
        }
    }

    private static IpAddress last(AddressRange range) {
        int open = 128 - range.prefix();
        long high = open <= 64 ? 0 : open == 128 ? -1 : (1L << open - 64) - 1;
        long low = open >= 64 ? -1 : (1L << open) - 1;
        return new IpAddress(range.network().high() | high, range.network().low() | low);
    }

    private static IpAddress after(IpAddress address) {
        return new IpAddress(address.low() == -1 ? address.high() + 1 : address.high(), address.low() + 1);
    }

    /// By their first address, the wider first.
    private static int compare(AddressRange one, AddressRange other) {
        int order = compare(one.network().high(), one.network().low(), other.network().high(), other.network().low());
        return order != 0 ? order : Integer.compare(one.prefix(), other.prefix());
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        return high == otherHigh ? Long.compareUnsigned(low, otherLow) : Long.compareUnsigned(high, otherHigh);
    }

    private record Open(IpAddress last, long bits) {}

    /// Pieces while they are gathered. A piece that begins where the one before does stands in its place.
    private static final class Pieces {

        private final long[] highs;
        private final long[] lows;
        private final long[] bits;
        private int size = 1;

        Pieces(int ranges) {
            highs = new long[2 * ranges + 1];
            lows = new long[2 * ranges + 1];
            bits = new long[2 * ranges + 1];
        }

        void add(IpAddress begin, long set) {
            if (highs[size - 1] != begin.high() || lows[size - 1] != begin.low()) {
                size++;
            }
            highs[size - 1] = begin.high();
            lows[size - 1] = begin.low();
            bits[size - 1] = set;
        }
    }
}
