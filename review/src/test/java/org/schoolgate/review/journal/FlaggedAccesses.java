package org.schoolgate.review.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.alert.Alerts;

/// Flagged accesses for tests.
final class FlaggedAccesses {

    static final Category NETWORKS = new Category(3, "social-networks", "Social media: networks", "Social media",
            false);
    static final Category ILLEGAL = new Category(9, "illegal", "Illegal material", "Illegal material", true);
    static final Categories CATEGORIES = new Categories(List.of(NETWORKS, ILLEGAL));
    static final Instant AT = Instant.parse("2026-07-01T23:30:00.123456Z");
    static final Alerts NO_ALERTS = new Alerts(List::of, () -> new School("Test School", ZoneOffset.UTC,
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    private static final Group PUPILS = new Group("pupils", "Pupils");

    private FlaggedAccesses() {}

    static FlaggedAccess open(long trace) {
        return of(trace, "http://www.network.example/page?q=1", NETWORKS);
    }

    static FlaggedAccess sealed(long trace, String url) {
        return of(trace, url, ILLEGAL);
    }

    static FlaggedAccess of(long trace, String url, Category category) {
        return of(trace, url, category, "10.20.0.7", AT);
    }

    static FlaggedAccess of(long trace, String url, Category category, String client, Instant at) {
        Target.Page page = Target.Page.parse(url).orElseThrow();
        Request request = new Request(new TraceId(trace), Client.at(IpAddress.parse(client).orElseThrow()), page,
                at);
        Listing listing = new Listing(page.host().text(), category, "list/" + category.slug(), "5", 12);
        Decision decision = new Decision(Verdict.BLOCK,
                new Reason.Ruled("a-rule", "It is closed", Optional.of(new Clause("Closed.", "Page 1"))),
                CategorySet.of(category), List.of(listing), PUPILS, true, category.sealed(), AT.plusSeconds(60),
                "p+l");
        Signals signals = new Signals(Signals.Mode.PLAIN, "GET", Optional.empty(), Optional.empty(), Optional.empty(),
                false, Optional.empty(), Optional.of(page.host().text()), Optional.empty(), Optional.of("Browser"));
        return new FlaggedAccess(request, decision, signals);
    }
}
