package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.Optional;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;

/// What one entry of the school's registers opens: an exception of the policy for some people alone. It is asked before the
/// exceptions in the file, and never opens what a locked rule closes.
///
/// @param rule what it answers, to what and from when until when; of tier exception, for every group, at every hour
/// @param whom whom it is for
/// @param below where whole addresses are seen, only what begins so, on this very host; empty for all of the sites and
/// what is below them
/// @param hours at which hours; empty for all
/// @param posting whether something may be sent there, where that is seen
/// @param never what it is silent about whatever else is so: what is locked, and what one person alone must not open
public record Permit(Rule rule, Whom whom, Optional<String> below, Optional<Weekly> hours, boolean posting,
        CategorySet never) {

    /// @throws IllegalArgumentException where the rule is more than an exception that opens
    public Permit {
        if (rule.tier() != Tier.EXCEPTION || rule.verdict() != Verdict.ALLOW || rule.recorded() || rule.shadow()
                || !(rule.subject() instanceof Subject.Sites || rule.subject() instanceof Subject.Listed)) {
            throw new IllegalArgumentException("rule " + rule.name() + ": an entry of a register opens sites or"
                    + " categories, and does nothing else");
        }
    }

    /// What becomes of asking it.
    Explanation.Outcome asked(Request request, long found, Group group) {
        CategorySet categories = new CategorySet(found);
        return !rule.subject().covers(request.target(), categories) || never.intersects(categories)
                || !isWithin(request)
                        ? Explanation.Outcome.OTHER_SUBJECT
                        : !isFor(request.client(), group)
                                ? Explanation.Outcome.OTHER_PEOPLE
                                : !rule.validity().covers(request.at())
                                        ? Explanation.Outcome.OTHER_DATES
                                        : hours.isPresent() && !hours.get().covers(request.at())
                                                ? Explanation.Outcome.OTHER_HOURS
                                                : Explanation.Outcome.ANSWERED;
    }

    private boolean isFor(Client client, Group group) {
        return whom.covers(client, group);
    }

    /// Of a target of which the name alone is seen nothing more can be asked than whether the host is the one.
    private boolean isWithin(Request request) {
        if (below.isPresent() && rule.subject() instanceof Subject.Sites(var hosts)
                && !hosts.contains(request.target().host())) {
            return false;
        }
        return !(request.target() instanceof Target.Page page)
                || (posting || !request.sends()) && (below.isEmpty() || isBelow(page.path().path(), below.get()));
    }

    /// Whether a path is the one of the entry or below it: `/marlbeck` has `/marlbeck/photos` below it, and not
    /// `/marlbeckfans`.
    private static boolean isBelow(String path, String start) {
        return path.startsWith(start)
                && (start.endsWith("/") || path.length() == start.length() || path.charAt(start.length()) == '/');
    }

    /// Until when its answer stays as it is at a moment.
    Instant turn(Instant at) {
        Validity validity = rule.validity();
        Instant turn = at.isBefore(validity.from())
                ? validity.from()
                : validity.isOver(at) ? Instant.MAX : validity.until();
        Instant bell = hours.map(weekly -> weekly.turn(at)).orElse(Instant.MAX);
        return validity.isOver(at) || turn.isBefore(bell) ? turn : bell;
    }
}
