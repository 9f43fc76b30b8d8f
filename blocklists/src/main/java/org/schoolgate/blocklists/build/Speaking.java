package org.schoolgate.blocklists.build;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;

/// Which entries may say something of some targets. An index of all of these answers for each of the targets as one of all entries does.
///
/// @param names each name of the targets, and all that it is below of
/// @param paths each beginning of an address at which an entry for a path may end, with its host
/// @param addresses those of the targets that have no name
record Speaking(Set<String> names, Set<String> paths, Set<IpAddress> addresses) {

    private static final String WWW = "www.";

    /// The number of bits of an address.
    private static final int WHOLE = 128;

    static Speaking of(Collection<Target> targets) {
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        Set<IpAddress> addresses = new HashSet<>();
        for (Target target : targets) {
            switch (target.host()) {
                case HostName name -> endings(name.name(), names);
                case IpAddress address -> {
                    addresses.add(address);
                    address.embeddedV4().ifPresent(addresses::add);
                }
            }
            if (target instanceof Target.Page page) {
                for (String host : hosts(page.host())) {
                    beginnings(host, page.path().text(), paths);
                }
            }
        }
        return new Speaking(names, paths, addresses);
    }

    /// The same as somebody who reads a version asks for them.
    Wanted wanted() {
        var hashes = new BitSet();
        for (String name : names) {
            Wanted.mark(Entry.Kind.NAME, name, hashes);
            Wanted.mark(Entry.Kind.EXACT, name, hashes);
        }
        paths.forEach(path -> Wanted.mark(Entry.Kind.PATH, path, hashes));
        return new Wanted(hashes, !addresses.isEmpty(), true, this::is);
    }

    boolean is(Entry entry) {
        return switch (entry.kind()) {
            case NAME, EXACT -> names.contains(entry.text());
            case PATH -> paths.contains(entry.text());
            case ADDRESSES -> !addresses.isEmpty() && isAround(entry.text());
            case DIGEST -> true;
        };
    }

    private boolean isAround(String text) {
        Optional<AddressRange> range = AddressRange.parse(text);
        return range.isPresent() && (range.get().prefix() == WHOLE
                ? addresses.contains(range.get().network())
                : addresses.stream().anyMatch(range.get()::contains));
    }

    private static void endings(String name, Set<String> all) {
        // What a name is below of is there already where the name is.
        for (String ending = name; all.add(ending); ending = ending.substring(ending.indexOf('.') + 1)) {
            if (ending.indexOf('.') < 0) {
                return;
            }
        }
    }

    /// An entry for a path of a name holds with `www.` before it, too.
    private static List<String> hosts(Host host) {
        String text = host.text();
        return host instanceof HostName && text.startsWith(WWW)
                ? List.of(text, text.substring(WWW.length()))
                : List.of(text);
    }

    private static void beginnings(String host, String path, Set<String> all) {
        List<Integer> ends = new ArrayList<>(List.of(path.length()));
        for (int i = 0; i < path.length(); i++) {
            if ("/?&".indexOf(path.charAt(i)) >= 0) {
                ends.add(i);
            }
        }
        for (int end : ends) {
            all.add(host + path.substring(0, end));
            all.add(host + path.substring(0, end) + "/");
        }
    }
}
