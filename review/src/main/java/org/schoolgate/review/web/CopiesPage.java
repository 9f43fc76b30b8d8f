package org.schoolgate.review.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.chain.Sha256;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.PersonalCopies.OfCase;
import org.schoolgate.review.store.PersonalCopy;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.Taken;
import org.schoolgate.review.web.view.Copies;
import org.schoolgate.review.web.view.OneCopy;
import org.schoolgate.review.web.view.Place;

/// Copies for people who ask what is kept of them. Why one is made is written down first; then it can be taken, and each time is
/// recorded. The Head of School sees that it was made.
final class CopiesPage {

    private static final int MOST = 100;
    private static final int LONGEST = 400;

    private final Store store;
    private final ReviewSettings settings;
    private final Drafts drafts;

    CopiesPage(Store store, ReviewSettings settings, Drafts drafts) {
        this.store = store;
        this.settings = settings;
        this.drafts = drafts;
    }

    void show(Exchange exchange) {
        Map<String, String> draft = drafts.take(exchange);
        show(exchange, Optional.empty(), draft);
    }

    void ask(Exchange exchange) {
        Map<String, String> typed = List.of("device", "account", "first", "last", "reference", "why", "alone").stream()
                .collect(Collectors.toMap(name -> name, name -> CaseWords.clean(exchange.form(name))));
        Optional<Asker> asker = whose(typed);
        Optional<LocalDate> first = day(typed.getOrDefault("first", ""));
        Optional<LocalDate> last = day(typed.getOrDefault("last", ""));
        Account officer = exchange.visit().account();
        Optional<String> problem = asker.isEmpty()
                ? Optional.of(
                        "Write the address of the device, such as 10.30.0.5, or the account, such as a.rao; not both.")
                : first.isEmpty() || last.isEmpty() || last.get().isBefore(first.get())
                        ? Optional.of("Say from which day to which the device was theirs.")
                        : isShort(typed, "reference") || isShort(typed, "why")
                                ? Optional.of("Write down the reference of the request and for what the copy is made.")
                                : asker.get() instanceof Asker.Device && !typed.getOrDefault("alone", "").equals("no")
                                        ? Optional.of(
                                                "Make sure that nobody else used the device in these days. If somebody"
                                                        + " did, the copy would tell of them, too: choose other days.")
                                        : store.ownDevices().of(officer.id()).contains(asker.get())
                                                ? Optional.of("This is your own. Somebody else has to make the"
                                                        + " copy.")
                                                : Optional.empty();
        if (problem.isPresent()) {
            exchange.http().status(422);
            show(exchange, problem, typed);
            return;
        }
        long id = store.copies().add(new PersonalCopy(0, officer.id(), settings.clock().instant(), asker,
                first.orElseThrow(), last.orElseThrow(), typed.getOrDefault("why", ""),
                typed.getOrDefault("reference", "")));
        exchange.go("/copies/" + id);
    }

    /// The device or the account; empty where there is none, and where there are both.
    private static Optional<Asker> whose(Map<String, String> typed) {
        String device = typed.getOrDefault("device", "");
        String account = typed.getOrDefault("account", "");
        return account.isEmpty()
                ? IpAddress.parse(device).map(Asker.Device::new)
                : device.isEmpty() ? Person.of(account).map(Asker.Named::new) : Optional.empty();
    }

    private static boolean isShort(Map<String, String> typed, String name) {
        String text = typed.getOrDefault(name, "");
        return text.isEmpty() || text.length() > LONGEST;
    }

    void showOne(Exchange exchange) {
        Optional<PersonalCopy> copy = asked(exchange);
        if (copy.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Times times = times();
        PersonalCopy one = copy.get();
        List<OfCase> cases = store.copies().cases(one);
        exchange.show("copy.jte", "A copy", Place.COPIES, new OneCopy(one.id(), one.reference(), one.why(),
                times.day(one.first()), times.day(one.last()),
                one.asker().isEmpty() ? Optional.empty() : Optional.of(Wording.digits(store.copies().count(one))),
                Wording.digits(CopyForPerson.MOST), cases.stream().filter(OfCase::tellable).count(),
                cases.stream().filter(each -> !each.tellable()).count(), takings(store, one, times)));
    }

    void take(Exchange exchange) {
        Optional<PersonalCopy> copy = asked(exchange).filter(one -> one.asker().isPresent());
        if (copy.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Instant now = settings.clock().instant();
        byte[] zip = new CopyForPerson(store, times(), settings.kept(), settings.school().get().name())
                .zip(copy.get(), now);
        String name = "copy-" + times().today() + ".zip";
        store.custody().record(new Taken(exchange.visit().account().id(), now, Taken.Kind.PERSON, copy.get().id(), name,
                Sha256.hex(zip)));
        exchange.give(name, "application/zip", zip);
    }

    private void show(Exchange exchange, Optional<String> problem, Map<String, String> typed) {
        exchange.show("copies.jte", "Copies for people who ask", Place.COPIES,
                new Copies(made(store, times(), MOST), times().today().toString(), problem,
                        typed.getOrDefault("device", ""), typed.getOrDefault("account", ""),
                        typed.getOrDefault("first", ""), typed.getOrDefault("last", ""),
                        typed.getOrDefault("reference", ""),
                        typed.getOrDefault("why", "")));
    }

    /// The latest copies, latest first, as whoever may know of them reads of it: without the device.
    static List<Copies.Line> made(Store store, Times times, int most) {
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        return store.copies().latest(most).stream().map(copy -> new Copies.Line(copy.id(), times.moment(copy.at()),
                called.getOrDefault(copy.account(), "An account now gone"), copy.reference(), copy.why(),
                times.day(copy.first()) + " to " + times.day(copy.last()), takings(store, copy, times))).toList();
    }

    private static List<String> takings(Store store, PersonalCopy copy, Times times) {
        return store.custody().of(copy.id()).stream()
                .map(taken -> "Taken on " + times.moment(taken.at()) + ", SHA-256 " + taken.sha256() + ".").toList();
    }

    private Optional<LocalDate> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed)).filter(day -> !day.isAfter(times().today())
                    && day.getYear() > 2000);
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private Optional<PersonalCopy> asked(Exchange exchange) {
        return exchange.pathNumber("number").flatMap(number -> store.copies().find(number))
                .filter(copy -> copy.asker().map(asker -> !store.ownDevices().of(exchange.visit().account().id())
                        .contains(asker)).orElse(true));
    }

    private Times times() {
        return new Times(settings.clock().instant(), settings.school().get().zone());
    }
}
