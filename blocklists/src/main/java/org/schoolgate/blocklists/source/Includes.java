package org.schoolgate.blocklists.source;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where `.Include</etc/e2guardian/lists/blacklists/games/domains>` leads within what is imported. The path is one of the machine it
/// comes from, so the longest end of it that is there counts. Nothing outside is ever looked at.
final class Includes {

    private static final int MOST_STEPS = 20;
    private static final String BEGIN = ".include<";

    private final Set<String> names;

    /// @param names of all files there are
    Includes(Set<String> names) {
        this.names = names;
    }

    /// The path that a line includes; empty where it includes none.
    static Optional<String> path(String line) {
        String text = line.strip();
        int end = text.indexOf('>');
        return text.regionMatches(true, 0, BEGIN, 0, BEGIN.length()) && end > 0
                ? Optional.of(text.substring(BEGIN.length(), end).strip())
                : Optional.empty();
    }

    /// Whether a path steps out of its folder, or has names that no list has.
    static boolean isOdd(String path) {
        return Layout.steps(path.startsWith("/") ? path.substring(1) : path).length == 0;
    }

    /// The file a path leads to.
    ///
    /// @param from the file that includes it
    Optional<String> find(String from, String path) {
        List<String> steps = Arrays.stream(path.split("/")).filter(step -> !step.isEmpty()).toList();
        List<String> folders = List.of(from.split("/"));
        if (isOdd(path) || steps.size() > MOST_STEPS || folders.size() > MOST_STEPS) {
            return Optional.empty();
        }
        for (int dropped = 0; dropped < steps.size(); dropped++) {
            String end = String.join("/", steps.subList(dropped, steps.size()));
            for (int kept = 0; kept < folders.size(); kept++) {
                String name = String.join("/", folders.subList(0, kept)) + (kept == 0 ? "" : "/") + end;
                if (names.contains(name)) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }
}
