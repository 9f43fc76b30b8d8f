package org.schoolgate.review.web;

import java.util.List;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Store;

/// The addresses of counts, reports, copies for people, checks of the filter, and of who has looked at what.
final class ReportRoutes {

    private ReportRoutes() {}

    static List<Route> of(Store store, Scopes scopes, ReviewSettings settings, Drafts drafts) {
        ReportsPage reports = new ReportsPage(store, scopes, settings);
        ChecksPage checks = new ChecksPage(store, settings.school(), settings.clock());
        CopiesPage copies = new CopiesPage(store, settings, drafts);
        CountsPage counts = new CountsPage(store, scopes, settings.school(), settings.clock());
        LooksPage looks = new LooksPage(store, scopes, settings.school(), settings.clock());
        return List.of(
                Route.get("/counts", Route.Who.having(Right.COUNTS), counts::show),
                Route.get("/reports/week", Route.Who.having(Right.PUPILS, Right.ADULTS, Right.HEADS),
                        reports::showWeek),
                Route.post("/reports/week/file", Route.Who.TAKING_COUNTS, reports::takeWeek).lately("/reports/week"),
                Route.get("/reports/term", Route.Who.having(Right.COUNTS), reports::showTerm),
                Route.post("/reports/term/file", Route.Who.having(Right.COUNTS), reports::takeTerm)
                        .lately("/reports/term"),
                Route.get("/reports/year", Route.Who.having(Right.COUNTS), reports::showYear),
                Route.post("/reports/year/file", Route.Who.having(Right.COUNTS), reports::takeYear)
                        .lately("/reports/year"),
                Route.get("/copies", Route.Who.having(Right.COPIES), copies::show),
                Route.post("/copies", Route.Who.having(Right.COPIES), copies::ask).lately("/copies"),
                Route.get("/copies/{number}", Route.Who.having(Right.COPIES), copies::showOne),
                Route.post("/copies/{number}/file", Route.Who.having(Right.COPIES), copies::take)
                        .lately("/copies/{number}"),
                Route.get("/checks", Route.Who.having(Right.CHECKS), checks::show),
                Route.post("/checks", Route.Who.having(Right.CHECKS), checks::add),
                Route.get("/looks", Route.Who.having(Right.OWN_LOOKS, Right.ALL_LOOKS, Right.LOOKS_COUNTED),
                        looks::show));
    }
}
