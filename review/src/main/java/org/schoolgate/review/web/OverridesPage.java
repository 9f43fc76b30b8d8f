package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Use;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.register.LetThrough;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.register.Weighing.Weighed;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.RegisterEntry;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.OneCase.Choice;
import org.schoolgate.review.web.view.Overrides;
import org.schoolgate.review.web.view.Overrides.Form;
import org.schoolgate.review.web.view.Place;

/// The register of what is let through for a time. Where it is sensitive, one person asks and another agrees; nobody agrees
/// to what they asked for, or to what is for themselves. Each look is recorded.
final class OverridesPage {

    /// How long one may hold.
    static final int MOST_DAYS = 30;
    private static final int SHOWN = 100;

    private final Store store;
    private final ReviewSettings settings;
    private final RegisterWords words;

    OverridesPage(Store store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
        this.words = new RegisterWords(store, settings);
    }

    /// What waits for this reader's word.
    List<RegisterEntry> waiting(Account reader, Instant now) {
        return !Rights.has(reader.role(), Right.SECOND_OVERRIDES)
                ? List.of()
                : store.registers().waiting(now).stream()
                        .filter(entry -> entry.enteredBy() != reader.id() && !isFor(entry, reader)).toList();
    }

    private boolean isFor(RegisterEntry entry, Account reader) {
        Set<Asker> own = store.ownDevices().of(reader.id());
        return entry.content() instanceof LetThrough let
                && (let.people().stream().anyMatch(name -> own.contains(new Asker.Named(new Person(name))))
                        || let.devices().stream().anyMatch(
                                device -> own.contains(new Asker.Device(IpAddress.parse(device).orElseThrow()))));
    }

    void show(Exchange exchange) {
        show(exchange, Optional.empty(), form("", "", "", "", "", "", ""));
    }

    private void show(Exchange exchange, Optional<String> problem, Form form) {
        Account reader = exchange.visit().account();
        Instant now = settings.clock().instant();
        boolean asks = Rights.has(reader.role(), Right.OVERRIDE);
        boolean withdraws = asks || Rights.has(reader.role(), Right.SECOND_OVERRIDES);
        Set<Long> waiting = waiting(reader, now).stream().map(RegisterEntry::id).collect(Collectors.toSet());
        store.views().recordRegister(reader.id(), now);
        exchange.show("overrides.jte", "Overrides", Place.REGISTERS, new Overrides(
                words.lines(store.registers().standing(Register.OVERRIDE, now, Allowances.MOST), reader, waiting,
                        withdraws),
                words.lines(store.registers().past(Register.OVERRIDE, now, SHOWN), reader, Set.of(), false),
                asks ? Optional.of(form) : Optional.empty(), problem, MOST_DAYS));
    }

    void ask(Exchange exchange) {
        Form form = form(exchange.form("site"), exchange.form("category"), exchange.form("people"),
                exchange.form("group"), exchange.form("devices"), CaseWords.oneLine(exchange.form("why")),
                exchange.form("until"));
        Instant now = settings.clock().instant();
        Read read = read(form, now);
        if (read.problem().isPresent()) {
            exchange.http().status(422);
            show(exchange, read.problem(), form);
            return;
        }
        long by = exchange.visit().account().id();
        store.registers().enter(read.content().orElseThrow(), now, read.until(), read.byTwo(), by, now,
                read.byTwo() ? List.of(told(now, by)) : List.of());
        exchange.go("/registers/overrides");
    }

    /// Those who may agree are told that something waits; not what, nor for whom.
    private Alert told(Instant now, long by) {
        String body = """
            At %s somebody asks to let something through that nobody lets through alone. It opens nothing until a second person agrees.

            What it is, and for whom, stands here: %s

            This message names nobody, as others may read it.
            """.formatted(
                settings.school().get().name(), settings.school().get().reviewSite()
                        .map(site -> site.replaceFirst("/+$", "") + "/registers/overrides")
                        .orElse("on the review site, under Registers"));
        return Alert.ofAll("override", now, Duration.ZERO, store.accounts().all().stream()
                .filter(one -> one.id() != by && Rights.has(one.role(), Right.SECOND_OVERRIDES))
                .flatMap(one -> store.accounts().mail(one.id()).stream()).distinct()
                .map(one -> Message.mail(one, "Schoolgate: something waits for a second word", body)).toList());
    }

    /// What the form says, or why it is not taken.
    private record Read(Optional<LetThrough> content, Instant until, boolean byTwo, Optional<String> problem) {

        static Read wrong(String problem) {
            return new Read(Optional.empty(), Instant.EPOCH, true, Optional.of(problem));
        }
    }

