package org.schoolgate.review.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.register.Clock;
import org.schoolgate.review.register.OfficialPage;
import org.schoolgate.review.register.OfficialPage.Purpose;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.OfficialPages;
import org.schoolgate.review.web.view.OfficialPages.Form;
import org.schoolgate.review.web.view.OneCase.Choice;
import org.schoolgate.review.web.view.Place;

/// The register of the school's own pages elsewhere. Each look is recorded.
final class OfficialPagesPage {

    /// How long one may stand before it is reviewed.
    private static final int LONGEST_DAYS = 366;
    private static final int SHOWN = 100;

    private final Store store;
    private final ReviewSettings settings;
    private final RegisterWords words;

    OfficialPagesPage(Store store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
        this.words = new RegisterWords(store, settings);
    }

    void show(Exchange exchange) {
        show(exchange, Optional.empty(), form("", false, "", "", "", false, "", "", false,
                today().plusMonths(6).toString()));
    }

    private void show(Exchange exchange, Optional<String> problem, Form form) {
        Account reader = exchange.visit().account();
        Instant now = settings.clock().instant();
        boolean head = Rights.has(reader.role(), Right.AUTHORISE);
        store.views().recordRegister(reader.id(), now);
        exchange.show("officialPages.jte", "Official pages", Place.REGISTERS, new OfficialPages(
                words.lines(store.registers().standing(Register.PAGE, now, Allowances.MOST), reader, Set.of(), head),
                words.lines(store.registers().past(Register.PAGE, now, SHOWN), reader, Set.of(), false),
                head ? Optional.of(form) : Optional.empty(), problem));
    }

    void authorise(Exchange exchange) {
        Form form = form(exchange.form("address"), exchange.form("purpose").equals("BUSINESS"),
                CaseWords.oneLine(exchange.form("why")), exchange.form("editors"), exchange.form("group"),
                exchange.form("posting").equals("yes"), exchange.form("from"), exchange.form("until"),
                exchange.form("days").equals("all"), exchange.form("review"));
        Read read = read(form);
        if (read.problem().isPresent()) {
            exchange.http().status(422);
            show(exchange, read.problem(), form);
            return;
        }
        Instant now = settings.clock().instant();
        store.registers().enter(read.page().orElseThrow(), now,
                LocalDate.parse(form.review()).plusDays(1).atStartOfDay(zone()).toInstant(), false,
                exchange.visit().account().id(), now, List.of());
        exchange.go("/registers/pages");
    }

    /// What the form says, or why it is not taken.
    private record Read(Optional<OfficialPage> page, Optional<String> problem) {

        static Read wrong(String problem) {
            return new Read(Optional.empty(), Optional.of(problem));
        }
    }

    private Read read(Form form) {
        Optional<Target.Page> address = RegisterForms.address(form.address());
        if (address.isEmpty()) {
            return Read.wrong("Write the address of the page as it stands in the browser, such as"
                    + " https://www.social.example/our-school.");
        }
        Target.Page page = address.get();
        if (form.why().isEmpty()) {
            return Read.wrong("Say for which pedagogical or business reason the school has this page.");
        }
        Optional<List<String>> editors = RegisterForms.people(form.editors());
        if (editors.isEmpty()) {
            return Read.wrong("Write the editors by the names that they sign in with, at most " + RegisterForms.MOST
                    + ", with commas between them.");
        }
        List<String> groups = form.groups().stream().map(Choice::value).filter(form.group()::equals)
                .filter(name -> !name.isEmpty()).toList();
        if (editors.get().isEmpty() && groups.isEmpty()) {
            return Read.wrong("Name who edits the page: people, a group of adults, or both.");
        }
        Optional<String> pupil = editors.get().stream().filter(this::isPupil).findFirst();
        if (pupil.isPresent()) {
            return Read.wrong(
                    "“" + pupil.get() + "” is in a group of pupils. The editors of an official page are adults.");
        }
        Optional<LocalDate> review = RegisterForms.date(form.review()).filter(day -> day.isAfter(today())
                && !day.isAfter(today().plusDays(LONGEST_DAYS)));
        if (review.isEmpty()) {
            return Read.wrong("Say when the page is reviewed: from tomorrow on, and within a year.");
        }
        Optional<LocalTime> from = RegisterForms.time(form.from());
        Optional<LocalTime> until = RegisterForms.time(form.until());
        boolean always = form.from().isEmpty() && form.until().isEmpty();
        if (!always && (from.isEmpty() || until.isEmpty() || !from.get().isBefore(until.get()))) {
            return Read.wrong("Write from when until when it opens, such as 08:00 and 17:00, or leave both empty.");
        }
        Optional<String> full = RegisterForms.full(store, settings.clock().instant());
        if (full.isPresent()) {
            return Read.wrong(full.get());
        }
        Optional<String> locked = settings.weighing().site(page.host(), page.path().path()).locked();
        if (locked.isPresent()) {
            return Read.wrong("This cannot be authorised by anybody: " + locked.get() + ".");
        }
        return new Read(Optional.of(new OfficialPage(page.host().text(), RegisterForms.start(page),
                form.business() ? Purpose.BUSINESS : Purpose.PEDAGOGICAL, form.why(), editors.get(), groups,
                form.posting(), always
                        ? Optional.empty()
                        : Optional.of(new Clock(form.weekends(), from.orElseThrow(), until.orElseThrow())))),
                Optional.empty());
    }

    private boolean isPupil(String account) {
        return settings.weighing().group(new Person(account))
                .filter(group -> settings.pupils().get().contains(group.name())).isPresent();
    }

    void withdraw(Exchange exchange) {
        RegisterForms.withdraw(exchange, store, settings.clock().instant(), "/registers/pages", Register.PAGE);
    }

    private Form form(String address, boolean business, String why, String editors, String group, boolean posting,
            String from, String until, boolean weekends, String review) {
        return new Form(address, business, why, editors, adults(), group, posting, from, until, weekends, review,
                today().plusDays(1).toString(), today().plusDays(LONGEST_DAYS).toString());
    }

    private List<Choice> adults() {
        return settings.weighing().groups().stream()
                .filter(group -> !settings.pupils().get().contains(group.name()) && !group.equals(Group.STRANGERS))
                .map(group -> new Choice(group.name(), group.title(), "")).toList();
    }

    private ZoneId zone() {
        return settings.school().get().zone();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(settings.clock().instant(), zone());
    }
}
