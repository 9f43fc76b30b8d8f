package org.schoolgate.proxy.engine;

import java.util.Optional;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.proxy.use.Monitoring;
import org.schoolgate.proxy.use.PersonalUse;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import org.schoolgate.filters.request.IpAddress;

/// Who has still to be told what. Which devices have been told that the gateway looks into their connections: each once a day, on the first page that it goes
/// to. Only a page of its own can tell anyone anything, so everything else goes on without.
///
/// Remembers at most [#MOST] addresses, some 8 MB; beyond that someone is told twice. For any thread.
final class Notices {

    static final int MOST = 50_000;

    private static final Duration EVERY = Duration.ofHours(24);

    private final boolean wanted;
    private final Monitoring monitoring;
    private final Cache<IpAddress, Boolean> told;

    /// @param wanted whether anyone is to be told
    /// @param monitoring who has still to be shown that use is monitored
    Notices(boolean wanted, Monitoring monitoring, Ticker ticker) {
        this.monitoring = monitoring;
        this.wanted = wanted;
        this.told = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(EVERY).ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /// The school's notice on monitoring, where whoever goes to a page has not been shown it; they then count as shown. It comes
    /// before the page is judged, so before anything of it is recorded.
    Optional<MonitoringNotice> unseen(Passage now) {
        return now.method.equals(HttpMethod.GET) && PersonalUse.isPage(now.signals)
                ? monitoring.due(now.client, now.at)
                : Optional.empty();
    }

    /// Whether an exchange inside an inspected connection is to be answered with the notice. If so, the device counts as told.
    boolean isDue(Passage now, IpAddress device) {
        return wanted && now.method.equals(HttpMethod.GET)
                && now.signals.fetchDest().filter("document"::equals).isPresent()
                && told.asMap().putIfAbsent(device, Boolean.TRUE) == null;
    }
}
