package org.schoolgate.filters.inner;

import java.util.List;
import org.schoolgate.filters.request.UrlPath;

/// A site that shows other sites' pages, and where their addresses stand in its own.
///
/// @param label whether the label before its name spells the other host
/// @param ways where else the other address stands
/// @param words what somebody types into it, which leads nowhere
record Wrapper(boolean label, List<Way> ways, List<Words> words) {

    Wrapper {
        ways = List.copyOf(ways);
        words = List.copyOf(words);
    }

    /// Where an address stands.
    sealed interface Way {

        /// In a parameter of the query, behind `prefix`, which may be empty.
        record Query(String parameter, String prefix) implements Way {}

        /// In the path, behind `prefix`, in which `*` is one segment.
        record Path(String prefix) implements Way {}

        /// In the path behind `prefix`, as accelerated pages have it: `s/` for https, then host and path.
        record Amp(String prefix) implements Way {}
    }

    /// Parameters that hold typed words, on pages whose path begins so.
    record Words(String path, List<String> parameters) {

        Words {
            parameters = List.copyOf(parameters);
        }
    }

    /// Whether the parameter is a search box.
    boolean isTyped(UrlPath page, String parameter) {
        for (Words some : words) {
            if (page.text().startsWith(some.path()) && some.parameters().contains(parameter)) {
                return true;
            }
        }
        return false;
    }

    /// What of `path` follows `prefix`; -1 where it does not begin so.
    static int after(String path, String prefix) {
        int at = 0;
        for (int i = 0; i < prefix.length(); i++) {
            if (prefix.charAt(i) == '*') {
                int slash = path.indexOf('/', at);
                at = slash < 0 ? path.length() : slash;
            } else if (at < path.length() && path.charAt(at) == prefix.charAt(i)) {
                at++;
            } else {
                return -1;
            }
        }
        return at;
    }
}
