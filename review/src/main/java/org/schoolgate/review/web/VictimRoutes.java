package org.schoolgate.review.web;

import java.util.List;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Store;

/// The addresses of records of bullying. Whoever signs in may lodge one, and reads their own.
final class VictimRoutes {

    private VictimRoutes() {}

    static List<Route> of(Store store, Scopes scopes, ReviewSettings settings) {
        VictimsPage victims = new VictimsPage(store, scopes, settings);
        OneVictimPage victim = new OneVictimPage(store, scopes, settings);
        return List.of(
                Route.get("/records", Route.Who.READERS, victims::show),
                Route.post("/records", Route.Who.READERS, victims::lodge),
                Route.get("/records/{number}", Route.Who.READERS, victim::show),
                Route.get("/records/{number}/files/{file}", Route.Who.READERS, victim::file),
                Route.post("/records/{number}/note", Route.Who.READERS, victim::note),
                Route.post("/records/{number}/attach", Route.Who.READERS, victim::attach).withFile(),
                Route.post("/records/{number}/case", Route.Who.having(Right.VICTIMS), victim::join),
                Route.post("/records/{number}/doom", Route.Who.READERS, victim::doom),
                Route.post("/records/{number}/spare", Route.Who.READERS, victim::spare),
                Route.post("/records/{number}/destroy", Route.Who.READERS, victim::destroy)
                        .lately("/records/{number}"));
    }
}
