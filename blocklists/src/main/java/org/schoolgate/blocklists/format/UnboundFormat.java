package org.schoolgate.blocklists.format;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.schoolgate.blocklists.format.Entry.Kind;

/// Settings of unbound: `local-zone: "name" always_nxdomain` and the other kinds of zones that answer nothing close a name with all
/// below it; those that let it be answered as ever (`transparent` and its like) open it. Of a `redirect` zone its `local-data` says where
/// it leads: nowhere is a listing, a real address is none. A name that has a real address in a zone that is closed but for its data
/// (`static`, `deny`, `refuse`) is open by itself. What a `view:` says holds for some clients only, so it is not taken.
final class UnboundFormat implements ListFormat {

    private static final Set<String> CLOSING = Set.of("deny", "inform_deny", "refuse", "static", "always_deny",
            "always_refuse", "always_nxdomain", "always_nodata", "always_null");
    /// Those of them that answer from their data.
    private static final Set<String> ANSWERING = Set.of("deny", "inform_deny", "refuse", "static");
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

    /// A name without the dot at its end, in small letters.
    private static String withoutDot(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        return text.length() > 1 && text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /// One file of settings.
    private static final class Settings implements Lines {

        private boolean forAll = true;
        /// The name that the lines before have closed; more data that lead it nowhere say nothing new.
        private String closed = "";
        /// The zone before, where it is closed but for its data.
        private String answering = "";

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
            answering = "";
            String name = withoutDot(withoutQuotes(words[0]));
            String kind = words.length == 2 ? withoutQuotes(words[1]).toLowerCase(Locale.ROOT) : "";
            if (LEADING.contains(kind)) {
                return Reading.SILENT;
            }
            if (OTHERS.contains(kind)) {
                return Reading.UNSUPPORTED;
            }
            if (CLOSING.contains(kind)) {
                closed = name;
                answering = ANSWERING.contains(kind) ? name : "";
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
            String name = withoutDot(words[0]);
            String type = words.length < 3 ? "" : words[words.length - 2].toUpperCase(Locale.ROOT);
            if (!type.equals("A") && !type.equals("AAAA")) {
                return Reading.UNSUPPORTED;
            }
            if (!Nowhere.is(words[words.length - 1])) {
                return isAnswered(name)
                        && EntryReader.name(name, Kind.EXACT) instanceof Reading.Listed(List<Entry> entries)
                                ? Reading.of(entries.getFirst().asAllow())
                                : Reading.UNSUPPORTED;
            }
            if (name.equals(closed)) {
                return Reading.SILENT;
            }
            closed = name;
            return EntryReader.name(name, Kind.NAME);
        }

        private boolean isAnswered(String name) {
            return !answering.isEmpty() && (name.equals(answering) || name.endsWith("." + answering));
        }
    }
}
