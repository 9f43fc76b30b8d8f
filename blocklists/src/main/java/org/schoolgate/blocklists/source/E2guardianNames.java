package org.schoolgate.blocklists.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.schoolgate.blocklists.source.ListSource.Kind;

/// How e2guardian and DansGuardian call the files of their own lists: `bannedsitelist`, `exceptionurllist`, `localbannedsiteiplist`. What
/// stands before the kind is the name of the list, as e2guardian's own settings have it (`name=banned`).
final class E2guardianNames {

    private static final Pattern SITES = Pattern.compile("([a-z]{1,30}?)(site|siteip|url)list");
    private static final Pattern OTHERS = Pattern.compile(
            "([a-z]{0,30}?)((regexp[a-z]{0,20}|phrase|extension|mimetype|search|searchoveride|ip|client)list)");

    private E2guardianNames() {}

    /// What a file is.
    ///
    /// @param list the name of the list, such as `banned`
    record Role(String list, Kind kind) {}

    /// What the file of this name is; empty where it is no list.
    static Optional<Role> role(String name) {
        Matcher others = OTHERS.matcher(name);
        Matcher sites = SITES.matcher(name);
        if (sites.matches() && !name.contains("regexp")) {
            return Optional.of(new Role(sites.group(1), Kind.GUARDED));
        }
        return others.matches()
                ? Optional.of(new Role(name.substring(0, name.length() - "list".length()), Kind.OTHER))
                : Optional.empty();
    }

    /// Whether a file of this name tells a folder of e2guardian's from any other.
    static boolean tells(String name) {
        return role(name).filter(role -> role.kind() == Kind.GUARDED)
                .filter(role -> role.list().matches("(local)?(banned|exception|grey)")).isPresent();
    }
}
