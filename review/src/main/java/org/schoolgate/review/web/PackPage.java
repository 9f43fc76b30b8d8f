package org.schoolgate.review.web;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.Taken;
import org.schoolgate.review.web.view.Pack;
import org.schoolgate.review.web.view.Place;

/// The evidence pack of one incident, for whoever is shown at that moment which device it was. That it was taken is recorded before
/// it is given out.
final class PackPage {

    private final Store store;
    private final Scopes scopes;
    private final WhoItIs who;
    private final ReviewSettings settings;

    PackPage(Store store, Scopes scopes, WhoItIs who, ReviewSettings settings) {
        this.store = store;
        this.scopes = scopes;
        this.who = who;
        this.settings = settings;
    }

    void show(Exchange exchange) {
        asked(exchange).ifPresentOrElse(incident -> show(exchange, incident, Optional.empty()),
                () -> Guard.missing(exchange));
    }

    void take(Exchange exchange) {
        Optional<Incident> asked = asked(exchange);
        if (asked.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Incident incident = asked.get();
        // The records in it say which device it was, and who where that is known, or nobody could hold them against the chain.
        if (who.part(exchange,
                new WhoItIs.Asked(incident.asker(), store.devices().of(incident), incident.group(),
                        "/incidents/" + incident.id(),
                        incident.id(), Optional.empty()))
                .devices().isEmpty()) {
            exchange.http().status(409);
            show(exchange, incident, Optional.of("A pack says which device it was, as the records in it do. Ask on the"
                    + " page of the incident to be shown who it is; then it can be made."));
            return;
        }
        Optional<EvidencePack.Made> made = new EvidencePack(store, settings.school().get().name(),
                settings.timetables().get()).of(incident, scopes.isPupils(incident.group()));
        if (made.isEmpty()) {
            exchange.http().status(409);
            show(exchange, incident, Optional.of("Not all of its records have been signed. That happens once a minute;"
                    + " try again then."));
            return;
        }
        store.custody().record(new Taken(exchange.visit().account().id(), settings.clock().instant(), Taken.Kind.PACK,
                incident.id(), made.get().name(), made.get().sha256()));
        exchange.give(made.get().name(), "application/zip", made.get().zip());
    }

    private void show(Exchange exchange, Incident incident, Optional<String> problem) {
        Instant now = settings.clock().instant();
        Times times = new Times(now, settings.school().get().zone());
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        exchange.show("pack.jte", "Evidence of incident " + Needs.number(incident), Place.INCIDENTS, new Pack(
                incident.id(), "Evidence of incident " + Needs.number(incident),
                store.custody().of(incident.id()).stream().map(taken -> new Pack.Line(times.moment(taken.at()),
                        called.getOrDefault(taken.account(), "An account now gone"), taken.name(), taken.sha256()))
                        .toList(),
                problem));
    }

    private Optional<Incident> asked(Exchange exchange) {
        return exchange.pathNumber("number")
                .flatMap(number -> store.incidents().find(scopes.of(exchange.visit().account()), number));
    }
}
