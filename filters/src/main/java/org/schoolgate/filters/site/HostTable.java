package org.schoolgate.filters.site;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;

/// What is said of some hosts. A host's own saying counts before one that is meant with every name below. Never changes; a
/// look-up allocates nothing.
///
/// @param <V> what is said of a host; immutable
public final class HostTable<V> {

    private final Map<HostName, V> exactly = new HashMap<>();
    private final SiteTable<V> below;

    public HostTable(Map<HostPattern, V> sayings) {
        Map<HostName, V> wide = new HashMap<>();
        sayings.forEach((pattern, value) -> (pattern.below() ? wide : exactly).put(pattern.name(), value));
        below = new SiteTable<>(wide);
    }

    /// What is said of `host`; null where nothing is, as of every address.
    public @Nullable V of(Host host) {
        if (!(host instanceof HostName name)) {
            return null;
        }
        V own = exactly.get(name);
        return own == null ? below.of(name) : own;
    }
}
