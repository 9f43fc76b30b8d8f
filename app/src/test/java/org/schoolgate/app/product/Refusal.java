package org.schoolgate.app.product;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// Why the gateway refuses what a browser takes.
enum Refusal {
    /// Browsers take out tabs and line ends, and what stands around the URL; some others do not. Nobody sends them.
    BLANK_OR_CONTROL,
    /// A slash for browsers, and for nobody else.
    BACKSLASH,
    /// Browsers need no slashes after the scheme, and take any number of them.
    SLASHES,
    /// It never goes on the wire.
    FRAGMENT,
    /// Browsers send it escaped.
    BEYOND_ASCII_IN_PATH,
    /// `%zz` in a path: some readers drop it, some keep it, some stop there.
    BROKEN_ESCAPE_IN_PATH,
    /// Nothing listens there.
    PORT_ZERO,
    /// A letter that browsers let through and no name in the DNS has: `!`, `$`, `*`, `{` and the like.
    LETTER_OF_NO_NAME,
    /// `a..b`, or no name at all.
    EMPTY_LABEL,
    /// More than 63 characters in a label, or 253 in all.
    TOO_LONG,
    /// `xn--…` that is not what a name in any script is spelt as.
    FAKE_PUNYCODE,
    /// Chromium reads escapes, other scripts and leading zeros within brackets. The URL standard refuses them.
    ODD_IN_BRACKETS,
    /// Chromium reads an escape once more where its percent sign was wide, `％４１`. The URL standard refuses that.
    ESCAPED_TWICE;

    static Set<Refusal> of(String url, BrowserUrl seen) {
        Set<Refusal> why = new LinkedHashSet<>();
        add(why, BLANK_OR_CONTROL, url.chars().anyMatch(c -> c <= 0x20 || c == 0x7f));
        add(why, BACKSLASH, url.indexOf('\\') >= 0);
        add(why, SLASHES, !url.matches("(?s)[^:/]*://[^/\\\\].*"));
        add(why, FRAGMENT, url.indexOf('#') >= 0);
        String rest = url.replaceFirst("(?s)^[^:]*://[^/?#\\\\]*", "");
        add(why, BEYOND_ASCII_IN_PATH, rest.chars().anyMatch(c -> c >= 0x80));
        add(why, BROKEN_ESCAPE_IN_PATH, rest.replaceFirst("(?s)[?#].*", "")
                .replaceAll("%[0-9A-Fa-f]{2}", "").indexOf('%') >= 0);
        add(why, PORT_ZERO, seen.port().equals("0"));
        String host = seen.canonicalHost();
        String authority = url.substring(0, url.length() - rest.length());
        if (host.startsWith("[") || seen.host().startsWith("[")) {
            add(why, ODD_IN_BRACKETS,
                    authority.matches("(?s).*\\[.*([^\\[\\]0-9A-Fa-f:.]|[:.]0[0-9]+\\.|\\.0[0-9]).*\\].*"));
        } else {
            add(why, ESCAPED_TWICE,
                    authority.contains("\uff05") || authority.toUpperCase(Locale.ROOT).contains("%EF%BC%85"));
            add(why, LETTER_OF_NO_NAME, !host.matches("[a-z0-9._-]*"));
            add(why, EMPTY_LABEL, ("." + host + ".").contains(".."));
            add(why, TOO_LONG, host.length() > 253 || host.matches(".*[^.]{64}.*"));
            add(why, FAKE_PUNYCODE,
                    host.matches("(.*\\.)?xn--.*") && authority.toLowerCase(Locale.ROOT).contains("xn--"));
        }
        return why;
    }

    private static void add(Set<Refusal> why, Refusal refusal, boolean holds) {
        if (holds) {
            why.add(refusal);
        }
    }
}
