package org.schoolgate.proxy.tls;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.security.GeneralSecurityException;
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
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.schoolgate.filters.request.Host;

/// Leaves for devices: the gateway's side of a connection that it looks into, or on which it shows a page of its own.
///
/// A leaf is made once for each name and each chain that the site shows, on `worker`, never on the caller's thread; whoever
/// asks meanwhile gets the same one. At most 10,000 are kept, those asked for last. All are over one context, so a device's
/// ticket is good on its next connection. Any thread may call; nothing waits.
public final class Leaves {

    private static final int KEPT = 10_000;

    /// A leaf for a site holds this long, or as long as the site's own certificate where that is shorter.
    private static final Duration SITE_LIFE = Duration.ofDays(7);
    private static final Duration PAGE_LIFE = Duration.ofDays(1);

    /// A leaf is handed out no longer than this, and not in the last minutes of its life.
    private static final Duration KEPT_FOR = Duration.ofHours(12);
    private static final Duration LAST_MINUTES = Duration.ofMinutes(10);

    /// Seconds for which a device may take up a session again.
    private static final int SESSION = 12 * 60 * 60;
    private static final int SESSIONS = 20_000;

    private static final List<String> SUITES = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

    private final Authority authority;
    private final Mint mint;
    private final InstantSource clock;
    private final Executor worker;
    private final LeafKeys keys;
    private final LongAdder minted = new LongAdder();
    private final SslContext shared;
    private final AsyncCache<Wanted, LeafContext> leaves;

    /// @param worker where leaves are made: some tenths of a millisecond each
    public Leaves(Authority authority, InstantSource clock, Executor worker) {
        this.authority = authority;
        this.mint = new Mint(authority);
        this.clock = clock;
        this.worker = worker;
        this.keys = new LeafKeys(mint.leafKey());
        this.shared = shared(keys);
        this.leaves = Caffeine.newBuilder().maximumSize(KEPT).executor(worker)
                .expireAfter(Expiry.<Wanted, LeafContext>creating((wanted, leaf) -> keep(leaf))).buildAsync();
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

    /// How many were made since the start.
    public long minted() {
        return minted.sum();
    }

    /// About how many are kept now.
    public long kept() {
        return leaves.synchronous().estimatedSize();
    }

    private CompletionStage<SslContext> context(Wanted wanted, List<X509Certificate> chain) {
        return leaves
                .get(wanted, (key, executor) -> CompletableFuture.supplyAsync(() -> make(key.host(), chain), worker))
                .thenApply(context -> context);
    }

    /// From a day ago, as clocks differ; never before or beyond the site's own certificate.
    private LeafContext make(Host host, List<X509Certificate> chain) {
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
        minted.increment();
        X509Certificate leaf = mint.leaf(host, from, until);
        return new LeafContext(shared, leaf, keys.add(leaf));
    }

    /// Whose dates bound a leaf's.
    private List<X509Certificate> signers(List<X509Certificate> chain) {
        List<X509Certificate> all = new ArrayList<>(chain);
        all.add(authority.certificate());
        return all;
    }

    private Duration keep(LeafContext leaf) {
        Duration left = Duration.between(clock.instant(), leaf.until().minus(LAST_MINUTES));
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

    private static SslContext shared(LeafKeys keys) {
        try {
            SSLContext jsse = SSLContext.getInstance("TLS");
            jsse.init(new KeyManager[]{keys}, new TrustManager[0], Keys.RANDOM);
            jsse.getServerSessionContext().setSessionTimeout(SESSION);
            jsse.getServerSessionContext().setSessionCacheSize(SESSIONS);
            return new JdkSslContext(jsse, false, SUITES, IdentityCipherSuiteFilter.INSTANCE,
                    new ApplicationProtocolConfig(Protocol.ALPN, SelectorFailureBehavior.FATAL_ALERT,
                            SelectedListenerFailureBehavior.ACCEPT, ApplicationProtocolNames.HTTP_1_1),
                    ClientAuth.NONE, new String[]{"TLSv1.3", "TLSv1.2"}, false);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java speaks TLS", impossible);
        }
    }

    /// @param chain what the site showed; empty for a page of our own
    private record Wanted(Host host, Optional<ChainHash> chain) {}
}
