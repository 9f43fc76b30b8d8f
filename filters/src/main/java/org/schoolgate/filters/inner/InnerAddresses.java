package org.schoolgate.filters.inner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.UrlPath;

/// Finds the addresses inside an address, and those inside these.
///
/// Where nothing is inside, which is nearly always, that is seen in one look at the host and the letters, and nothing is
/// allocated. Where something may be, it costs some microseconds: the work grows with the address's length and no faster.
///
/// @param wrappers what is known of the sites that show other sites' pages
public record InnerAddresses(Wrappers wrappers) {

    /// How many addresses are found in one.
    public static final int MOST = 16;

    /// How many addresses within each other are found.
    public static final int DEEPEST = 4;

    private static final Found NOTHING = new Found(List.of(), true);

    /// What was found.
    ///
    /// @param addresses each once, the outermost first
    /// @param whole false where there may be more, beyond [#MOST] or [#DEEPEST]; such an address must not open
    public record Found(List<Target> addresses, boolean whole) {

        public Found {
            addresses = List.copyOf(addresses);
        }

        /// Whether the address leads to itself alone.
        public boolean isNothing() {
            return whole && addresses.isEmpty();
        }
    }

    /// What is inside `target`.
    public Found in(Target target) {
        return mayHold(target) ? new Search().in(target) : NOTHING;
    }

    // ---- whether there may be one: nothing here allocates ------------------------------------------------------------

    private boolean mayHold(Target target) {
        return switch (target) {
            case Target.Site site -> wrappers.spells(site.host());
            case Target.Page page -> {
                String text = page.path().text();
                yield isWrapper(wrappers.of(page.host()))
                        || text.length() > 1 && (pathMayHold(text, pathEnd(text)) || queryMayHold(text));
            }
        };
    }

    private static boolean isWrapper(@Nullable Wrapper wrapper) {
        return wrapper != null && (wrapper.label() || !wrapper.ways().isEmpty());
    }

    private static int pathEnd(String text) {
        int question = text.indexOf('?');
        return question < 0 ? text.length() : question;
    }

    private static boolean pathMayHold(String text, int end) {
        for (int at = 1; at < end; at++) {
            if (mayBeginIn(text, at)) {
                return true;
            }
        }
        return false;
    }

    /// Whether an address may begin at this place of a path: after something that is no letter and no digit, and by more
    /// letters than [Readings#mayBegin] wants, as paths are full of short words.
    private static boolean mayBeginIn(String text, int at) {
        char c = text.charAt(at);
        if ("hHaAuU6".indexOf(c) < 0 || isLetterOrDigit(text.charAt(at - 1)) && text.charAt(at - 1) != '_') {
            return false;
        }
        return switch (c) {
            case 'a' -> text.startsWith("aHR0c", at);
            case '6' -> text.startsWith("68747470", at);
            case 'h', 'H' -> {
                int scheme = text.regionMatches(true, at, "https", 0, 5) ? 5 : 4;
                yield text.regionMatches(true, at, "http", 0, 4)
                        && (text.startsWith(":", at + scheme) || text.startsWith("%", at + scheme)
                                || text.startsWith("/", at + scheme) && text.lastIndexOf("/nph-", at) >= 0)
                        || text.regionMatches(true, at, "hvtr", 0, 4);
            }
            case 'u', 'U' -> text.regionMatches(true, at, "uggc", 0, 4);
            default -> false;
        };
    }

    private static boolean queryMayHold(String text) {
        int at = pathEnd(text) + 1;
        while (at < text.length()) {
            int end = valueEnd(text, at);
            int value = valueStart(text, at, end);
            if (value > 0 && Readings.mayBegin(text, value, end)) {
                return true;
            }
            at = next(text, at, value, end);
        }
        return false;
    }

    /// The end of the value that begins at or after `at`.
    private static int valueEnd(String text, int at) {
        int and = text.indexOf('&', at);
        return and < 0 ? text.length() : and;
    }

