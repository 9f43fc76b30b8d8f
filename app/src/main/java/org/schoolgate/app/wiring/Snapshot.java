package org.schoolgate.app.wiring;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.app.config.KnownSites;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Basis;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.InForce;
import org.schoolgate.filters.inner.InnerAddresses;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.UrlPath;
import org.schoolgate.review.register.Allowances;

/// Policy, lists and registers as they are in force together. It never changes; a change makes the next.
///
/// @param policy the school's policy as it was read
/// @param engine what decides on one address by it
/// @param decider the same for an address and those inside it; this is what requests are asked of
/// @param listLibrary the lists, as this policy's categories sort them
/// @param registers what the registers open, as they were read
/// @param wrong which of their entries open nothing, and why
/// @param astray what is to be told of edits that name groups which are not there any more, each a sentence
/// @param mark what the library called its state when the lists were loaded
/// @param loaded since when it is in force
/// @param inForce the same for whoever makes one of its decisions again
record Snapshot(SchoolPolicy policy, PolicyEngine engine, Decider decider, ListLibrary listLibrary,
        Allowances registers, List<String> wrong, List<String> astray, String mark, Instant loaded,
        InForce inForce) implements Decider {

    /// Decides, and keeps with what is recorded what it was made from. Of what is not recorded this costs one comparison.
    @Override
    public Decision decide(Request request) {
        Decision decision = decider.decide(request);
        return decision.recorded()
                ? decision.from(basis(request.target(), decision.group()))
                : decision;
    }

    /// The categories that a target, and those inside it, are in for any group. Empty where lists say the same to all.
    CategorySet forWhomever(Request request) {
        CategorySet found = CategorySet.NONE;
        if (engine.index().groups().isEmpty()) {
            return found;
        }
        for (Group group : PolicyWeighing.everyGroup(this).toList()) {
            found = found
                    .union(decider.decide(new Request(request.trace(), request.client().in(group), request.target(),
                            request.at(), request.claimed())).categories());
        }
        return found;
    }

    private Basis basis(Target target, Group group) {
        DomainIndex index = engine.index().forGroup(group.name());
        InnerAddresses.Found inside = KnownSites.innerAddresses().in(target);
        Set<Listing> entries = new LinkedHashSet<>(index.listingsOf(target));
        inside.addresses().forEach(address -> entries.addAll(index.listingsOf(address)));
        boolean byDigest = entries.stream().anyMatch(entry -> entry.entry().equals(Listing.BY_DIGEST));
        boolean queryCounted = withoutQuery(target).map(bare -> !KnownSites.innerAddresses().in(bare).equals(inside)
                || byDigest && index.bitsOf(bare) != index.bitsOf(target)).orElse(false);
        return new Basis(inForce, entries.stream().toList(), queryCounted, false);
    }

    /// Empty where there is no query.
    private static Optional<Target> withoutQuery(Target target) {
        if (!(target instanceof Target.Page page) || page.path().text().indexOf('?') < 0) {
            return Optional.empty();
        }
        String path = page.path().text();
        return UrlPath.parse(path.substring(0, path.indexOf('?')))
                .map(bare -> new Target.Page(page.scheme(), page.host(), page.port(), bare));
    }
}
