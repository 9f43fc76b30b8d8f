package org.schoolgate.proxy.use;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.OwnersName;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;

/// What a rule's answer comes to for one person: what they have answered, used up, or not yet done often enough to count.
///
/// Rules know nothing of anyone; this knows no rules. It loosens nothing but a question, and only for whom it was put to. What
/// no rule asks about costs a few comparisons here. For any thread; waits for nothing.
public final class PersonalUse {

    private final Tickets tickets;
    private final Openings openings;
    private final Quotas quotas;
    private final Thresholds thresholds;

    public PersonalUse(Ticker ticker) {
        tickets = new Tickets(ticker);
        openings = new Openings(ticker);
        quotas = new Quotas(ticker);
        thresholds = new Thresholds(ticker);
    }

    /// The decision as it is for whoever asks.
    public Decision applied(Request request, Decision decision, Signals signals, Circumstances around) {
        Terms terms = decision.terms();
        if (terms.isNothing() || decision.verdict() == Verdict.BLOCK) {
            return decision;
        }
        Decision now = standing(request, decision);
        if (terms.quota().isPresent() && now.verdict().opens() && isPage(signals)) {
            quotas.count(of(request, decision), terms.quota().get(), request.at());
        }
        if (terms.from().isPresent() && now.verdict() != Verdict.BLOCK && now.recorded()
                && !thresholds.counts(of(request, decision), terms.from().get(),
                        request.at(), isPage(signals) && !around.redirected())) {
            return now.uncounted();
        }
        return now;
    }

    /// The same for whoever only wants to know: nothing is counted.
    public Decision standing(Request request, Decision decision) {
        if (decision.verdict() == Verdict.BLOCK) {
            return decision;
        }
        Optional<Terms.Quota> quota = decision.terms().quota();
        if (quota.isPresent() && quotas.isSpent(of(request, decision), quota.get(), request.at())) {
            return decision.spent(quota.get(), quota.get().midnight(request.at()));
        }
        return decision.verdict() == Verdict.COACH ? asked(request, decision) : decision;
    }

    /// How many pages before this one were left out of the records; asked once, when it is recorded.
    public int before(Request request, Decision decision) {
        return decision.terms().from().isPresent() && decision.verdict() != Verdict.BLOCK
                ? thresholds.before(of(request, decision))
                : 0;
    }

    /// How many minutes of the day are left; empty where they are not counted.
    public Optional<Integer> left(Request request, Decision decision) {
        return decision.terms().quota().map(quota -> quotas.left(of(request, decision), quota, request.at()));
    }

    /// Puts a question, where it is one that an answer can open: a page that was fetched, of a site that may be named.
    ///
    /// @return the number of its ticket
    public Optional<String> ask(Request request, Decision decision, Signals signals, Circumstances around) {
        if (!(request.target() instanceof Target.Page page) || !signals.method().equals("GET")
                || !mayOpen(decision) || site(request, decision) == null) {
            return Optional.empty();
        }
        return Optional.of(tickets.keep(new Ticket(Whose.of(request.client()), request.client().address(), page,
                signals, around)));
    }

    /// The ticket under a number, where it is still good and was drawn for this client.
    public Optional<Ticket> ticket(String number, Client client) {
        return tickets.find(number, client);
    }

    /// Takes a ticket, so that it is good for nothing any more. Only the first to take it gets true.
    public boolean take(String number, Ticket ticket) {
        return tickets.take(number, ticket);
    }

    /// Until when an answer opens what was asked about.
    public static Instant until(Request request, Decision decision) {
        Instant until = request.at().plus(decision.terms().asking().orElse(Terms.Asking.STANDARD).opensFor());
        return decision.holdsUntil().isBefore(until) ? decision.holdsUntil() : until;
    }

    /// Opens what was asked about for whoever has answered; only once the answer is recorded.
    ///
    /// @param decision the one that asks
    public void open(Request request, Decision decision) {
        String site = site(request, decision);
        if (mayOpen(decision) && site != null) {
            openings.open(Whose.of(request.client()), site, request.at(), until(request, decision));
        }
    }

    /// Only a question can be answered, and only one of a site that may be named.
    private static boolean mayOpen(Decision decision) {
        return decision.verdict() == Verdict.COACH && !decision.addressSealed();
    }

    private Decision asked(Request request, Decision decision) {
        Object whose = Whose.of(request.client());
        if (!openings.hasAny(whose) || !mayOpen(decision)) {
            return decision;
        }
        String site = site(request, decision);
        Instant until = site == null ? null : openings.until(whose, site, request.at());
        return until == null ? decision : decision.opened(until, false);
    }

    /// The owner's name of the site that a decision is about: of an address inside another, that one's.
    private static @Nullable String site(Request request, Decision decision) {
        if (decision.reason() instanceof Reason.Inside(Optional<String> inner, Reason _)) {
            return inner.flatMap(Host::parse).map(OwnersName::of).orElse(null);
        }
        return OwnersName.of(request.target().host());
    }

    private static Whose.Rule of(Request request, Decision decision) {
        return new Whose.Rule(Whose.of(request.client()), decision.reason().rule());
    }

    /// Whether somebody goes to a page: browsers say so to encrypted sites; to others they say what they would like to have.
    public static boolean isPage(Signals signals) {
        if (signals.mode() == Signals.Mode.TUNNEL || signals.purpose().isPresent()) {
            return false;
        }
        return signals.fetchDest().map("document"::equals)
                .orElseGet(() -> signals.accept().filter(accept -> accept.contains("text/html")).isPresent());
    }
}
