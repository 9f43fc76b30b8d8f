package org.schoolgate.proxy.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.Marlbeck;

/// Exchanges for the tests of this package.
final class Exchanges {

    static final Client CLIENT = Client.at(IpAddress.parse("10.1.2.3").orElseThrow());
    static final IpAddress SITE = IpAddress.parse("192.0.2.80").orElseThrow();

    private Exchanges() {}

    /// An allowed page that was carried whole.
    static Exchange carried(Instant at) {
        Decision decision = Marlbeck.decision(Verdict.ALLOW, Marlbeck.STAFF, Marlbeck.NETWORKS);
        return new Exchange(at, Duration.ofMillis(123), Marlbeck.TRACE, CLIENT, "GET", Optional.of(Marlbeck.PAGE),
                Optional.of(decision), 200, 321, 6_543, Optional.of(SITE), Optional.of("text/html; charset=utf-8"),
                Optional.empty(), true);
    }

    /// An allowed page that a rule in shadow would have closed.
    static Exchange inShadow(Instant at) {
        Decision decision = Marlbeck.decision(Verdict.ALLOW, Marlbeck.STAFF, Marlbeck.NETWORKS);
        Decision shadowed = new Decision(decision.verdict(), decision.reason(), decision.categories(),
                decision.listings(), decision.group(), false, false, decision.holdsUntil(), decision.snapshot(),
                decision.look(), decision.demands(),
                Terms.NONE.under(new Terms.Shadow("tried", Verdict.BLOCK)));
        return new Exchange(at, Duration.ofMillis(123), Marlbeck.TRACE, CLIENT, "GET", Optional.of(Marlbeck.PAGE),
                Optional.of(shadowed), 200, 321, 6_543, Optional.of(SITE), Optional.of("text/html; charset=utf-8"),
                Optional.empty(), true);
    }

    static Exchange blocked(Instant at, Group group, Category category) {
        return new Exchange(at, Duration.ofMillis(1), Marlbeck.TRACE, CLIENT, "CONNECT",
                Optional.of(new Target.Site(Marlbeck.PAGE.host(), 443)),
                Optional.of(Marlbeck.decision(Verdict.BLOCK, group, category)), 403, 100, 200, Optional.of(SITE),
                Optional.empty(), Optional.empty(), true);
    }

    /// A connection that its device ended, as it did not take the gateway's certificate.
    static Exchange leafRefused(Instant at) {
        return new Exchange(at, Duration.ofMillis(9), Marlbeck.TRACE, CLIENT, "CONNECT",
                Optional.of(new Target.Site(Marlbeck.PAGE.host(), 443)),
                Optional.of(Marlbeck.decision(Verdict.ALLOW, Marlbeck.STAFF, Marlbeck.NETWORKS)), 200, 100, 200,
                Optional.of(SITE), Optional.empty(), Optional.of(Exchange.LEAF_REFUSED), false);
    }

    /// A request that could not be read: nothing but who sent it is known.
    static Exchange unreadable(Instant at, String method) {
        return new Exchange(at, Duration.ZERO, new TraceId(1), CLIENT, method, Optional.empty(), Optional.empty(), 400,
                10, 20, Optional.empty(), Optional.empty(), Optional.of("http_request_error"), false);
    }
}
