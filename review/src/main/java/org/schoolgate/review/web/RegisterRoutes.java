package org.schoolgate.review.web;

import java.util.List;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.store.Store;

/// The addresses of the registers of the Head of School.
final class RegisterRoutes {

    private static final Route.Who READING = Route.Who.having(Right.REGISTERS);
    private static final Route.Who HEAD = Route.Who.having(Right.AUTHORISE);
    private static final Route.Who ASKING = Route.Who.having(Right.OVERRIDE);
    private static final Route.Who SECOND = Route.Who.having(Right.SECOND_OVERRIDES);
    private static final Route.Who DECLARING = Route.Who.having(Right.TOPICS);
    private static final Route.Who FAMILY = Route.Who.having(Right.FAMILY);
    private static final Route.Who CLOSING = Route.Who.having(Right.OVERRIDE, Right.SECOND_OVERRIDES);

    private RegisterRoutes() {}

    static List<Route> of(Store store, ReviewSettings settings, OverridesPage overrides) {
        TopicsPage topics = new TopicsPage(store, settings);
        ContactsPage contacts = new ContactsPage(store, settings);
        OfficialPagesPage pages = new OfficialPagesPage(store, settings);
        return List.of(
                Route.get("/registers/pages", READING, pages::show),
                Route.post("/registers/pages", HEAD, pages::authorise).lately("/registers/pages"),
                Route.post("/registers/pages/{number}/withdraw", HEAD, pages::withdraw),
                Route.get("/registers/overrides", READING, overrides::show),
                Route.post("/registers/overrides", ASKING, overrides::ask).lately("/registers/overrides"),
                Route.post("/registers/overrides/{number}/yes", SECOND, overrides::yes).lately("/registers/overrides"),
                Route.post("/registers/overrides/{number}/no", SECOND, overrides::no),
                Route.post("/registers/overrides/{number}/withdraw", CLOSING, overrides::withdraw),
                Route.get("/registers/notice", Route.Who.having(Right.NOTICES),
                        new MonitoringPage(store, settings)::show),
                Route.get("/registers/topics", READING, topics::show),
                Route.post("/registers/topics", DECLARING, topics::declare),
                Route.post("/registers/topics/{number}/withdraw", DECLARING, topics::withdraw),
                Route.get("/registers/family", FAMILY, contacts::show).lately("/registers/family"),
                Route.post("/registers/family", FAMILY, contacts::acknowledge),
                Route.post("/registers/family/permission", FAMILY, contacts::permit),
                Route.post("/registers/family/{number}/withdraw", FAMILY, contacts::withdraw));
    }
}
