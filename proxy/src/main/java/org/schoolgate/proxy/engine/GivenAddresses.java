package org.schoolgate.proxy.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;

/// Which addresses our own resolver has given for a name within a day: all of its answers together, as large sites give
/// others every minute. Holds at most [#MOST] of them, some 15 MB. For any thread.
final class GivenAddresses {

    static final int MOST = 100_000;

    private static final Duration KEPT = Duration.ofHours(24);

    private final Cache<Given, Boolean> given;

    private record Given(HostName name, IpAddress address) {}

    GivenAddresses(Ticker ticker) {
        // Asked on event loops, which do what little there is to tidy up themselves.
        given = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).ticker(ticker).executor(Runnable::run)
                .build();
    }

    void note(HostName name, List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            given.put(new Given(name, IpAddress.ofBytes(address.getAddress())), Boolean.TRUE);
        }
    }

    boolean has(HostName name, IpAddress address) {
        return given.getIfPresent(new Given(name, address)) != null;
    }

    /// How many answers are remembered.
    long size() {
        given.cleanUp();
        return given.estimatedSize();
    }
}
