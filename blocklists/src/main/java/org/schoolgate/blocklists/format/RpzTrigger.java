package org.schoolgate.blocklists.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.blocklists.format.Entry.Kind;
import org.schoolgate.filters.request.AddressRange;

/// What a record of a response policy zone is about: its owner name without the zone's.
final class RpzTrigger {

    private static final String ADDRESS = ".rpz-ip";

    private RpzTrigger() {}

    /// @param opens whether the record opens: then it does so with all below the name, as no `*.name` from above reaches below a name that
    ///              has a record of its own
    static Reading read(String trigger, boolean opens) {
        String text = trigger.toLowerCase(Locale.ROOT);
        if (text.endsWith(ADDRESS)) {
            return range(text.substring(0, text.length() - ADDRESS.length()));
        }
        if (text.matches("(.*\\.)?rpz-(client-ip|nsip|nsdname|ip)")) {
            return Reading.UNSUPPORTED;
        }
        return trigger.startsWith("*.")
                ? EntryReader.name(trigger.substring(2), Kind.NAME)
                : EntryReader.name(trigger, opens ? Kind.NAME : Kind.EXACT);
    }

    /// `24.0.2.0.192` and `128.1.zz.db8.2001`: the bits, then the address from its end to its beginning.
    private static Reading range(String reversed) {
        List<String> parts = new ArrayList<>(List.of(reversed.split("\\.", -1)));
        String bits = parts.removeFirst();
        Collections.reverse(parts);
        boolean v4 = parts.size() == 4 && parts.stream().allMatch(part -> part.matches("[0-9]{1,3}"));
        String address = v4 ? String.join(".", parts) : v6(parts);
        Optional<AddressRange> range = AddressRange.parse(address + "/" + bits);
        return range.isPresent() && parts.size() <= 8
                ? EntryReader.range(range.get())
                : new Reading.Bad("no range of addresses in the spelling of zones",
                        "'24.0.2.0.192.rpz-ip' for 192.0.2.0/24");
    }

    /// With 'zz' for the '::'.
    private static String v6(List<String> parts) {
        int spread = parts.indexOf("zz");
        return spread < 0
                ? String.join(":", parts)
                : String.join(":", parts.subList(0, spread)) + "::"
                        + String.join(":", parts.subList(spread + 1, parts.size()));
    }
}
