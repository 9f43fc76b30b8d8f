package org.schoolgate.filters.inner;

import java.util.List;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.policy.Explanation;
import org.schoolgate.filters.policy.Placing;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;

/// What is answered to a request, and how it came to that. What was answered to a question in between, and which minutes of a day
/// are spent, is not in it: that is known where requests are carried.
///
/// @param request what was judged: of what the gateway does not look into, the name alone
/// @param decision the answer: the strictest of those on the address itself and on each address inside it
/// @param placing which group asks, and what speaks for it
/// @param about all that the answer's categories are
/// @param own how it came to the answer on the address itself
/// @param inside what the addresses inside it are, and the answer on each
public record Explained(Request request, Decision decision, Placing placing, List<Category> about, Explanation own,
        List<Inside> inside) {

    public Explained {
        about = List.copyOf(about);
        inside = List.copyOf(inside);
    }

    /// An address inside the one that was asked for.
    public record Inside(Target target, Explanation explanation, List<Category> about) {

        public Inside {
            about = List.copyOf(about);
        }
    }

    /// Explains a request as it stands.
    public static Explained of(PolicyEngine engine, InnerAddresses addresses, Request request) {
        Explanation own = engine.explain(request);
        List<Inside> inside = addresses.in(request.target()).addresses().stream()
                .map(target -> inside(engine, request, target))
                .toList();
        Decision decision = inside.isEmpty() ? own.decision() : new InnerDecider(engine, addresses).decide(request);
        return new Explained(request, decision, engine.placing(request.client()),
                engine.categories().of(decision.categories()), own, inside);
    }

    /// Explains a request for a whole address as the gateway meets it: of an encrypted page that it does not look into, only
    /// the name shows.
    public static Explained asSeen(PolicyEngine engine, InnerAddresses addresses, Request whole) {
        Request named = whole.about(named(whole.target()));
        return of(engine, addresses, engine.decide(named).look() == Look.INSIDE ? whole : named);
    }

    private static Inside inside(PolicyEngine engine, Request request, Target target) {
        Explanation explanation = engine.explain(request.about(target));
        return new Inside(target, explanation, engine.categories().of(explanation.decision().categories()));
    }

    /// As much as shows before the gateway looks inside: the whole of a plain address, of an encrypted one the name.
    private static Target named(Target asked) {
        return asked instanceof Target.Page page && (page.scheme() == Scheme.HTTPS || page.scheme() == Scheme.WSS)
                ? new Target.Site(page.host(), page.port())
                : asked;
    }
}
