package org.schoolgate.blocklists.format;

import java.util.List;
import java.util.Optional;

/// All formats, and how a file's own lines tell which one it is in.
public final class Formats {

    public static final ListFormat PLAIN = new PlainFormat();
    public static final ListFormat HOSTS = new HostsFormat();
    public static final ListFormat ADBLOCK = new AdblockFormat();
    public static final ListFormat URLS = new UrlsFormat();
    public static final ListFormat EXPRESSIONS = new ExpressionsFormat();

    /// A format must claim more than half of the lines that say something.
    private static final double ENOUGH = 0.5;

    private Formats() {}

    /// The format of a file, judged by its first lines; empty where they are in none we know.
    ///
    /// @param lines lines that are neither empty nor plain comments, a few hundred at most
    public static Optional<ListFormat> detect(List<String> lines) {
        if (lines.stream().anyMatch(line -> line.startsWith("[Adblock"))) {
            return Optional.of(ADBLOCK);
        }
        ListFormat best = PLAIN;
        long most = 0;
        for (ListFormat format : List.of(ADBLOCK, HOSTS, PLAIN)) {
            long claimed = lines.stream().filter(format::claims).count();
            if (claimed > most) {
                most = claimed;
                best = format;
            }
        }
        return most > lines.size() * ENOUGH ? Optional.of(best) : Optional.empty();
    }

    /// Whether a line says something about its format: not empty, and no comment that several formats share.
    public static boolean isTelling(String line) {
        String text = line.strip();
        return !text.isEmpty() && !text.startsWith(";") && !text.startsWith("//") && !text.startsWith("!")
                && (!text.startsWith("#") || text.startsWith("##") && text.length() > 2
                        && Character.isLetter(text.charAt(2)));
    }
}
