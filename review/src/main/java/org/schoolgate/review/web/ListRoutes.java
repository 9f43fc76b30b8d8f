package org.schoolgate.review.web;

import java.util.List;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.lists.ListKeeping;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.store.Store;

/// The addresses of the pages about lists.
final class ListRoutes {

    private static final Route.Who READING = Route.Who.having(Right.LISTS);
    private static final Route.Who KEEPING = Route.Who.having(Right.KEEP_LISTS);
    private static final Route.Who SETTLING = Route.Who.having(Right.KEEP_LISTS, Right.SECOND_LISTS);

    private ListRoutes() {}

    static List<Route> of(ListKeeping lists, Store store, ReviewSettings settings, Drafts drafts) {
        ListOffice office = new ListOffice(lists, store, settings);
        ListsPage overview = new ListsPage(office);
        OneListPage one = new OneListPage(office, overview, drafts);
        ListEditsPage edits = new ListEditsPage(office, overview, drafts);
        ListChangePage change = new ListChangePage(office, drafts);
        ListPastePage paste = new ListPastePage(office);
        NewSitesPage sites = new NewSitesPage(office);
        ListRecordsPage records = new ListRecordsPage(office);
        return List.of(
                Route.get("/lists", READING, overview::show),
                Route.get("/lists/progress", READING, overview::showProgress),
                Route.get("/lists/one", READING, one::show),
                Route.post("/lists/one", KEEPING, one::act).lately("/lists/one"),
                Route.get("/lists/effect", READING, new ListTrialPage(office)::show),
                Route.get("/lists/difference", READING, records::showDifference),
                Route.get("/lists/about", READING, new ListAboutPage(office)::show),
                Route.get("/lists/change", KEEPING, change::show),
                Route.post("/lists/change/effect", KEEPING, change::look),
                Route.post("/lists/change", KEEPING, change::save).lately("/lists/change"),
                Route.post("/lists/change/try", KEEPING, change::tryOut).lately("/lists/change"),
                Route.get("/lists/tried", READING, new TriedEditPage(office, drafts)::show),
                Route.post("/lists/tried", KEEPING, edits::settle).lately("/lists/tried"),
                Route.get("/lists/edits", READING, edits::show),
                Route.post("/lists/settle", SETTLING, edits::settle).lately("/lists/edits"),
                Route.get("/lists/paste", KEEPING, paste::show),
                Route.post("/lists/paste", KEEPING, paste::paste).withFile(),
                Route.get("/lists/new", READING, sites::show),
                Route.post("/lists/new", KEEPING, sites::sort),
                Route.get("/lists/history", READING, records::showHistory),
                Route.get("/lists/export", KEEPING, records::export));
    }
}
