package org.schoolgate.blocklists.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolgate.blocklists.format.Entry.Kind;
import org.schoolgate.filters.request.IpAddress;

/// Hosts files: an address that leads nowhere, then one name or several, such as `0.0.0.0 ads.example # why`.
/// A line that leads a name to a real address is not a listing, so it is not taken.
final class HostsFormat implements LineFormat {

    /// What a machine's own hosts file says of itself.
    private static final Set<String> OWN = Set.of("localhost", "localhost.localdomain", "local", "broadcasthost",
            "ip6-localhost", "ip6-loopback", "ip6-localnet", "ip6-mcastprefix", "ip6-allnodes", "ip6-allrouters",
            "ip6-allhosts", "0.0.0.0", "127.0.0.1", "::1", "::");

    @Override
    public String title() {
        return "hosts file";
    }

    @Override
    public Reading read(String line) {
        String text = Comments.stripped(line);
        if (text.isEmpty()) {
            return Reading.SILENT;
        }
        String[] words = text.split("\\s+");
        if (!isAddress(words[0])) {
            return new Reading.Bad("no address at its beginning", "'0.0.0.0', then the name");
        }
        if (words.length < 2) {
            return new Reading.Bad("no name behind the address", "'" + words[0] + "', then the name");
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            if (OWN.contains(words[i])) {
                continue;
            }
            if (!Nowhere.is(words[0])) {
                return Reading.UNSUPPORTED;
            }
            switch (EntryReader.name(words[i], Kind.NAME)) {
                case Reading.Listed listed -> entries.addAll(listed.entries());
                case Reading other -> {
                    return other;
                }
            }
        }
        return entries.isEmpty() ? Reading.SILENT : new Reading.Listed(List.copyOf(entries));
    }

    @Override
    public boolean claims(String line) {
        String[] words = Comments.stripped(line).split("\\s+");
        return words.length >= 2 && isAddress(words[0]);
    }

    private static boolean isAddress(String word) {
        int zone = word.indexOf('%');
        return Nowhere.is(word) || IpAddress.parse(zone < 0 ? word : word.substring(0, zone)).isPresent();
    }
}
