package org.schoolgate.proxy.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Host;

/// Says whether the certificates that a site shows are good for the host that was asked for.
///
/// Any thread may call; a call takes some milliseconds of work, so it is not made on an event loop.
public final class Trust {

    /// No certificate is believed for longer than this without a new look.
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private static final int LONGEST_CHAIN = 10;
    private static final int MOST_PATHS = 8;

    private final Map<X500Principal, List<X509Certificate>> anchors = new HashMap<>();
    private final InstantSource clock;

    /// @param more authorities that this school trusts beside them, such as one of its own for servers inside
    public Trust(Roots roots, List<X509Certificate> more, InstantSource clock) {
        this.clock = clock;
        for (List<X509Certificate> some : List.of(roots.certificates(), more)) {
            for (X509Certificate root : some) {
                anchors.computeIfAbsent(root.getSubjectX500Principal(), name -> new ArrayList<>()).add(root);
            }
        }
    }

    /// Until when these certificates need no new look.
    ///
    /// @param shown the site's own first
    /// @throws RefusedException where they are not good
    Instant check(List<X509Certificate> shown, Host host) throws RefusedException {
        Instant now = clock.instant();
        if (shown.isEmpty() || shown.size() > LONGEST_CHAIN) {
            throw new RefusedException(CertificateFault.TOO_LARGE, shown.size() + " certificates");
        }
        List<X509Certificate> path = path(shown, now);
        try {
            if (!NameMatch.matches(shown.getFirst(), host)) {
                throw new RefusedException(CertificateFault.WRONG_NAME, "not for " + host.text());
            }
        } catch (CertificateException broken) {
            throw broken instanceof RefusedException refused
                    ? refused
                    : new RefusedException(CertificateFault.MALFORMED, "subject alternative names");
        }
        Instant until = now.plus(LOOK_AGAIN);
        for (X509Certificate certificate : path) {
            Instant end = certificate.getNotAfter().toInstant();
            until = end.isBefore(until) ? end : until;
        }
        return until;
    }

    private List<X509Certificate> path(List<X509Certificate> shown, Instant now) throws RefusedException {
        List<List<X509Certificate>> candidates = new ArrayList<>();
        extend(new ArrayList<>(List.of(shown.getFirst())), shown, candidates);
        RefusedException first = null;
        for (List<X509Certificate> candidate : candidates) {
            try {
                validate(candidate, now);
                return candidate;
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

    private void extend(List<X509Certificate> path, List<X509Certificate> shown,
            List<List<X509Certificate>> candidates) {
        X509Certificate last = path.getLast();
        for (X509Certificate root : anchors.getOrDefault(last.getIssuerX500Principal(), List.of())) {
            if (candidates.size() < MOST_PATHS) {
                List<X509Certificate> whole = new ArrayList<>(path);
                if (!root.equals(last)) {
                    whole.add(root);
                }
                candidates.add(whole);
            }
        }
        for (X509Certificate next : shown) {
            if (candidates.size() < MOST_PATHS && !path.contains(next)
                    && next.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
                path.add(next);
                extend(path, shown, candidates);
                path.removeLast();
            }
        }
    }

    /// The root stands in the path too, as if it were vouched for by its own key: so its dates, its constraints and its
    /// critical extensions count.
    private static void validate(List<X509Certificate> path, Instant now) throws RefusedException {
        X509Certificate root = path.getLast();
        try {
            PKIXParameters parameters = new PKIXParameters(
                    Set.of(new TrustAnchor(root.getSubjectX500Principal(), root.getPublicKey(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (CertPathValidatorException wrong) {
            throw new RefusedException(fault(wrong.getReason()), String.valueOf(wrong.getMessage()));
        } catch (GeneralSecurityException | RuntimeException broken) {
            throw new RefusedException(CertificateFault.MALFORMED, String.valueOf(broken.getMessage()));
        }
    }

    private static CertificateFault fault(CertPathValidatorException.@Nullable Reason reason) {
        return switch (reason) {
            case BasicReason.EXPIRED -> CertificateFault.EXPIRED;
            case BasicReason.NOT_YET_VALID -> CertificateFault.NOT_YET_VALID;
            case BasicReason.REVOKED -> CertificateFault.REVOKED;
            case BasicReason.INVALID_SIGNATURE -> CertificateFault.BAD_SIGNATURE;
            case BasicReason.ALGORITHM_CONSTRAINED -> CertificateFault.WEAK;
            case PKIXReason.INVALID_KEY_USAGE, PKIXReason.NOT_CA_CERT, PKIXReason.PATH_TOO_LONG ->
                CertificateFault.WRONG_USE;
            case PKIXReason.INVALID_NAME -> CertificateFault.NOT_PERMITTED;
            case PKIXReason.NO_TRUST_ANCHOR, PKIXReason.NAME_CHAINING -> CertificateFault.UNKNOWN_ISSUER;
            case null, default -> CertificateFault.MALFORMED;
        };
    }
}
