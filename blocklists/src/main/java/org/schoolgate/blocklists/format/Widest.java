package org.schoolgate.blocklists.format;

import java.util.Set;

/// Endings under which anybody may register a name. A list that names one of them would close a whole country's sites,
/// so it is taken for a slip.
///
/// Endings that one body runs for its own members (`gov.uk`, `nhs.uk`, `ac.uk`) are not among them: publishers name
/// those on purpose.
final class Widest {

    private static final Set<String> ENDINGS = Set.of(
            "co.uk", "org.uk", "me.uk", "ltd.uk", "plc.uk", "net.uk", "sch.uk", "uk.com", "uk.net", "eu.com", "us.com",
            "com.au", "net.au", "org.au", "id.au", "co.nz", "net.nz", "org.nz", "co.za", "org.za", "co.in", "net.in",
            "org.in", "co.jp", "ne.jp", "or.jp", "co.kr", "or.kr", "com.cn", "net.cn", "org.cn", "com.hk", "com.tw",
            "com.sg", "com.my", "co.id", "co.th", "com.ph", "com.vn", "com.pk", "com.bd", "com.br", "net.br", "org.br",
            "com.ar", "com.mx", "com.co", "com.pe", "com.ve", "com.ec", "com.uy", "com.tr", "com.pl", "net.pl",
            "org.pl", "com.ua", "com.gr", "com.pt", "com.es", "org.es", "com.fr", "co.at", "or.at", "co.il", "org.il",
            "com.eg", "com.sa", "co.ke", "com.ng", "com.gh", "com.mt", "com.cy");

    /// The length of the longest of them.
    static final int LONGEST = ENDINGS.stream().mapToInt(String::length).max().orElse(0);

    private Widest() {}

    /// Whether a canonical name is no site but an ending that sites share.
    static boolean isEnding(String name) {
        return name.indexOf('.') < 0 || ENDINGS.contains(name);
    }
}
