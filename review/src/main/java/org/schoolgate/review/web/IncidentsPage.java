package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.review.casework.SchoolDays;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Incidents;
import org.schoolgate.review.web.view.Place;

/// Every incident, the latest first: those that wait, or those that are closed.
final class IncidentsPage {

    private static final int SIZE = 25;
    private static final int LAST_PAGE = 400;

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final Supplier<Timetable> timetable;
    private final InstantSource clock;

    IncidentsPage(Store store, Scopes scopes, Supplier<School> school, Supplier<Timetable> timetable,
            InstantSource clock) {
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.timetable = timetable;
        this.clock = clock;
    }

    void showAll(Exchange exchange) {
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        SchoolDays days = new SchoolDays(timetable.get());
        Scope scope = scopes.of(exchange.visit().account());
        boolean open = !exchange.query("state").equals("closed");
        int page = exchange.query("page").matches("[0-9]{1,3}")
                ? Math.min(LAST_PAGE, Integer.parseInt(exchange.query("page")))
                : 0;
        List<Incident> found = store.incidents().latest(scope, open, SIZE + 1, page * SIZE);
        store.views().recordList(exchange.visit().account().id(), now);
        String state = open ? "open" : "closed";
        exchange.show("incidents.jte", "Incidents", Place.INCIDENTS, new Incidents(
                open ? "Incidents that wait" : "Incidents that are closed", open,
                found.stream().limit(SIZE).map(incident -> Needs.of(incident, times, days)).toList(),
                page == 0 ? Optional.empty() : Optional.of("/incidents?state=" + state + "&page=" + (page - 1)),
                found.size() > SIZE && page < LAST_PAGE
                        ? Optional.of("/incidents?state=" + state + "&page=" + (page + 1))
                        : Optional.empty()));
    }
}
