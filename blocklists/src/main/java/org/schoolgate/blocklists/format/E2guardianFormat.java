package org.schoolgate.blocklists.format;

import java.util.Locale;
import java.util.Set;
import org.schoolgate.blocklists.format.Entry.Kind;

/// Site lists and URL lists of e2guardian and DansGuardian: a name, an address, a range (also `10.0.0.1-10.0.0.9`) or `name/path` a line.
/// `.Include<…>` is followed by whoever reads the folder, so it is silent here. What stands below a `#time:` holds at some hours
/// only, which is for a policy to say: it is not taken. Nor are blankets (`**`).
final class E2guardianFormat implements ListFormat {

    private static final Set<String> BLANKETS = Set.of("**", "*ip", "**s", "*ips");

    @Override
    public String title() {
        return "e2guardian list";
    }

    @Override
    public Lines begin() {
        return new Sites();
    }

    @Override
    public boolean claims(String line) {
        return false;
    }

    /// Whether a line includes another list.
    static boolean isInclude(String line) {
        return line.regionMatches(true, 0, ".Include<", 0, 9);
    }

    /// One list.
    private static final class Sites implements Lines {

        private boolean timed;

        @Override
        public boolean hasPlainNames() {
            return !timed;
        }

        @Override
        public Reading read(String line) {
            String text = line.strip();
            if (text.toLowerCase(Locale.ROOT).startsWith("#time:")) {
                timed = true;
                return Reading.UNSUPPORTED;
            }
            text = text.startsWith("#") ? "" : Comments.stripped(text);
            if (text.isEmpty() || isInclude(text)) {
                return Reading.SILENT;
            }
            if (timed || BLANKETS.contains(text) || text.startsWith(".Define")) {
                return Reading.UNSUPPORTED;
            }
            if (text.matches("[0-9.]+-[0-9.]+")) {
                return AddressSpan.read(text);
            }
            return text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0
                    ? new Reading.Bad("more than one word", "one entry a line, comments after '#'")
                    : EntryReader.target(text, Kind.NAME, false);
        }
    }
}
