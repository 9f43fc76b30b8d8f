package org.schoolgate.blocklists.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;

/// IPv4 addresses from one to another, `10.0.0.1-10.0.0.9`, as the fewest ranges that have exactly them.
final class AddressSpan {

    private static final long V4 = 0xffff_ffffL;

    private AddressSpan() {}

    static Reading read(String text) {
        int hyphen = text.indexOf('-');
        Optional<IpAddress> first = IpAddress.parse(text.substring(0, hyphen)).filter(IpAddress::isV4);
        Optional<IpAddress> last = IpAddress.parse(text.substring(hyphen + 1)).filter(IpAddress::isV4);
        if (first.isEmpty() || last.isEmpty() || (first.get().low() & V4) > (last.get().low() & V4)) {
            return new Reading.Bad("no range of addresses", "the first, '-', the last: '192.0.2.1-192.0.2.9'");
        }
        List<Entry> entries = new ArrayList<>();
        long from = first.get().low() & V4;
        long to = last.get().low() & V4;
        while (from <= to) {
            int bits = Math.min(from == 0 ? 32 : Long.numberOfTrailingZeros(from),
                    63 - Long.numberOfLeadingZeros(to - from + 1));
            switch (EntryReader.range(new AddressRange(IpAddress.ofV4((int) from), 128 - bits))) {
                case Reading.Listed(List<Entry> read) -> entries.addAll(read);
                case Reading other -> {
                    return other;
                }
            }
            from += 1L << bits;
        }
        return new Reading.Listed(List.copyOf(entries));
    }
}