    private Read read(Form form, Instant now) {
        Optional<Target.Page> site = RegisterForms.address(form.site());
        Optional<String> category = form.categories().stream().map(Choice::value).filter(form.category()::equals)
                .filter(slug -> !slug.isEmpty()).findFirst();
        if (site.isEmpty() && !form.site().isBlank() || site.isPresent() == category.isPresent()) {
            return Read.wrong("Say what is let through: either a site, such as www.social.example, or a category.");
        }
        Optional<List<String>> people = RegisterForms.people(form.people());
        Optional<List<String>> devices = RegisterForms.devices(form.devices());
        List<String> groups = form.groups().stream().map(Choice::value).filter(form.group()::equals)
                .filter(name -> !name.isEmpty()).toList();
        if (people.isEmpty() || devices.isEmpty()) {
            return Read
                    .wrong("Write people by the names that they sign in with and devices by their addresses, at most "
                            + RegisterForms.MOST + " of each, with commas between them.");
        }
        if (people.get().isEmpty() && devices.get().isEmpty() && groups.isEmpty()) {
            return Read.wrong("Say for whom: people, a group, or devices. Nothing is let through for everybody.");
        }
        if (form.why().isEmpty()) {
            return Read.wrong("Say why. It stands beside the override.");
        }
        Optional<Instant> until = RegisterForms.moment(form.until()).map(local -> local.atZone(zone()).toInstant())
                .filter(end -> end.isAfter(now) && !end.isAfter(now.plus(Duration.ofDays(MOST_DAYS))));
        if (until.isEmpty()) {
            return Read.wrong("Say until when: later than now, and within " + MOST_DAYS + " days.");
        }
        Optional<Weighed> weighed = site.isPresent()
                ? Optional.of(settings.weighing().site(site.get().host(), "/"))
                : settings.weighing().category(category.orElseThrow());
        if (weighed.isEmpty()) {
            return Read.wrong("There is no such category any more.");
        }
        Optional<String> full = RegisterForms.full(store, now);
        if (full.isPresent()) {
            return Read.wrong(full.get());
        }
        if (weighed.get().locked().isPresent()) {
            return Read.wrong("This is never let through, whoever asks: " + weighed.get().locked().get() + ".");
        }
        return new Read(Optional.of(new LetThrough(site.map(page -> page.host().text()), category, people.get(), groups,
                devices.get(), form.why())), until.get(), !weighed.get().sensitive().isEmpty(), Optional.empty());
    }

    void yes(Exchange exchange) {
        answer(exchange, true);
    }

    void no(Exchange exchange) {
        answer(exchange, false);
    }

    private void answer(Exchange exchange, boolean yes) {
        Account reader = exchange.visit().account();
        Instant now = settings.clock().instant();
        Optional<RegisterEntry> asked = exchange.pathNumber("number").flatMap(number -> waiting(reader, now).stream()
                .filter(entry -> entry.id() == number).findFirst());
        String said = CaseWords.oneLine(exchange.form("why"));
        if (asked.isEmpty() || !store.registers().answer(asked.get().id(), reader.id(), now, yes, said)) {
            Guard.missing(exchange);
            return;
        }
        exchange.go("/registers/overrides");
    }

    void withdraw(Exchange exchange) {
        RegisterForms.withdraw(exchange, store, settings.clock().instant(), "/registers/overrides", Register.OVERRIDE);
    }

    private Form form(String site, String category, String people, String group, String devices, String why,
            String until) {
        List<Choice> categories = new ArrayList<>(List.of(new Choice("", "None: it is a site", "")));
        for (Category one : settings.categories().get().all()) {
            if (settings.weighing().category(one.slug()).filter(found -> found.locked().isEmpty()).isPresent()) {
                categories.add(new Choice(one.slug(), one.title() + (one.use() == Use.NONE ? " (by two)" : ""), ""));
            }
        }
        List<Choice> groups = new ArrayList<>(List.of(new Choice("", "No group", "")));
        settings.weighing().groups().stream().filter(one -> !one.equals(Group.STRANGERS))
                .forEach(one -> groups.add(new Choice(one.name(), one.title(), "")));
        LocalDateTime now = LocalDateTime.ofInstant(settings.clock().instant(), zone()).withSecond(0).withNano(0);
        return new Form(site, categories, category, people, groups, group, devices, why,
                until.isEmpty() ? now.plusHours(2).toString() : until, now.plusDays(MOST_DAYS).toString());
    }

    private ZoneId zone() {
        return settings.school().get().zone();
    }
}
