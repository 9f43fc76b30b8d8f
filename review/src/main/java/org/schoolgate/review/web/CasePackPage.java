package org.schoolgate.review.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.report.Paper;
import org.schoolgate.review.report.Zip;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.Taken;
import org.schoolgate.review.web.view.HandOver;
import org.schoolgate.review.web.view.Place;

/// Hands a case over to somebody outside: for whoever is shown at that moment who it is. To whom and for what is recorded before it is
/// given out. One is made at a time, as it is held in memory.
final class CasePackPage {

    private static final int LONGEST_RECIPIENT = 200;
    private static final int LONGEST_PURPOSE = 1_000;

    private final Store store;
    private final Scopes scopes;
    private final OneCasePage page;
    private final ReviewSettings settings;
    private final Drafts drafts;

    CasePackPage(Store store, Scopes scopes, OneCasePage page, ReviewSettings settings, Drafts drafts) {
        this.drafts = drafts;
        this.store = store;
        this.scopes = scopes;
        this.page = page;
        this.settings = settings;
    }

    void show(Exchange exchange) {
        Map<String, String> typed = drafts.take(exchange);
        asked(exchange).ifPresentOrElse(file -> show(exchange, file, Optional.empty(),
                typed.getOrDefault("recipient", ""), typed.getOrDefault("purpose", "")),
                () -> Guard.missing(exchange));
    }

    synchronized void take(Exchange exchange) {
        Optional<CaseFile> asked = asked(exchange);
        if (asked.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        CaseFile file = asked.get();
        String recipient = CaseWords.oneLine(exchange.text("recipient", LONGEST_RECIPIENT + 1));
        String purpose = CaseWords.clean(exchange.text("purpose", LONGEST_PURPOSE + 1));
        if (recipient.isEmpty() || recipient.length() > LONGEST_RECIPIENT || purpose.isEmpty()
                || purpose.length() > LONGEST_PURPOSE) {
            refuse(exchange, file, 422, "Say to whom it is handed over, in at most 200 characters, and for what, in at"
                    + " most 1,000.", recipient, purpose);
            return;
        }
        if (page.shown(exchange, file).devices().isEmpty()) {
            refuse(exchange, file, 409,
                    "A pack says who it is. Ask on the page of the case to be shown who it is; then it"
                            + " can be made.",
                    recipient, purpose);
            return;
        }
        Account reader = exchange.visit().account();
        CasePack pack = new CasePack(store, scopes, settings.school().get().name(), settings.timetables().get());
        Optional<EvidencePack.Made> made = pack.of(file, reader);
        if (made.isEmpty()) {
            refuse(exchange, file, 409, "Not all of it has been signed. That happens once a minute; try again then.",
                    recipient, purpose);
            return;
        }
        Instant now = settings.clock().instant();
        Taken taken = new Taken(reader.id(), now, Taken.Kind.CASE_PACK, file.id(), made.get().name(),
                made.get().sha256(), recipient, purpose);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("cover-sheet.pdf", Paper.of(new CasePaper(store, settings.school().get().name(),
                new ForThePerson(store, scopes, settings.timetables()), settings.school().get().zone())
                .cover(file, taken, Wording.called(reader)), now));
        files.put(made.get().name(), made.get().zip());
        byte[] both = Zip.of(files, now);
        store.custody().record(taken);
        exchange.give("handed-over-" + file.called() + ".zip", "application/zip", both);
    }

    private void refuse(Exchange exchange, CaseFile file, int status, String problem, String recipient,
            String purpose) {
        exchange.http().status(status);
        show(exchange, file, Optional.of(problem), recipient, purpose);
    }

    private void show(Exchange exchange, CaseFile file, Optional<String> problem, String recipient, String purpose) {
        Times times = new Times(settings.clock().instant(), settings.school().get().zone());
        store.views().recordCase(exchange.visit().account().id(), times.now(), file.id());
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        List<HandOver.Line> lines = store.custody().of(file.id()).stream()
                .map(taken -> new HandOver.Line(times.moment(taken.at()) + ": "
                        + called.getOrDefault(taken.account(), "An account now gone") + " took " + taken.name()
                        + " for: " + taken.recipient(), taken.purpose(), taken.sha256()))
                .toList();
        exchange.show("handOver.jte", "Hand over case " + file.called(), Place.CASES, new HandOver(file.id(),
                "Hand over case " + file.called(), lines, problem, recipient, purpose));
    }

    private Optional<CaseFile> asked(Exchange exchange) {
        return page.asked(exchange).filter(file -> file.destroyedAt().isEmpty());
    }
}
