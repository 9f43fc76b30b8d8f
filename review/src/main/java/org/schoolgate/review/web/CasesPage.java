package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Cases;
import org.schoolgate.review.web.view.Place;

/// Every case that is there for the reader, the latest first: those that wait for a decision, or those that are decided.
final class CasesPage {

    private static final int SIZE = 25;

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final InstantSource clock;

    CasesPage(Store store, Scopes scopes, Supplier<School> school, InstantSource clock) {
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.clock = clock;
    }

    void show(Exchange exchange) {
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        boolean open = !exchange.query("state").equals("closed");
        int page = exchange.query("page").matches("[0-9]{1,3}") ? Integer.parseInt(exchange.query("page")) : 0;
        List<CaseFile> found = store.cases().latest(scopes.cases(exchange.visit().account()), open, SIZE + 1,
                page * SIZE);
        store.views().recordList(exchange.visit().account().id(), now);
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        String state = open ? "open" : "closed";
        exchange.show("cases.jte", "Cases", Place.CASES, new Cases(
                open ? "Cases that are open" : "Cases that are decided", open,
                found.stream().limit(SIZE).map(file -> new Cases.Line("/cases/" + file.id(), file.called(),
                        file.subject(), CaseWords.about(file), Wording.sentence(times.near(file.openedAt())),
                        state(file, called))).toList(),
                page == 0 ? Optional.empty() : Optional.of("/cases?state=" + state + "&page=" + (page - 1)),
                found.size() > SIZE ? Optional.of("/cases?state=" + state + "&page=" + (page + 1)) : Optional.empty()));
    }

    private static String state(CaseFile file, Map<Long, String> called) {
        String held = file.hold().isPresent() ? ", on hold" : "";
        return file.open()
                ? (file.proposed().isPresent() ? "Waits for a second person’s word, with " : "With ")
                        + CaseWords.called(file.givenTo(), called) + held
                : file.outcome().map(Outcome::title).orElse("Decided") + held;
    }
}
