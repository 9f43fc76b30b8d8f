package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.request.Group;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.register.DeclaredTopic;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.OneCase.Choice;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Topics;
import org.schoolgate.review.web.view.Topics.Form;

/// The register of what will be taught, said beforehand. Each look is recorded.
final class TopicsPage {

    /// How long one may last, and how far ahead it may end.
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final Duration AHEAD = Duration.ofDays(90);
    private static final int SHOWN = 100;

    private final Store store;
    private final ReviewSettings settings;
    private final RegisterWords words;

    TopicsPage(Store store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
        this.words = new RegisterWords(store, settings);
    }

    void show(Exchange exchange) {
        show(exchange, Optional.empty(), form("", "", "", "", "", ""));
    }

    private void show(Exchange exchange, Optional<String> problem, Form form) {
        Account reader = exchange.visit().account();
        Instant now = settings.clock().instant();
        boolean declares = Rights.has(reader.role(), Right.TOPICS);
        store.views().recordRegister(reader.id(), now);
        exchange.show("topics.jte", "Declared topics", Place.REGISTERS, new Topics(
                words.lines(store.registers().standing(Register.TOPIC, now, Allowances.MOST), reader, Set.of(),
                        declares),
                words.lines(store.registers().past(Register.TOPIC, now, SHOWN), reader, Set.of(), false),
                declares ? Optional.of(form) : Optional.empty(), problem));
    }

    void declare(Exchange exchange) {
        Form form = form(CaseWords.oneLine(exchange.form("words")), exchange.form("category"), exchange.form("people"),
                exchange.form("group"), exchange.form("from"), exchange.form("until"));
        Instant now = settings.clock().instant();
        Optional<Instant> from = moment(form.from());
        Optional<Instant> until = moment(form.until()).filter(end -> from.isPresent() && end.isAfter(from.get())
                && end.isAfter(now) && !end.isAfter(now.plus(AHEAD)) && !end.isAfter(from.get().plus(LONGEST)));
        Optional<List<String>> people = RegisterForms.people(form.people());
        Optional<String> category = chosen(form.categories(), form.category());
        List<String> groups = chosen(form.groups(), form.group()).stream().toList();
        Optional<String> problem = form.words().isEmpty() || category.isEmpty()
                ? Optional.of("Say what will be taught, and which subject it is.")
                : people.isEmpty() || people.get().isEmpty() && groups.isEmpty()
                        ? Optional.of(
                                "Say who teaches it, by the names that they sign in with, or which group is taught.")
                        : until.isEmpty()
                                ? Optional.of(
                                        "Say from when until when: it ends later than now, within 90 days, and lasts"
                                                + " at most 14 days.")
                                : Optional.empty();
        if (problem.isPresent()) {
            exchange.http().status(422);
            show(exchange, problem, form);
            return;
        }
        store.registers().enter(new DeclaredTopic(form.words(), List.of(category.orElseThrow()), people.orElseThrow(),
                groups), from.orElseThrow(), until.orElseThrow(), false, exchange.visit().account().id(), now,
                List.of());
        exchange.go("/registers/topics");
    }

    void withdraw(Exchange exchange) {
        RegisterForms.withdraw(exchange, store, settings.clock().instant(), "/registers/topics", Register.TOPIC);
    }

    private static Optional<String> chosen(List<Choice> choices, String value) {
        return choices.stream().map(Choice::value).filter(one -> !one.isEmpty() && one.equals(value)).findFirst();
    }

    private Form form(String about, String category, String people, String group, String from, String until) {
        List<Choice> categories = new ArrayList<>(List.of(new Choice("", "Choose one", "")));
        settings.categories().get().all().stream().filter(one -> !one.sealed())
                .forEach((Category one) -> categories.add(new Choice(one.slug(), one.title(), "")));
        List<Choice> groups = new ArrayList<>(List.of(new Choice("", "No group", "")));
        settings.weighing().groups().stream().filter(one -> !one.equals(Group.STRANGERS))
                .forEach(one -> groups.add(new Choice(one.name(), one.title(), "")));
        LocalDateTime now = LocalDateTime.ofInstant(settings.clock().instant(), zone()).withSecond(0).withNano(0);
        return new Form(about, categories, category, people, groups, group,
                from.isEmpty() ? now.toString() : from, until.isEmpty() ? now.plusHours(1).toString() : until);
    }

    private Optional<Instant> moment(String typed) {
        return RegisterForms.moment(typed).map(local -> local.atZone(zone()).toInstant());
    }

    private ZoneId zone() {
        return settings.school().get().zone();
    }
}
