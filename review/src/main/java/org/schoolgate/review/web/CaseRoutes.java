package org.schoolgate.review.web;

import java.util.List;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Store;

/// The addresses of cases, and of being shown who it is.
final class CaseRoutes {

    /// Whoever may be shown who it is, of anyone.
    static final Route.Who REVEALING = Route.Who.having(Right.REVEAL_PUPILS, Right.REVEAL_ADULTS);

    private static final Route.Who CASES = Route.Who.having(Right.CASES);
    private static final Route.Who TAKING = new Route.Who(false,
            role -> CASES.may().test(role) && Rights.has(role, Right.EXPORT));
    private static final Route.Who AGREEING = Route.Who.having(Right.AGREE);
    private static final Route.Who SECOND = Route.Who.having(Right.SECOND_PUPILS, Right.SECOND_ADULTS);
    private static final Route.Who SHOWN = Route.Who.having(Right.REVEAL_PUPILS, Right.REVEAL_ADULTS, Right.AGREE);

    private final CasesPage list;
    private final OneCasePage page;
    private final OpenCasePage opening;
    private final CaseForms forms;
    private final CasePackPage pack;
    private final RevealsPage reveals;
    private final DecisionsPage decisions;

    CaseRoutes(Store store, Scopes scopes, ReviewSettings settings, WhoItIs who, RevealsPage reveals,
            DecisionsPage decisions, Drafts drafts) {
        this.list = new CasesPage(store, scopes, settings.school(), settings.clock());
        this.page = new OneCasePage(store, scopes, settings.school(), settings.timetables(), who, settings.clock());
        this.opening = new OpenCasePage(store, scopes, settings.school(), settings.clock());
        this.forms = new CaseForms(store, page, settings.school(), settings.clock());
        this.pack = new CasePackPage(store, scopes, page, settings, drafts);
        this.reveals = reveals;
        this.decisions = decisions;
    }

    List<Route> all() {
        return List.of(
                Route.get("/cases", CASES, list::show),
                Route.get("/cases/{number}", CASES, page::show),
                Route.get("/cases/{number}/files/{file}", CASES, forms::file),
                Route.post("/cases/{number}/note", CASES, forms::note),
                Route.post("/cases/{number}/attach", CASES, forms::attach).withFile(),
                Route.post("/cases/{number}/name", CASES, forms::name),
                Route.post("/cases/{number}/give", CASES, forms::give),
                Route.post("/cases/{number}/told", CASES, forms::told),
                Route.post("/cases/{number}/hold", CASES, forms::hold),
                Route.post("/cases/{number}/release", CASES, forms::release),
                Route.post("/cases/{number}/reply", CASES, forms::reply),
                Route.post("/cases/{number}/decide", CASES, forms::decide),
                Route.post("/cases/{number}/withdraw", CASES, forms::withdraw),
                Route.post("/cases/{number}/reopen", CASES, forms::reopen),
                Route.get("/cases/{number}/pack", TAKING, pack::show),
                Route.post("/cases/{number}/pack", TAKING, pack::take).lately("/cases/{number}/pack"),
                Route.post("/cases/{number}/reveal", CASES, page::reveal).lately("/cases/{number}"),
                Route.get("/decisions", SECOND, decisions::show),
                Route.post("/decisions/{number}/yes", SECOND, decisions::yes).lately("/decisions"),
                Route.post("/decisions/{number}/no", SECOND, decisions::no).lately("/decisions"),
                Route.get("/incidents/{number}/case", CASES, opening::show),
                Route.post("/incidents/{number}/case", CASES, opening::open),
                Route.post("/incidents/{number}/link", CASES, opening::link),
                Route.get("/reveals", SHOWN, reveals::showAll),
                Route.get("/reveals/{number}", SHOWN, reveals::show),
                Route.post("/reveals/{number}/yes", AGREEING, reveals::yes).lately("/reveals"),
                Route.post("/reveals/{number}/no", AGREEING, reveals::no).lately("/reveals"));
    }
}
