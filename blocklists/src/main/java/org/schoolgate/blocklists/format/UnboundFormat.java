package org.schoolgate.blocklists.format;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.schoolgate.blocklists.format.Entry.Kind;

/// Settings of unbound: `local-zone: "name" always_nxdomain` and the other kinds of zones that answer nothing close a name with all
/// below it; those that let it be answered as ever (`transparent` and its like) open it. Of a `redirect` zone its `local-data` says where
/// it leads: nowhere is a listing, a real address is none. What a `view:` says holds for some clients only, so it is not taken.
final class UnboundFormat implements ListFormat {

    private static final Set<String> CLOSING = Set.of("deny", "inform_deny", "refuse", "static", "always_deny",
            "always_refuse", "always_nxdomain", "always_nodata", "always_null");
    private static final Set<String> OPENING = Set.of("transparent", "typetransparent", "always_transparent",
            "inform");
    private static final Set<String> LEADING = Set.of("redirect", "inform_redirect");
    private static final Set<String> OTHERS = Set.of("nodefault", "noview", "ipset", "block_a");

    @Override
    public String title() {
        return "unbound settings";
    }

    @Override
    public Lines begin() {
        return new Settings();
    }

    @Override
    public boolean claims(String line) {
        return line.strip().matches("(local-(zone|data|data-ptr)\\s*:.*)|server\\s*:");
    }

    private static String withoutQuotes(String text) {
        boolean quoted = text.length() > 1 && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    /// One file of settings.
    private static final class Settings implements Lines {

        private boolean forAll = true;
        /// The name that the lines before have closed; more data that lead it nowhere say nothing new.
        private String closed = "";

        @Override
        public Reading read(String line) {
            String text = Comments.stripped(line);
            if (text.isEmpty()) {
                return Reading.SILENT;
            }
            int colon = text.indexOf(':');
            String key = colon < 0 ? "" : text.substring(0, colon).strip();
            if (!key.matches("[a-z][a-z0-9-]{0,40}")) {
                return new Reading.Bad("no setting of unbound",
                        "'local-zone: \"games.example\" always_nxdomain', one a line");
            }
            String value = text.substring(colon + 1).strip();
            if (value.isEmpty()) {
                forAll = key.equals("server");
                return Reading.SILENT;
            }
            if (!forAll) {
                return Reading.UNSUPPORTED;
            }
            return switch (key) {
                case "local-zone" -> zone(value.split("\\s+"));
                case "local-data" -> data(withoutQuotes(value).split("\\s+"));
                default -> Reading.UNSUPPORTED;
            };
        }

        private Reading zone(String[] words) {
            closed = "";
            String name = withoutQuotes(words[0]);
            String kind = words.length == 2 ? withoutQuotes(words[1]).toLowerCase(Locale.ROOT) : "";
            if (LEADING.contains(kind)) {
                return Reading.SILENT;
            }
            if (OTHERS.contains(kind)) {
                return Reading.UNSUPPORTED;
            }
            if (CLOSING.contains(kind)) {
                closed = name;
                return EntryReader.name(name, Kind.NAME);
            }
            if (OPENING.contains(kind)) {
                // A zone over other sites' names only holds data: it opens nothing.
                return EntryReader.name(name, Kind.NAME) instanceof Reading.Listed(List<Entry> entries)
                        ? Reading.of(entries.getFirst().asAllow())
                        : Reading.UNSUPPORTED;
            }
            return new Reading.Bad("no kind of zone that unbound knows",
                    "'local-zone: \"" + name + "\" always_nxdomain'");
        }

        private Reading data(String[] words) {
            String type = words.length < 3 ? "" : words[words.length - 2].toUpperCase(Locale.ROOT);
            boolean nowhere = (type.equals("A") || type.equals("AAAA")) && Nowhere.is(words[words.length - 1]);
            if (!nowhere) {
                return Reading.UNSUPPORTED;
            }
            if (words[0].equals(closed)) {
                return Reading.SILENT;
            }
            closed = words[0];
            return EntryReader.name(closed, Kind.NAME);
        }
    }
}
