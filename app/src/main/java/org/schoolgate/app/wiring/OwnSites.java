package org.schoolgate.app.wiring;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.proxy.page.OwnSite;
import org.schoolgate.proxy.page.RevocationFile;
import org.schoolgate.proxy.page.SchoolCertificate;
import org.schoolgate.proxy.tls.Authorities;
import org.schoolgate.proxy.tls.Authorities.Kept;
import org.schoolgate.proxy.tls.Authorities.Standing;
import org.schoolgate.proxy.tls.NoneRevoked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the gateway's own site tells: the certificates as they were at the last look into their folder, and what the policy in
/// force looks into. Asked on event loops, so that it never waits.
final class OwnSites implements Supplier<OwnSite> {

    private static final Logger LOG = LoggerFactory.getLogger(OwnSites.class);

    private final Authorities authorities;
    private final NoneRevoked list;
    private final Supplier<SchoolPolicy> policy;
    private final AtomicReference<List<X509Certificate>> certificates = new AtomicReference<>(List.of());

    OwnSites(Authorities authorities, NoneRevoked list, Supplier<SchoolPolicy> policy) {
        this.authorities = authorities;
        this.list = list;
        this.policy = policy;
        look();
    }

    /// Looks into the folder again, and renews the list of revoked certificates in time; what cannot be read changes nothing.
    void look() {
        list.renew();
        try {
            certificates.set(authorities.all().stream().filter(kept -> kept.standing() != Standing.OLD)
                    .map(Kept::certificate).toList());
        } catch (IOException unreadable) {
            LOG.warn("The folder of authorities cannot be read; the certificates known before are shown", unreadable);
        }
    }

    /// When the authority that signs ends; empty where there is none.
    Optional<Instant> ends() {
        return certificates.get().stream().findFirst().map(one -> one.getNotAfter().toInstant());
    }

    @Override
    public OwnSite get() {
        SchoolPolicy now = policy.get();
        return new OwnSite(certificates.get().stream().map(SchoolCertificate::of).toList(),
                Optional.of(new RevocationFile(list.path(), list.der())),
                all(now.policies()).flatMap(one -> one.looks().stream()).anyMatch(look -> look.look() == Look.INSIDE),
                now.categories().of(never(now.policies())).stream().map(Category::title).toList());
    }

    /// The categories that nobody's connections are looked into for, whoever it is.
    private static CategorySet never(Policies policies) {
        return all(policies).map(OwnSites::never).reduce(CategorySet::intersection).orElse(CategorySet.NONE);
    }

    private static CategorySet never(Policy policy) {
        return Stream.concat(
                policy.looks().stream().filter(look -> look.look() == Look.NEVER).map(look -> look.subject()),
                policy.rules().stream().filter(rule -> rule.tier() == Tier.LOCKED_ALLOW).map(rule -> rule.subject()))
                .map(subject -> subject.deciding())
                .reduce(CategorySet.NONE, CategorySet::union);
    }

    private static Stream<Policy> all(Policies policies) {
        return Stream.concat(policies.byGroup().stream(), Stream.of(policies.strangers()));
    }
}
