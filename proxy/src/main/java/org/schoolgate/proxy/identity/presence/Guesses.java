package org.schoolgate.proxy.identity.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.schoolgate.filters.request.IpAddress;

/// How many wrong passwords came lately, from each address and for each account. A try counts from its beginning, so that many
/// at once are not more than one after the other.
///
/// Remembers at most [#MOST] of each. For any thread.
final class Guesses {

    static final int MOST = 20_000;

    /// How many wrong ones an address has within [#SPELL].
    static final int FROM_ADDRESS = 5;
    /// How many there are for an account from anywhere: more, so that nobody locks a colleague out by mistake.
    static final int FOR_ACCOUNT = 30;
    static final Duration SPELL = Duration.ofMinutes(10);

    private final Cache<IpAddress, Integer> addresses;
    private final Cache<String, Integer> accounts;

    Guesses(Ticker ticker) {
        addresses = counts(ticker);
        accounts = counts(ticker);
    }

    private static <K> Cache<K, Integer> counts(Ticker ticker) {
        return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(SPELL).ticker(ticker).executor(Runnable::run)
                .build();
    }

    /// Begins a try; false where there were too many.
    boolean begin(IpAddress from, String account) {
        return isUnder(addresses, network(from), FROM_ADDRESS) && isUnder(accounts, account, FOR_ACCOUNT);
    }

    /// A try was right, or nobody could tell: it does not count.
    void forget(IpAddress from, String account) {
        addresses.asMap().computeIfPresent(network(from), (any, count) -> count > 1 ? count - 1 : null);
        accounts.asMap().computeIfPresent(account, (any, count) -> count > 1 ? count - 1 : null);
    }

    private static <K> boolean isUnder(Cache<K, Integer> counts, K key, int most) {
        Integer before = counts.getIfPresent(key);
        if (before != null && before >= most) {
            return false;
        }
        return counts.asMap().merge(key, 1, Integer::sum) <= most;
    }

    /// A device may have as many IPv6 addresses of one network as it likes.
    private static IpAddress network(IpAddress address) {
        return address.isV4() ? address : new IpAddress(address.high(), 0);
    }
}
