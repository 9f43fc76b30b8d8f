package org.schoolgate.proxy.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolgate.filters.request.IpAddress;

/// How often an address may try a password that nobody has found right yet: a few times for one name, more often for all
/// names together, in a quarter of an hour. What others try elsewhere does not count, so nobody is locked out by others, and
/// nobody can have the directory lock an account by guessing through the gateway.
///
/// Of IPv6 the network counts, as one device has many addresses of it. Remembers [#MOST] at most. Any thread may ask.
final class WrongPasswords {

    static final int MOST = 50_000;
    static final Duration WITHIN = Duration.ofMinutes(15);

    /// How many names an address may be wrong with, where each is tried as often as it may be.
    private static final int NAMES = 10;

    private final int most;
    private final Cache<Tried, AtomicInteger> tried;

    /// @param account the account; empty for all of an address together
    private record Tried(long high, long low, String account) {}

    /// @param most for one name
    WrongPasswords(int most, Ticker ticker) {
        this.most = most;
        this.tried = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(WITHIN).ticker(ticker)
                .executor(Runnable::run).build();
    }

    /// Whether a password may be tried. If so it counts as wrong until [#right] says otherwise.
    boolean mayTry(IpAddress from, String account) {
        AtomicInteger one = count(from, account);
        AtomicInteger all = count(from, "");
        if (one.get() >= most || all.get() >= most * NAMES) {
            return false;
        }
        one.incrementAndGet();
        all.incrementAndGet();
        return true;
    }

    /// What was tried last was right, or nobody can tell.
    void right(IpAddress from, String account) {
        count(from, account).updateAndGet(count -> Math.max(0, count - 1));
        count(from, "").updateAndGet(count -> Math.max(0, count - 1));
    }

    private AtomicInteger count(IpAddress from, String account) {
        boolean whole = from.isV4();
        return tried.get(new Tried(from.high(), whole ? from.low() : 0, account), first -> new AtomicInteger());
    }
}
