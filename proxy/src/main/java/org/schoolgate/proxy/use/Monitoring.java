package org.schoolgate.proxy.use;

import java.time.Instant;
import java.util.Optional;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.request.Client;

/// Knows who has still to be shown the school's notice that use is monitored. Any thread may ask; it waits for nothing.
@FunctionalInterface
public interface Monitoring {

    /// Where the school has no such notice.
    Monitoring NONE = (_, _) -> Optional.empty();

    /// The notice, where this client has not been shown it; from then on they count as shown.
    Optional<MonitoringNotice> due(Client client, Instant at);
}
