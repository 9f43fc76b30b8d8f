package org.schoolgate.filters.mode;

import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.site.HostPattern;

/// A search engine that has a safe mode.
///
/// @param name how `search.txt` calls it
/// @param hosts its names
/// @param safe the name that leads to its safe mode, whatever host the request is for; resolved anew each time
/// @param parameter what asks for its safe mode in an address
record SearchEngine(
        String name,
        List<HostPattern> hosts,
        Optional<HostName> safe,
        Optional<SafeParameter> parameter) {

    SearchEngine {
        hosts = List.copyOf(hosts);
    }
}
