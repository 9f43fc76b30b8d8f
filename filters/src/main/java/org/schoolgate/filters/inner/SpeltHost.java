package org.schoolgate.filters.inner;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.request.HostName;

/// Reads the host that one label spells, as translators and caches of accelerated pages have it: `blocked-test` is
/// `blocked.test`, `a--b-test` is `a-b.test`, `0-…` is an international name.
///
/// The rules are those that Google publishes for its translator (developers.google.com, "Enabling your ad network to work
/// with translation-related Google Search features").
final class SpeltHost {

    private SpeltHost() {}

    /// The hosts that the label may spell. Without the page's query it is not told whether a `0-` or `1-` at its
    /// beginning is a mark; then each reading counts.
    static List<HostName> read(String label) {
        Set<String> names = new LinkedHashSet<>();
        names.add(undoubled(label));
        String rest = label;
        if (rest.startsWith("1-")) {
            rest = rest.substring(2);
            names.add(undoubled(rest));
        }
        if (rest.startsWith("0-")) {
            names.add("xn--" + undoubled(rest.substring(2)));
        }
        return names.stream().filter(name -> name.indexOf('.') > 0).map(HostName::parse).flatMap(Optional::stream)
                .toList();
    }

    /// A single hyphen between two letters is a dot; of each pair of hyphens one is left.
    private static String undoubled(String label) {
        StringBuilder out = new StringBuilder(label.length());
        int i = 0;
        while (i < label.length()) {
            int end = i;
            while (end < label.length() && label.charAt(end) == '-') {
                end++;
            }
            int hyphens = end - i;
            if (hyphens == 0) {
                out.append(label.charAt(i++));
                continue;
            }
            boolean between = i > 0 && end < label.length();
            out.append(hyphens == 1 && between ? "." : "-".repeat((hyphens + 1) / 2));
            i = end;
        }
        return out.toString();
    }
}
