package org.schoolgate.proxy.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.request.Host;

/// Says whether the certificates that a site shows are good for the host that was asked for.
///
/// Three looks, each after the one before: the chain's form and kind ([ChainPolicy]), the path to a root ([Pkix]) and the
/// name, and whether anything in it was revoked ([Revocation]). What was found good is kept for an hour at most, by host, by
/// what is demanded of it and by the very bytes that were shown; what was refused is looked at anew each time.
///
/// Any thread may call. A call takes some milliseconds of work and may wait for an answer about revocation, so it is never
/// made on an event loop.
public final class Trust {

    private static final Duration LOOK_AGAIN = Duration.ofHours(1);
    private static final int KEPT = 20_000;

    /// BoringSSL hands over ten certificates at most, however many were shown; so ten may be the first of more.
    private static final int MOST_SHOWN = 9;

    private final Paths paths;
    private final Revocation revocation;
    private final InstantSource clock;
    private final Set<Root> publicRoots;
    private final LongAdder unstamped = new LongAdder();
    private final Cache<Shown, Instant> good = Caffeine.newBuilder().maximumSize(KEPT).build();

    /// @param more authorities that this school trusts beside them, such as its own for servers inside
    public Trust(Roots roots, List<X509Certificate> more, Revocation revocation, InstantSource clock) {
        List<Root> all = new ArrayList<>(roots.all());
        more.stream().map(Root::of).forEach(all::add);
        this.publicRoots = Set.copyOf(roots.all());
        this.paths = new Paths(all);
        this.revocation = revocation;
        this.clock = clock;
    }

    /// How often a chain to a public root was taken, since the start, that stands in no two public logs. Such a site is let
    /// through; browsers would warn.
    public long unstamped() {
        return unstamped.sum();
    }

    /// Until when these certificates need no new look.
    ///
    /// @param shown the site's own first
    /// @param staples what the site brought about their revocation, in the same order; may be shorter
    /// @throws RefusedException where they are not good
    Instant check(List<X509Certificate> shown, List<byte[]> staples, Host host, Demands demands)
            throws RefusedException {
        if (shown.isEmpty() || shown.size() > MOST_SHOWN) {
            throw new RefusedException(CertificateFault.TOO_LARGE, shown.size() + " certificates");
        }
        Instant now = clock.instant();
        Shown key = new Shown(host, demands, ChainHash.of(shown), ChainHash.ofBytes(staples));
        Instant known = good.getIfPresent(key);
        if (known != null && now.isBefore(known)) {
            return known;
        }
        Instant until = look(shown, staples, host, demands, now);
        good.put(key, until);
        return until;
    }

    private Instant look(List<X509Certificate> shown, List<byte[]> staples, Host host, Demands demands, Instant now)
            throws RefusedException {
        Paths.Path found = path(shown, now);
        List<X509Certificate> path = found.certificates();
        try {
            if (!NameMatch.matches(shown.getFirst(), host)) {
                throw new RefusedException(CertificateFault.WRONG_NAME, "not for " + host.text());
            }
        } catch (CertificateParsingException broken) {
            throw new RefusedException(CertificateFault.MALFORMED, "alternative names: " + broken.getMessage());
        }
        Instant until = earlier(now.plus(LOOK_AGAIN), revocation.check(path, staples, demands, now));
        if (publicRoots.contains(found.root()) && Stamps.count(shown.getFirst()) < Stamps.ENOUGH) {
            unstamped.increment();
        }
        for (X509Certificate certificate : path) {
            until = earlier(until, certificate.getNotAfter().toInstant());
        }
        return until;
    }

    /// The first way to a root that is good; where none is, the fault of the shortest is told.
    private Paths.Path path(List<X509Certificate> shown, Instant now) throws RefusedException {
        RefusedException first = null;
        for (Paths.Path path : paths.of(shown)) {
            try {
                ChainPolicy.check(path.certificates(), path.root());
                Pkix.validate(path.certificates(), now);
                return path;
            } catch (RefusedException refused) {
                first = first == null ? refused : first;
            }
        }
        if (first != null) {
            throw first;
        }
        X509Certificate leaf = shown.getFirst();
        boolean self = leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
        throw new RefusedException(self ? CertificateFault.SELF_SIGNED : CertificateFault.UNKNOWN_ISSUER,
                "issued by " + leaf.getIssuerX500Principal());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private record Shown(Host host, Demands demands, ChainHash chain, ChainHash staples) {}
}
