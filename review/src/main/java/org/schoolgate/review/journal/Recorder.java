package org.schoolgate.review.journal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Basis;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.Numbers;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedBasis;
import org.schoolgate.review.store.RecordedListing;

/// Turns a flagged access into its record. What must not be stored is left out here, before anything waits in a queue.
final class Recorder {

    /// Longer addresses are cut; what follows says nothing more about the site.
    private static final int LONGEST_TARGET = 4_096;

    private final Supplier<Categories> categories;
    private final Supplier<ZoneId> zone;
    private final SealKey key;
    private final Numbers numbers = new Numbers();

    Recorder(Supplier<Categories> categories, Supplier<ZoneId> zone, SealKey key) {
        this.categories = categories;
        this.zone = zone;
        this.key = key;
    }

    RecordedAccess record(FlaggedAccess access) {
        Request request = access.request();
        Decision decision = access.decision();
        Target target = request.target();
        boolean sealed = decision.addressSealed();
        Instant at = request.at().truncatedTo(ChronoUnit.MILLIS);
        List<CategoryName> names = categories.get().of(decision.categories()).stream()
                .map(category -> new CategoryName(category.slug(), category.title(), category.subject())).toList();
        return new RecordedAccess(numbers.next(at), request.trace(), at, at.atZone(zone.get()).toLocalDate(),
                decision.group().name(), decision.group().title(), request.client().address(),
                request.client().certainty(), decision.verdict(), decision.reason().rule(),
                decision.reason().sentence(), decision.reason().clause(),
                sealed ? Optional.empty() : Optional.of(shortened(withoutQuery(target))),
                sealed ? Optional.of(key.mark(target)) : Optional.empty(),
                sealed ? Optional.empty() : Optional.of(target.host().text()),
                names, decision.listings().stream().map(listing -> listing(listing, sealed)).toList(),
                sealed ? withoutReferer(access.signals()) : access.signals(), access.circumstances(),
                access.ground(), decision.snapshot(), decision.reason() instanceof Reason.Undecided,
                basis(access, sealed), withoutMemberships(request.client().identity()), access.statement(),
                access.before());
    }

    private static Optional<RecordedBasis> basis(FlaggedAccess access, boolean sealed) {
        Basis made = access.decision().basis();
        return made.isNothing()
                ? Optional.empty()
                : Optional.of(new RecordedBasis(made.inForce().policy().sha256(), made.inForce().lists().sha256(),
                        made.entries().stream().map(listing -> listing(listing, sealed)).toList(),
                        made.queryCounted(), made.claimed() || access.request().claimed()));
    }

    /// What a directory counts somebody to is more than whoever reads records has to know.
    private static Identity withoutMemberships(Identity identity) {
        return identity instanceof Identity.Known known
                ? new Identity.Known(known.person(), Set.of(), known.source(),
                        known.since().truncatedTo(ChronoUnit.MILLIS))
                : identity;
    }

    /// Queries hold what people type, so no record keeps them. What of one a list names stands in the listing.
    private static String withoutQuery(Target target) {
        String text = target.text();
        int question = text.indexOf('?');
        return question < 0 ? text : text.substring(0, question);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TARGET ? text : text.substring(0, LONGEST_TARGET) + "…";
    }

    private static RecordedListing listing(Listing listing, boolean sealed) {
        return new RecordedListing(sealed ? Optional.empty() : Optional.of(listing.entry()), listing.category().slug(),
                listing.list(), listing.version(), sealed ? 0 : listing.line());
    }

    /// Who follows a link within a sealed site names that site as the referring one.
    private static Signals withoutReferer(Signals signals) {
        return new Signals(signals.mode(), signals.method(), signals.fetchSite(), signals.fetchMode(),
                signals.fetchDest(), signals.fetchUser(), signals.purpose(), Optional.empty(), signals.accept(),
                signals.userAgent());
    }
}
