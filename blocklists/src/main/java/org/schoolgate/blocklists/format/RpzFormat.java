package org.schoolgate.blocklists.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Zone files of response policies (RPZ, draft-vixie-dnsop-dns-rpz), as BIND, Knot and PowerDNS read them. `name CNAME .` closes the name alone and
/// `*.name CNAME .` what is below it (here with the name, as everywhere); `CNAME rpz-passthru.` opens a name with all below it. Addresses are those of sites,
/// `24.0.2.0.192.rpz-ip`. Records that lead somewhere else are no listings; what clients or name servers trigger is not taken.
final class RpzFormat implements ListFormat {

    /// Records that every zone has.
    private static final Set<String> OWN = Set.of("SOA", "NS");
    private static final Set<String> CLASSES = Set.of("IN", "CH", "HS");
    private static final Set<String> CLOSING = Set.of(".", "*.", "rpz-drop.");
    private static final String PASS = "rpz-passthru.";
    /// How many lines a parenthesis may stay open.
    private static final int LONGEST_RECORD = 20;

    @Override
    public String title() {
        return "response policy zone";
    }

    @Override
    public Lines begin() {
        return new Records();
    }

    @Override
    public boolean claims(String line) {
        String text = line.strip();
        return text.startsWith("$TTL") || text.startsWith("$ORIGIN") || isSoa(line)
                || text.matches("\\S+\\s+([0-9]+[smhdwSMHDW]?\\s+)?(IN\\s+)?CNAME\\s+\\S+(\\s*;.*)?");
    }

    /// Whether a line begins a zone.
    static boolean isSoa(String line) {
        return line.matches("\\S+\\s+([0-9]+[smhdwSMHDW]?\\s+)?(IN\\s+)?([0-9]+[smhdwSMHDW]?\\s+)?SOA\\s.*");
    }

    /// The records of one zone.
    private static final class Records implements Lines {

        private final ZoneName names = new ZoneName();
        private String owner = "";
        private int open;
        private int openFor;

        @Override
        public Reading read(String line) {
            String text = withoutComment(line);
            if (open > 0) {
                return within(text);
            }
            if (text.isBlank()) {
                return Reading.SILENT;
            }
            String[] words = text.strip().split("\\s+");
            if (words[0].startsWith("$")) {
                return directive(words);
            }
            boolean sameOwner = Character.isWhitespace(text.charAt(0));
            int at = 0;
            if (!sameOwner) {
                owner = words[at++];
            }
            while (at < words.length && (CLASSES.contains(words[at].toUpperCase(Locale.ROOT))
                    || words[at].matches("[0-9]{1,10}[smhdwSMHDW]?"))) {
                at++;
            }
            open = Math.max(0, count(text, '(') - count(text, ')'));
            openFor = 0;
            if (owner.isEmpty() || at >= words.length) {
                return bad();
            }
            return record(words[at].toUpperCase(Locale.ROOT), Arrays.copyOfRange(words, at + 1, words.length));
        }

        private Reading within(String text) {
            open = Math.max(0, open + count(text, '(') - count(text, ')'));
            if (open > 0 && ++openFor >= LONGEST_RECORD) {
                open = 0;
                return new Reading.Bad("a parenthesis has been open for " + LONGEST_RECORD + " lines",
                        "the ')' at the end of its record");
            }
            return Reading.SILENT;
        }

        private Reading directive(String[] words) {
            if (words[0].equals("$ORIGIN") && words.length >= 2) {
                names.origin(words[1]);
                return Reading.SILENT;
            }
            return words[0].equals("$TTL") ? Reading.SILENT : Reading.UNSUPPORTED;
        }

        private Reading record(String type, String[] data) {
            if (OWN.contains(type)) {
                if (type.equals("SOA")) {
                    names.zone(owner);
                }
                return Reading.SILENT;
            }
            if (data.length == 0) {
                return bad();
            }
            String trigger = names.trigger(owner);
            if (trigger.isEmpty()) {
                return new Reading.Bad("'" + owner + "' is outside the zone",
                        "the name without the dot at its end");
            }
            String to = data[0].toLowerCase(Locale.ROOT);
            boolean opens = type.equals("CNAME")
                    && (to.equals(PASS) || to.equals(trigger.toLowerCase(Locale.ROOT) + "."));
            boolean closes = type.equals("CNAME") && CLOSING.contains(to)
                    || (type.equals("A") || type.equals("AAAA")) && Nowhere.is(to);
            if (type.equals("CNAME") && to.equals("rpz-passthru")) {
                return new Reading.Bad("'rpz-passthru' without its dot leads into the zone", "'CNAME rpz-passthru.'");
            }
            if (!opens && !closes) {
                return Reading.UNSUPPORTED;
            }
            Reading read = RpzTrigger.read(trigger, opens);
            return opens && read instanceof Reading.Listed(List<Entry> entries)
                    ? Reading.of(entries.getFirst().asAllow())
                    : read;
        }

        private static Reading bad() {
            return new Reading.Bad("no record of a zone", "'games.example CNAME .', one a line");
        }
    }

    private static int count(String text, char wanted) {
        return (int) text.chars().filter(c -> c == wanted).count();
    }

    private static String withoutComment(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (c == ';' && !quoted) {
                return line.substring(0, i);
            }
        }
        return line;
    }
}
