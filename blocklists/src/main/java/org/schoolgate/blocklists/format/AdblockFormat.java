package org.schoolgate.blocklists.format;

import java.util.Arrays;
import java.util.Set;
import org.schoolgate.blocklists.format.Entry.Kind;

/// Rules as ad blockers write them. Only those for whole names are taken: `||name^`, and `@@||name^` as an allow entry.
/// Rules for parts of pages, for patterns, or for some kinds of loads only are counted as unsupported.
final class AdblockFormat implements LineFormat {

    /// Options that leave a rule a rule for the whole name.
    private static final Set<String> WHOLE = Set.of("important", "all", "document", "doc");

    @Override
    public String title() {
        return "adblock list";
    }

    @Override
    public Reading read(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("!") || text.startsWith("[") || text.startsWith("# ")
                || text.equals("#")) {
            return Reading.SILENT;
        }
        boolean allow = text.startsWith("@@");
        String rule = allow ? text.substring(2) : text;
        int caret = rule.indexOf('^');
        if (!rule.startsWith("||") || isCosmetic(rule) || caret < 0 || !isWhole(rule.substring(caret + 1))) {
            return Reading.UNSUPPORTED;
        }
        String name = rule.substring(2, caret);
        if (name.indexOf('*') >= 0 || name.indexOf('/') >= 0) {
            return Reading.UNSUPPORTED;
        }
        return EntryReader.name(name, Kind.NAME) instanceof Reading.Listed listed
                ? Reading.of(allow ? listed.entries().getFirst().asAllow() : listed.entries().getFirst())
                : EntryReader.name(name, Kind.NAME);
    }

    @Override
    public boolean claims(String line) {
        String text = line.strip();
        return text.startsWith("||") || text.startsWith("@@") || text.startsWith("[Adblock") || isCosmetic(text);
    }

    private static boolean isCosmetic(String text) {
        return !text.startsWith("###") && (text.contains("##") || text.contains("#@#") || text.contains("#?#")
                || text.contains("#$#") || text.contains("#%#"));
    }

    /// Whether what follows the `^` does not narrow the rule: nothing, or options that keep it whole.
    private static boolean isWhole(String rest) {
        if (rest.isEmpty()) {
            return true;
        }
        return rest.startsWith("$") && WHOLE.containsAll(Set.of(distinct(rest.substring(1))));
    }

    private static String[] distinct(String options) {
        return Arrays.stream(options.split(",")).distinct().toArray(String[]::new);
    }
}
