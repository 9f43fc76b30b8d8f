package org.schoolgate.filters.request;

import java.util.Set;

/// The part of a host's name that somebody registered: `school.example` of `www.school.example`, `school.co.uk` of
/// `www.school.co.uk`. Two hosts that share it are taken for one owner's.
///
/// It is told from the letters, without the list of public suffixes, which changes weekly: below a country's ending, a
/// label such as `co` or `ac` belongs to the ending. So people who share a host of many (`a.pages.example`, `b.pages.example`)
/// are taken for one owner.
public final class OwnersName {

    /// Labels below a country's two letters under which names are registered.
    private static final Set<String> COMMON = Set.of("ac", "co", "com", "edu", "gob", "gov", "gouv", "govt", "go", "gv",
            "ltd", "me", "mil", "ne", "net", "nhs", "nom", "or", "org", "plc", "police", "sch");

    private OwnersName() {}

    /// Where the owner's name begins in a host's text; 0 for an address and for a name of one or two labels. Allocates nothing
    /// but for names below a country's ending.
    public static int start(Host host) {
        String text = host.text();
        if (!(host instanceof HostName)) {
            return 0;
        }
        int last = text.lastIndexOf('.');
        int second = text.lastIndexOf('.', last - 1);
        if (last < 0 || second < 0) {
            return 0;
        }
        boolean shared = text.length() - last == 3 && COMMON.contains(text.substring(second + 1, last));
        return shared ? text.lastIndexOf('.', second - 1) + 1 : second + 1;
    }

    /// The owner's name itself; of an address, the address.
    public static String of(Host host) {
        return host.text().substring(start(host));
    }
}
