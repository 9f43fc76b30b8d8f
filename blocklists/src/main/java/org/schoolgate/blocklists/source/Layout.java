package org.schoolgate.blocklists.source;

import java.util.Arrays;
import java.util.Optional;
import org.schoolgate.blocklists.source.ListSource.Kind;
import org.schoolgate.blocklists.source.ListSource.Part;

/// How squidGuard-style archives are laid out: `blacklists/<category>/{domains,urls,expressions}`.
final class Layout {

    /// A file at the top that is no longer than this may be an alias whose link was lost on the way.
    static final int LONGEST_ALIAS = 64;

    private Layout() {}

    /// The list that a member is; empty for the others, and for any path that points out of the archive.
    static Optional<Part> part(String member) {
        String[] steps = steps(member);
        if (steps.length < 2) {
            return Optional.empty();
        }
        Kind kind = switch (steps[steps.length - 1]) {
            case "domains" -> Kind.DOMAINS;
            case "urls" -> Kind.URLS;
            case "expressions" -> Kind.EXPRESSIONS;
            default -> Kind.UNKNOWN;
        };
        return kind == Kind.UNKNOWN
                ? Optional.empty()
                : Optional.of(part(category(steps, steps.length - 1), kind));
    }

    private static Part part(String category, Kind kind) {
        return new Part(category + (kind == Kind.URLS ? "/urls" : ""), category, kind);
    }

    /// The category that a link or a small file beside the categories may stand for; empty where it cannot be one.
    static Optional<String> alias(String member) {
        String[] steps = steps(member);
        return steps.length == 2 ? Optional.of(steps[1]) : Optional.empty();
    }

    /// Whether a text can be the name of a category.
    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9_-]{1," + LONGEST_ALIAS + "}");
    }

    private static String category(String[] steps, int to) {
        int from = to > 1 ? 1 : 0;
        return String.join("/", Arrays.copyOfRange(steps, from, to));
    }

    /// The category of a file `domains` or `urls` in a folder of them; of `etc/lists/blacklists/games/domains` it is `games`.
    static Optional<String> categoryBelowLists(String member) {
        return part(member).map(part -> part.category().replaceFirst("^(.*/)?(blacklists|BL|lists)/(?=.)", ""));
    }

    /// A member's path as all others here are written.
    static String member(String path) {
        return path.startsWith("./") ? path.substring(2) : path;
    }

    /// The last step of a member's path.
    static String last(String member) {
        return member.substring(member.lastIndexOf('/') + 1);
    }

    /// A member's path without its first step, which is the folder or the archive itself.
    static String withoutTop(String member) {
        int slash = member.indexOf('/');
        return slash < 0 ? member : member.substring(slash + 1);
    }

    /// The steps of a member's path; none where it is absolute, steps out, or has names that no list has.
    static String[] steps(String member) {
        String path = member.startsWith("./") ? member.substring(2) : member;
        String[] steps = path.split("/");
        for (String step : steps) {
            if (!step.matches("[A-Za-z0-9_.+-]{1,100}") || step.equals("..") || step.equals(".")) {
                return new String[0];
            }
        }
        return steps;
    }
}
