package org.schoolgate.blocklists.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolgate.blocklists.format.Entry.Kind;

/// Settings of dnsmasq: `address=/name/`, also with an address that leads nowhere or `#` behind it, `local=/name/` and `server=/name/`
/// close a name with all below it; several names may stand in one line. `server=/name/#` opens one. A line that leads a name to a
/// real address or server is no listing, and other settings are none either.
final class DnsmasqFormat implements LineFormat {

    private static final Set<String> KEYS = Set.of("address", "local", "server");

    @Override
    public String title() {
        return "dnsmasq settings";
    }

    @Override
    public Reading read(String line) {
        String text = Comments.stripped(line);
        if (text.isEmpty()) {
            return Reading.SILENT;
        }
        int equals = text.indexOf('=');
        String key = (equals < 0 ? text : text.substring(0, equals)).strip();
        if (!key.matches("[a-z][a-z0-9-]{0,40}")) {
            return new Reading.Bad("no setting of dnsmasq", "'address=/games.example/', one a line");
        }
        String value = text.substring(equals < 0 ? text.length() : equals + 1).strip();
        if (!KEYS.contains(key) || !value.startsWith("/")) {
            return Reading.UNSUPPORTED;
        }
        int last = value.lastIndexOf('/');
        if (last == 0) {
            return new Reading.Bad("no '/' behind the name", "'" + key + "=" + value + "/'");
        }
        String to = value.substring(last + 1).strip();
        boolean address = key.equals("address");
        boolean opens = !address && to.equals("#");
        boolean closes = to.isEmpty() || address && (to.equals("#") || Nowhere.is(to));
        return opens || closes ? names(value.substring(1, last).split("/", -1), opens) : Reading.UNSUPPORTED;
    }

    @Override
    public boolean claims(String line) {
        return line.strip().matches("(address|local|server)=/.*");
    }

    private static Reading names(String[] names, boolean opens) {
        List<Entry> entries = new ArrayList<>();
        for (String name : names) {
            if (name.isEmpty()) {
                return Reading.UNSUPPORTED;
            }
            switch (name.equals("#") ? EntryReader.name("*", Kind.NAME) : EntryReader.wild(name)) {
                case Reading.Listed(List<Entry> read) ->
                    read.forEach(entry -> entries.add(opens ? entry.asAllow() : entry));
                case Reading other -> {
                    return other;
                }
            }
        }
        return new Reading.Listed(List.copyOf(entries));
    }
}
