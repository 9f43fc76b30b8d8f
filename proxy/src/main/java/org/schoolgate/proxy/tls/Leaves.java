package org.schoolgate.proxy.tls;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.netty.handler.ssl.SslContext;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Host;

/// Leaves for devices: the gateway's side of a connection that it looks into, or on which it shows a page of its own.
///
/// A leaf is made once for each name and each chain that the site shows, on `worker`, never on the caller's thread; whoever
/// asks meanwhile gets the same one. At most 5,000 are kept, those asked for last. While a leaf is kept, a device's ticket is good on
/// its next connection. Any thread may call; nothing waits.
public final class Leaves implements AutoCloseable {

    private static final int KEPT = 5_000;

    /// A leaf for a site holds this long, or as long as the site's own certificate where that is shorter.
    private static final Duration SITE_LIFE = Duration.ofDays(7);
    private static final Duration PAGE_LIFE = Duration.ofDays(1);

    /// A leaf is handed out no longer than this, and not in the last minutes of its life.
    private static final Duration KEPT_FOR = Duration.ofHours(12);
    private static final Duration LAST_MINUTES = Duration.ofMinutes(10);

    private final Mint mint;
    private final InstantSource clock;
    private final Executor worker;
    private final DeviceTls tls;
    private final AsyncCache<Wanted, Leaf> leaves;

    /// @param worker where leaves are made: some tenths of a millisecond each
    public Leaves(Authority authority, InstantSource clock, Executor worker) {
        this(new Mint(authority), clock, worker, KEPT, DeviceTls::of);
    }

    /// @param kept how many leaves are kept
    Leaves(Mint mint, InstantSource clock, Executor worker, int kept, Function<PrivateKey, DeviceTls> tls) {
        this.mint = mint;
        this.clock = clock;
        this.worker = worker;
        this.tls = tls.apply(mint.leafKey());
        this.leaves = Caffeine.newBuilder().maximumSize(kept).executor(Runnable::run)
                .expireAfter(Expiry.<Wanted, Leaf>creating((wanted, leaf) -> leaf.keptFor()))
                .removalListener((@Nullable Wanted wanted, @Nullable Leaf leaf, RemovalCause why) -> drop(leaf))
                .buildAsync();
    }

    /// The context under the name of a site whose certificate has been checked. Where the site shows another chain, it is
    /// another leaf.
    ///
    /// @param chain as the site showed it, its own certificate first
    public CompletionStage<SslContext> forSite(Host host, List<X509Certificate> chain) {
        return context(new Wanted(host, Optional.of(ChainHash.of(chain))), chain);
    }

    /// The context for a page of the gateway's own under the name of a site that was not asked.
    public CompletionStage<SslContext> forPage(Host host) {
        return context(new Wanted(host, Optional.empty()), List.of());
    }

    /// Forgets every leaf: those asked for from now on are made anew.
    public void forget() {
        leaves.synchronous().invalidateAll();
    }

    /// How many leaves are kept.
    int count() {
        leaves.synchronous().cleanUp();
        return leaves.synchronous().asMap().size();
    }

    /// Gives back the memory that is not Java's. Connections that have begun go on.
    @Override
    public void close() {
        forget();
    }

    private CompletionStage<SslContext> context(Wanted wanted, List<X509Certificate> chain) {
        return leaves
                .get(wanted, (key, executor) -> CompletableFuture.supplyAsync(() -> make(key.host(), chain), worker))
                .thenApply(Leaf::serving);
    }

    /// From a day ago, as clocks differ; never before or beyond the site's own certificate.
    private Leaf make(Host host, List<X509Certificate> chain) {
        Instant now = clock.instant();
        Instant from = now.minus(Mint.SKEW);
        Instant until = now.plus(chain.isEmpty() ? PAGE_LIFE : SITE_LIFE);
        for (X509Certificate certificate : chain) {
            from = later(from, certificate.getNotBefore().toInstant());
            until = earlier(until, certificate.getNotAfter().toInstant());
        }
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("the certificates of " + host.text() + " hold at no common time");
        }
        X509Certificate leaf = mint.leaf(host, from, until);
        return new Leaf(tls.serving(leaf), keptFor(now, until));
    }

    private void drop(@Nullable Leaf leaf) {
        if (leaf != null) {
            tls.forget(leaf.serving());
        }
    }

    private static Duration keptFor(Instant now, Instant until) {
        Duration left = Duration.between(now, until.minus(LAST_MINUTES));
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(KEPT_FOR) < 0 ? left : KEPT_FOR;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /// @param chain what the site showed; empty for a page of our own
    private record Wanted(Host host, Optional<ChainHash> chain) {}

    private record Leaf(SslContext serving, Duration keptFor) {}
}
