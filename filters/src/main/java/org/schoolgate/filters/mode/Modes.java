package org.schoolgate.filters.mode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.site.HostPattern;
import org.schoolgate.filters.site.HostTable;

/// What is done to what opens for one group. It opens and closes nothing itself.
///
/// Never changes; safe for any number of threads. To ask costs one look-up among some hundred names and allocates
/// nothing, but for an address that is changed.
public final class Modes {

    private final Choice choice;
    private final HostTable<HostName> safeTargets;
    private final HostTable<SafeParameter> parameters;
    private final HostTable<List<Header>> headers;
    private final Set<String> reserved;

    /// What a school has chosen for a group.
    ///
    /// @param safeSearch whether search engines are kept in their safe modes
    /// @param youTube how much of YouTube shows
    /// @param lookUpsClosed whether name look-ups hidden in web requests (DNS over HTTPS) are refused, to whatever site
    /// @param accounts whose accounts may sign in
    public record Choice(boolean safeSearch, YouTube youTube, boolean lookUpsClosed, List<Accounts.Own> accounts) {

        /// What holds where a school says nothing.
        public static final Choice STANDARD = new Choice(false, YouTube.OFF, true, List.of());

        public Choice {
            accounts = List.copyOf(accounts);
        }
    }

    /// @throws IllegalArgumentException where an account is of a service that is not known
    public Modes(Choice choice, KnownModes known) {
        this.choice = choice;
        Map<HostPattern, HostName> targets = new HashMap<>();
        Map<HostPattern, SafeParameter> asked = new HashMap<>();
        Map<HostPattern, List<Header>> set = new LinkedHashMap<>(known.accounts().headers(choice.accounts()));
        SearchTable search = known.search();
        if (choice.safeSearch()) {
            for (SearchEngine engine : search.engines()) {
                for (HostPattern host : engine.hosts()) {
                    engine.safe().ifPresent(safe -> targets.put(host, safe));
                    engine.parameter().ifPresent(parameter -> asked.put(host, parameter));
                }
            }
        }
        if (choice.youTube() != YouTube.OFF) {
            HostName safe = search.youTube().get(choice.youTube());
            if (safe != null) {
                search.youTubeHosts().forEach(host -> targets.put(host, safe));
            }
            Header header = new Header(SearchTable.YOUTUBE_HEADER, choice.youTube().spoken());
            search.youTubeHeaders().forEach(host -> set.computeIfAbsent(host, _ -> new ArrayList<>()).add(header));
        }
        safeTargets = new HostTable<>(targets);
        parameters = new HostTable<>(asked);
        Map<HostPattern, List<Header>> fixed = new HashMap<>();
        set.forEach((host, some) -> fixed.put(host, List.copyOf(some)));
        headers = new HostTable<>(fixed);
        reserved = known.reserved();
    }

    public Choice choice() {
        return choice;
    }

    /// The name whose addresses are connected to instead of those of `host`, which is asked all the same; null where it
    /// is `host` itself.
    public @Nullable HostName connectTo(Host host) {
        return safeTargets.of(host);
    }

    /// The page as it is to be asked for, and judged; `page` itself where nothing is to be changed.
    public Target.Page asked(Target.Page page) {
        SafeParameter parameter = parameters.of(page.host());
        return parameter == null ? page : parameter.on(page);
    }

    /// The headers to set on a request to `host`. What the client sent of the same name has been taken out, as
    /// [#isReserved] says.
    public List<Header> headers(Host host) {
        List<Header> some = headers.of(host);
        return some == null ? List.of() : some;
    }

    /// Whether only the gateway may set this header.
    ///
    /// @param name in lower case
    public boolean isReserved(String name) {
        return reserved.contains(name);
    }
}
