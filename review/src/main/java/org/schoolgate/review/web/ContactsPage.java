package org.schoolgate.review.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.register.Content;
import org.schoolgate.review.register.ExpressPermission;
import org.schoolgate.review.register.FamilyContact;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Contacts;
import org.schoolgate.review.web.view.Contacts.Form;
import org.schoolgate.review.web.view.Entry;
import org.schoolgate.review.web.view.Place;

/// The registers of family contacts and of express permissions, for the Head of School alone. Each look is recorded.
final class ContactsPage {

    private static final String PAGE = "/registers/family";

    /// How long an entry may stand before it is reviewed.
    private static final int LONGEST_DAYS = 366;
    private static final int SHOWN = 100;

    private final Store store;
    private final ReviewSettings settings;
    private final RegisterWords words;

    ContactsPage(Store store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
        this.words = new RegisterWords(store, settings);
    }

    void show(Exchange exchange) {
        String today = today().toString();
        show(exchange, Optional.empty(), new Form("", "", "", today, today, "", today().plusMonths(6).toString(), ""));
    }

    private void show(Exchange exchange, Optional<String> problem, Form form) {
        Account reader = exchange.visit().account();
        Instant now = settings.clock().instant();
        store.views().recordFamily(reader.id(), now, 0);
        exchange.show("contacts.jte", "Family contacts", Place.REGISTERS, new Contacts(
                standing(Register.FAMILY, reader, now), standing(Register.PERMISSION, reader, now),
                words.lines(Stream.of(Register.FAMILY, Register.PERMISSION)
                        .flatMap(register -> store.registers().past(register, now, SHOWN).stream()).toList(), reader,
                        Set.of(), false),
                problem, form, today().toString(), today().plusDays(1).toString(),
                today().plusDays(LONGEST_DAYS).toString()));
    }

    private List<Entry> standing(Register register, Account reader, Instant now) {
        return words.lines(store.registers().standing(register, now, Allowances.MOST), reader, Set.of(), true);
    }

    void acknowledge(Exchange exchange) {
        Form form = form(exchange);
        Optional<String> adult = Person.of(form.adult()).map(Person::account);
        Optional<LocalDate> identified = past(form.identified());
        Optional<LocalDate> acknowledged = past(form.acknowledged())
                .filter(day -> identified.isPresent() && !day.isBefore(identified.get()));
        Optional<String> problem = adult.isEmpty() || form.pupil().isEmpty() || form.relationship().isEmpty()
                ? Optional.of("Name the adult by the name that they sign in with, the pupil by a reference, and the"
                        + " relationship.")
                : acknowledged.isEmpty()
                        ? Optional
                                .of("Say when it was identified and when you acknowledged it: not later than today, and"
                                        + " the one not before the other.")
                        : form.protocol().isEmpty()
                                ? Optional.of("Say what was agreed.")
                                : reviewProblem(form);
        enter(exchange, form, problem, () -> new FamilyContact(adult.orElseThrow(), form.pupil(), form.relationship(),
                identified.orElseThrow(), acknowledged.orElseThrow(), form.protocol()), acknowledged);
    }

    void permit(Exchange exchange) {
        Form form = form(exchange);
        Optional<String> adult = Person.of(form.adult()).map(Person::account);
        Optional<LocalDate> given = past(form.acknowledged());
        Optional<String> problem = adult.isEmpty() || form.words().isEmpty()
                ? Optional.of("Name the adult by the name that they sign in with, and say what they may.")
                : given.isEmpty()
                        ? Optional.of("Say on which day you gave it: not later than today.")
                        : reviewProblem(form);
        enter(exchange, form, problem,
                () -> new ExpressPermission(adult.orElseThrow(), form.words(), given.orElseThrow()), given);
    }

    private void enter(Exchange exchange, Form form, Optional<String> problem,
            Supplier<Content> content, Optional<LocalDate> since) {
        if (problem.isPresent()) {
            exchange.http().status(422);
            show(exchange, problem, form);
            return;
        }
        store.registers().enter(content.get(), start(since.orElseThrow()),
                start(LocalDate.parse(form.review()).plusDays(1)), false, exchange.visit().account().id(),
                settings.clock().instant(), List.of());
        exchange.go(PAGE);
    }

    void withdraw(Exchange exchange) {
        RegisterForms.withdraw(exchange, store, settings.clock().instant(), PAGE, Register.FAMILY,
                Register.PERMISSION);
    }

    private Optional<String> reviewProblem(Form form) {
        return RegisterForms.date(form.review()).filter(day -> day.isAfter(today())
                && !day.isAfter(today().plusDays(LONGEST_DAYS))).isPresent()
                        ? Optional.empty()
                        : Optional.of("Say when it is reviewed: from tomorrow on, and within a year.");
    }

    private static Form form(Exchange exchange) {
        return new Form(CaseWords.oneLine(exchange.form("adult")), CaseWords.oneLine(exchange.form("pupil")),
                CaseWords.oneLine(exchange.form("relationship")), exchange.form("identified"),
                exchange.form("acknowledged"), CaseWords.oneLine(exchange.form("protocol")), exchange.form("review"),
                CaseWords.oneLine(exchange.form("words")));
    }

    private Optional<LocalDate> past(String typed) {
        return RegisterForms.date(typed).filter(day -> !day.isAfter(today()) && day.getYear() > 2000);
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone()).toInstant();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(settings.clock().instant(), zone());
    }

    private ZoneId zone() {
        return settings.school().get().zone();
    }
}
