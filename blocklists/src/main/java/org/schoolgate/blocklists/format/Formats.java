package org.schoolgate.blocklists.format;

import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.digest.Digesting;

/// All formats, and how a file's own lines tell which one it is in.
public final class Formats {

    public static final LineFormat PLAIN = new PlainFormat();
    public static final LineFormat HOSTS = new HostsFormat();
    public static final LineFormat ADBLOCK = new AdblockFormat();
    public static final LineFormat URLS = new UrlsFormat();
    public static final LineFormat EXPRESSIONS = new ExpressionsFormat();
    public static final LineFormat DNSMASQ = new DnsmasqFormat();
    public static final ListFormat UNBOUND = new UnboundFormat();
    public static final ListFormat RPZ = new RpzFormat();
    public static final ListFormat CSV = new CsvFormat();
    public static final ListFormat E2GUARDIAN = new E2guardianFormat();
    public static final ListFormat DIGESTS = new DigestFormat(Optional.empty());

    /// Every format there is.
    public static final List<ListFormat> ALL = List.of(PLAIN, HOSTS, ADBLOCK, URLS, EXPRESSIONS, DNSMASQ, UNBOUND, RPZ,
            CSV, E2GUARDIAN, DIGESTS);

    /// Those that are told by most of their lines. Where two claim a line, the first has it: `||name^` is an adblock rule, and what may be a
    /// digest is no name of one label.
    private static final List<ListFormat> TOLD_BY_LINES = List.of(ADBLOCK, HOSTS, DNSMASQ, UNBOUND, RPZ, DIGESTS,
            PLAIN);

    /// A format must claim more than half of the lines that say something.
    private static final double ENOUGH = 0.5;

    private Formats() {}

    /// The format of a file, judged by its first lines; empty where they are in none we know. A table is told by its first line, an adblock list
    /// and a zone also by one line that no other kind has.
    ///
    /// @param lines lines that are neither empty nor plain comments, a few hundred at most
    public static Optional<ListFormat> detect(List<String> lines) {
        if (lines.stream().anyMatch(line -> line.startsWith("[Adblock"))) {
            return Optional.of(ADBLOCK);
        }
        if (!lines.isEmpty() && CSV.claims(lines.getFirst())) {
            return Optional.of(CSV);
        }
        if (lines.stream().anyMatch(RpzFormat::isSoa)) {
            return Optional.of(RPZ);
        }
        ListFormat best = PLAIN;
        long most = 0;
        for (ListFormat format : TOLD_BY_LINES) {
            long claimed = lines.stream().filter(format::claims).count();
            if (claimed > most) {
                most = claimed;
                best = format;
            }
        }
        return most > lines.size() * ENOUGH ? Optional.of(best) : Optional.empty();
    }

    /// A list of digests of which the school says how they were made.
    public static ListFormat digests(Digesting how) {
        return new DigestFormat(Optional.of(how));
    }

    /// Whether a line says something about its format: not empty, and no comment that several formats share.
    public static boolean isTelling(String line) {
        String text = line.strip();
        return !text.isEmpty() && !text.startsWith(";") && !text.startsWith("//") && !text.startsWith("!")
                && (!text.startsWith("#") || CSV.claims(text) || text.startsWith("##") && text.length() > 2
                        && Character.isLetter(text.charAt(2)));
    }

    /// Whether the rows of a table say themselves what they are about.
    ///
    /// @param lines as for [#detect]
    public static boolean isSorted(List<String> lines) {
        return CsvHeader.of(lines.getFirst()).filter(header -> header.category() >= 0).isPresent();
    }
}
