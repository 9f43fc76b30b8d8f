package org.schoolgate.proxy.tls;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Host;

/// Leaves for devices: the gateway's side of a connection that it looks into, or on which it shows a page of its own.
///
/// A leaf is made once for each name and each chain that the site shows, on `worker`, never on the caller's thread; whoever
/// asks meanwhile gets the same one. At most 5,000 are kept, those asked for last: about 50 MB of memory, half of it Java's.
/// While a leaf is kept, a device's ticket is good on its next connection. Any thread may call; nothing waits.
public final class Leaves implements AutoCloseable {

    private static final int KEPT = 5_000;

    /// In bytes.
    private static final int LARGE_HELLO = 16_000;

    /// A leaf for a site holds this long, or as long as the site's own certificate where that is shorter.
    private static final Duration SITE_LIFE = Duration.ofDays(90);
    private static final Duration PAGE_LIFE = Duration.ofDays(1);

    /// A leaf is handed out no longer than this, and not in the last minutes of its life.
    private static final Duration KEPT_FOR = Duration.ofHours(12);
    private static final Duration LAST_MINUTES = Duration.ofMinutes(10);

    private final Mint mint;
    private final InstantSource clock;
    private final Executor worker;
    private final LongAdder made = new LongAdder();
    private final DeviceTls tls;
    private final DeviceTls forLarge;
    private final AsyncCache<Wanted, Kept> leaves;

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
        this.forLarge = this.tls instanceof JavaDeviceTls ? this.tls : new JavaDeviceTls(mint.leafKey());
        this.leaves = Caffeine.newBuilder().maximumSize(kept).executor(Runnable::run)
                .expireAfter(Expiry.<Wanted, Kept>creating((wanted, leaf) -> leaf.keptFor()))
                .removalListener((@Nullable Wanted wanted, @Nullable Kept leaf, RemovalCause why) -> drop(leaf))
                .buildAsync();
    }

    /// The leaf under the name of a site whose certificate has been checked. Where the site shows another chain, it is
    /// another leaf.
    ///
    /// @param chain as the site showed it, its own certificate first
    /// @param helloBytes the size of the ClientHello: BoringSSL reads none of more than 16 KiB, so Java's own TLS does
    public CompletionStage<Leaf> forSite(Host host, List<X509Certificate> chain, int helloBytes) {
        return leaf(new Wanted(host, Optional.of(ChainHash.of(chain)), helloBytes > LARGE_HELLO), chain);
    }

    CompletionStage<Leaf> forSite(Host host, List<X509Certificate> chain) {
        return forSite(host, chain, 0);
    }

    /// The leaf for a page of the gateway's own under the name of a site that was not asked.
    ///
    /// @param helloBytes as above
    public CompletionStage<Leaf> forPage(Host host, int helloBytes) {
        return leaf(new Wanted(host, Optional.empty(), helloBytes > LARGE_HELLO), List.of());
    }

    CompletionStage<Leaf> forPage(Host host) {
        return forPage(host, 0);
    }

    /// Forgets every leaf: those asked for from now on are made anew.
    public void forget() {
        leaves.synchronous().invalidateAll();
    }

    /// How many were made since the start.
    public long minted() {
        return made.sum();
    }

    /// About how many are kept now.
    public long kept() {
        return leaves.synchronous().estimatedSize();
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

    private CompletionStage<Leaf> leaf(Wanted wanted, List<X509Certificate> chain) {
        return leaves
                .get(wanted, (key, executor) -> CompletableFuture.supplyAsync(() -> make(key, chain), worker))
                .thenApply(Kept::leaf);
    }

    /// From a day ago, as clocks differ; never before or beyond the site's own certificate.
    private Kept make(Wanted wanted, List<X509Certificate> chain) {
        Host host = wanted.host();
        Instant now = clock.instant();
        Instant from = now.minus(Mint.SKEW);
        Instant until = now.plus(chain.isEmpty() ? PAGE_LIFE : SITE_LIFE);
        for (X509Certificate certificate : signers(chain)) {
            from = later(from, certificate.getNotBefore().toInstant());
            until = earlier(until, certificate.getNotAfter().toInstant());
        }
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("the certificates of " + host.text() + " hold at no common time");
        }
        made.increment();
        Mint.Minted minted = mint.leaf(host, from, until);
        DeviceTls by = wanted.large() ? forLarge : tls;
        return new Kept(by, new Leaf(by.serving(minted.certificate()), minted.number()), keptFor(now, until));
    }

    /// Whose dates bound a leaf's.
    private List<X509Certificate> signers(List<X509Certificate> chain) {
        List<X509Certificate> all = new ArrayList<>(chain);
        all.add(mint.signer());
        return all;
    }

    private void drop(@Nullable Kept kept) {
        if (kept != null) {
            kept.by().forget(kept.leaf().serving());
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
    /// @param large whether the ClientHello is larger than BoringSSL reads
    private record Wanted(Host host, Optional<ChainHash> chain, boolean large) {}

    private record Kept(DeviceTls by, Leaf leaf, Duration keptFor) {}
}