    /// Where the value begins of the parameter whose name begins at `at`; 0 where there is none.
    private static int valueStart(String text, int at, int end) {
        int equals = text.indexOf('=', at);
        return equals < 0 || equals >= end ? 0 : equals + 1;
    }

    /// Where the next parameter's name begins. Old sites part parameters by `;`, so one may begin within a value.
    private static int next(String text, int at, int value, int end) {
        int semicolon = text.indexOf(';', Math.max(at, value));
        return semicolon < 0 || semicolon >= end ? end + 1 : semicolon + 1;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    // ---- looking for it ----------------------------------------------------------------------------------------------

    /// One look into one address.
    private final class Search {

        private final Set<Target> found = new LinkedHashSet<>();
        private final Queue<Target> unread = new ArrayDeque<>();
        private final Readings readings = new Readings();
        private boolean whole = true;

        Found in(Target target) {
            found.add(target);
            unread.add(target);
            for (int depth = 0; depth < DEEPEST && whole; depth++) {
                for (int left = unread.size(); left > 0; left--) {
                    within(unread.remove());
                }
            }
            whole &= unread.stream().noneMatch(InnerAddresses.this::mayHold);
            found.remove(target);
            return new Found(List.copyOf(found), whole);
        }

        private void within(Target target) {
            Wrapper wrapper = wrappers.of(target.host());
            if (wrapper != null && wrapper.label()) {
                label(target);
            }
            if (target instanceof Target.Page page) {
                if (wrapper != null) {
                    wrapper.ways().forEach(way -> known(page, way));
                }
                path(page);
                query(page, wrapper);
            }
        }

        private void add(Optional<Target> address) {
            if (address.isEmpty() || found.contains(address.get())) {
                return;
            }
            // One of them is the address that was asked for.
            if (found.size() > MOST) {
                whole = false;
                return;
            }
            found.add(address.get());
            unread.add(address.get());
        }

        private void encoded(String value) {
            readings.of(value).forEach(text -> add(WrittenAddress.whole(text)));
            whole &= readings.isWhole();
        }

        // ---- sites that are known ------------------------------------------------------------------------------------

        /// The label before the wrapper's name. A translator keeps port and path, and says in its own parameters how the
        /// name was spelt.
        private void label(Target target) {
            String name = target.host().text();
            String label = name.substring(0, name.indexOf('.'));
            switch (target) {
                case Target.Site site -> SpeltHost.read(label)
                        .forEach(host -> add(Optional.of(new Target.Site(host, site.port()))));
                case Target.Page page -> {
                    Translated how = Translated.of(page.path());
                    SpeltHost.read(how.prefix() + label).forEach(
                            host -> add(Optional.of(new Target.Page(how.scheme(), host, how.scheme().port(),
                                    how.path()))));
                }
            }
        }

        private void known(Target.Page page, Wrapper.Way way) {
            String text = page.path().text();
            switch (way) {
                case Wrapper.Way.Query(String parameter, String prefix) -> values(text, parameter)
                        .forEach(value -> behind(page,
                                Readings.percent(value).isEmpty() ? value : Readings.percent(value),
                                prefix));
                case Wrapper.Way.Path(String prefix) -> {
                    int after = Wrapper.after(text, prefix);
                    if (after > 0 && after < text.length()) {
                        bare(page, text.substring(after));
                    }
                }
                case Wrapper.Way.Amp(String prefix) -> {
                    int after = Wrapper.after(text, prefix);
                    if (after > 0) {
                        boolean encrypted = text.startsWith("s/", after);
                        add(WrittenAddress.bare(encrypted ? Scheme.HTTPS : Scheme.HTTP,
                                text.substring(encrypted ? after + 2 : after)));
                    }
                }
            }
        }

        /// A value behind a mark, such as `cache:` and perhaps a number of the cache's own.
        private void behind(Target.Page page, String value, String prefix) {
            if (!value.startsWith(prefix)) {
                return;
            }
            String rest = value.substring(prefix.length());
            int words = prefix.isEmpty() ? -1 : rest.indexOf('+');
            rest = words < 0 ? rest : rest.substring(0, words);
            bare(page, rest);
            int colon = rest.indexOf(':');
            if (!prefix.isEmpty() && colon >= 0) {
                bare(page, rest.substring(colon + 1));
            }
        }

        private void bare(Target.Page page, String value) {
            encoded(value);
            add(WrittenAddress.bare(page.scheme() == Scheme.HTTPS ? Scheme.HTTPS : Scheme.HTTP, value));
        }

        private List<String> values(String text, String parameter) {
            List<String> values = new ArrayList<>();
            int at = pathEnd(text) + 1;
            while (at < text.length()) {
                int end = valueEnd(text, at);
                int value = valueStart(text, at, end);
                if (value > 0 && parameter.equals(name(text, at, value))) {
                    values.add(text.substring(value, end));
                }
                at = next(text, at, value, end);
            }
            return values;
        }

        // ---- any site ------------------------------------------------------------------------------------------------

        private void path(Target.Page page) {
            String text = page.path().text();
            int end = pathEnd(text);
            for (int at = 1; at < end && whole; at++) {
                if (mayBeginIn(text, at)) {
                    String rest = text.substring(at);
                    if (WrittenAddress.begins(rest)) {
                        add(WrittenAddress.whole(rest));
                        return;
                    }
                    int slash = text.indexOf('/', at);
                    if (text.startsWith("http/", at) || text.startsWith("https/", at)) {
                        add(WrittenAddress.bare(text.charAt(at + 4) == 's' ? Scheme.HTTPS : Scheme.HTTP,
                                text.substring(slash + 1)));
                    } else {
                        encoded(slash < 0 || slash > end ? text.substring(at, end) : text.substring(at, slash));
                        encoded(text.substring(at, end));
                    }
                }
            }
        }

        private void query(Target.Page page, @Nullable Wrapper wrapper) {
            String text = page.path().text();
            int at = pathEnd(text) + 1;
            while (at < text.length() && whole) {
                int end = valueEnd(text, at);
                int value = valueStart(text, at, end);
                if (value > 0 && Readings.mayBegin(text, value, end)) {
                    String name = name(text, at, value);
                    if (wrappers.leads(name) && (wrapper == null || !wrapper.isTyped(page.path(), name))) {
                        encoded(text.substring(value, end));
                    }
                }
                at = next(text, at, value, end);
            }
        }

        private static String name(String text, int at, int value) {
            String sent = text.substring(at, value - 1);
            String read = Readings.percent(sent);
            return read.isEmpty() ? sent : read;
        }
    }

    /// What a translator says in parameters of its own, and the path without them.
    ///
    /// @param prefix what the label lacks at its beginning
    private record Translated(Scheme scheme, String prefix, UrlPath path) {

        private static final String OWN = "_x_tr_";

        static Translated of(UrlPath path) {
            Scheme scheme = Scheme.HTTPS;
            String prefix = "";
            List<String> kept = new ArrayList<>();
            for (String parameter : path.query().split("&")) {
                if (parameter.startsWith(OWN + "sch=")) {
                    scheme = parameter.endsWith("=http") ? Scheme.HTTP : Scheme.HTTPS;
                } else if (parameter.startsWith(OWN + "hp=")) {
                    prefix = parameter.substring(OWN.length() + 3);
                } else if (!parameter.startsWith(OWN) && !parameter.isEmpty()) {
                    kept.add(parameter);
                }
            }
            String query = kept.isEmpty() ? "" : "?" + String.join("&", kept);
            return new Translated(scheme, prefix, UrlPath.parse(path.path() + query).orElse(UrlPath.ROOT));
        }
    }
}
