package org.schoolgate.filters.mode;

import java.util.ArrayList;
import java.util.List;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.UrlPath;

/// A parameter that asks a search engine for its safe mode.
///
/// @param paths where it is understood: what the path begins with
record SafeParameter(String name, String value, List<String> paths) {

    SafeParameter {
        paths = List.copyOf(paths);
    }

    /// The page with this parameter, once, at the end of its query, and no other of its name; `page` itself where it
    /// is so already, or where the parameter means nothing.
    Target.Page on(Target.Page page) {
        String text = page.path().text();
        if (paths.stream().noneMatch(text::startsWith)) {
            return page;
        }
        String query = page.path().query();
        String own = name + "=" + value;
        List<String> kept = new ArrayList<>();
        for (String parameter : query.split("&")) {
            if (!parameter.isEmpty() && !isNamedLikeThis(parameter)) {
                kept.add(parameter);
            }
        }
        kept.add(own);
        String safe = String.join("&", kept);
        return safe.equals(query)
                ? page
                : UrlPath.parse(page.path().path() + "?" + safe)
                        .map(path -> new Target.Page(page.scheme(), page.host(), page.port(), path))
                        .orElseThrow();
    }

    /// Whether a site may read it as a parameter of this name: in any case, with escapes, with blanks around it, or
    /// behind a `;`, which some sites take for an `&`.
    private boolean isNamedLikeThis(String parameter) {
        for (String piece : parameter.split(";")) {
            int equals = piece.indexOf('=');
            String sent = equals < 0 ? piece : piece.substring(0, equals);
            if (unescaped(sent).strip().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = c == '%' && i + 2 < text.length() && isHex(text.charAt(i + 1))
                    && isHex(text.charAt(i + 2));
            out.append(escape ? (char) Integer.parseInt(text.substring(i + 1, i + 3), 16) : c == '+' ? ' ' : c);
            i += escape ? 2 : 0;
        }
        return out.toString();
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }
}
