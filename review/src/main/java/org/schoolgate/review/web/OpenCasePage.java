package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.rights.Conflicts;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.OneCase.Choice;
import org.schoolgate.review.web.view.OneIncident.Person;
import org.schoolgate.review.web.view.OpenCase;
import org.schoolgate.review.web.view.Place;

/// Opens a case with an incident, and adds incidents to cases of the same person or device.
final class OpenCasePage {

    private static final int LONGEST = 4_000;
    static final int LONGEST_NAME = 120;

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final InstantSource clock;

    OpenCasePage(Store store, Scopes scopes, Supplier<School> school, InstantSource clock) {
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.clock = clock;
    }

    void show(Exchange exchange) {
        asked(exchange).ifPresentOrElse(incident -> show(exchange, incident, Optional.empty(), "", ""),
                () -> Guard.missing(exchange));
    }

    void open(Exchange exchange) {
        Optional<Incident> asked = asked(exchange);
        if (asked.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Account reader = exchange.visit().account();
        String why = CaseWords.clean(exchange.text("why", LONGEST + 1));
        String name = CaseWords.line(exchange.form("name"));
        Optional<About> about = CaseWords.about(exchange.form("about"));
        Optional<Account> subject = store.accounts().all().stream()
                .filter(account -> exchange.form("account").equals(Long.toString(account.id()))).findFirst();
        Optional<String> objection = why.isEmpty() || why.length() > LONGEST || name.length() > LONGEST_NAME
                ? Optional.of("Say why it is opened, in at most 4,000 characters; a name has at most 120.")
                : about.isEmpty()
                        ? Optional.of("Choose whom it is about.")
                        : Conflicts.objection(reader, about.get(), subject);
        if (objection.isPresent()) {
            exchange.http().status(422);
            show(exchange, asked.get(), objection, why, name);
            return;
        }
        Instant now = clock.instant();
        long id = store.cases().open(new Opening(asked.get(), reader.id(), now,
                LocalDate.ofInstant(now, school.get().zone()).getYear(), why, about.orElseThrow(),
                subject.map(Account::id), name.isEmpty() ? Optional.empty() : Optional.of(name)));
        exchange.go("/cases/" + id);
    }

    /// Adds the incident to a case of the same person or device.
    void link(Exchange exchange) {
        Optional<Incident> incident = asked(exchange);
        Account reader = exchange.visit().account();
        Optional<CaseFile> file = incident.flatMap(one -> store.cases().of(scopes.cases(reader), one.asker()).stream()
                .filter(each -> exchange.form("case").equals(Long.toString(each.id()))).findFirst());
        if (file.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        store.cases().link(file.get(), incident.orElseThrow(), reader.id(), clock.instant());
        exchange.go("/cases/" + file.get().id());
    }

    private void show(Exchange exchange, Incident incident, Optional<String> problem, String why, String name) {
        Account reader = exchange.visit().account();
        List<Choice> abouts = Conflicts.abouts(reader.role()).stream().sorted()
                .map(about -> new Choice(about.name(), about.title(), "")).toList();
        List<Person> accounts = CaseWords.but(reader, store.accounts().all()).stream()
                .filter(account -> abouts.stream().anyMatch(about -> CaseWords.about(about.value())
                        .filter(kind -> Conflicts.objection(reader, kind, Optional.of(account)).isEmpty()
                                && kind != About.PUPIL)
                        .isPresent()))
                .map(account -> new Person(account.id(), Wording.called(account))).toList();
        exchange.show("openCase.jte", "Open a case", Place.CASES, new OpenCase(incident.id(),
                "Incident " + Needs.number(incident) + ": " + Wording.inside(incident.subject()), abouts, accounts,
                problem, why, name));
    }

    private Optional<Incident> asked(Exchange exchange) {
        return exchange.pathNumber("number")
                .flatMap(number -> store.incidents().find(scopes.of(exchange.visit().account()), number));
    }
}
