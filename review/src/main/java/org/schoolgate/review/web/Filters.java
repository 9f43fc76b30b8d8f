package org.schoolgate.review.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.Cursor;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.web.view.Flagged.Choice;
import org.schoolgate.review.web.view.Flagged.Choices;

/// The form that narrows the list: read from the address of the page, written back into it, and shown. What cannot be
/// read narrows nothing.
record Filters(AccessFilter filter) {

    static Filters read(Exchange exchange) {
        return new Filters(new AccessFilter(day(exchange.query("day")), word(exchange.query("group")),
                word(exchange.query("category")), verdict(exchange.query("verdict")), grade(exchange.query("grade"))));
    }

    boolean narrowed() {
        return !filter.equals(AccessFilter.ALL);
    }

    /// Whether anything but the day is chosen.
    boolean narrowedInKind() {
        return !on(Optional.empty()).equals(AccessFilter.ALL);
    }

    /// The same choice for another day, or for all days.
    AccessFilter on(Optional<LocalDate> day) {
        return new AccessFilter(day, filter.group(), filter.category(), filter.verdict(), filter.grade());
    }

    /// The same choice for one day and one verdict.
    AccessFilter on(LocalDate day, Verdict verdict) {
        return new AccessFilter(Optional.of(day), filter.group(), filter.category(), Optional.of(verdict),
                filter.grade());
    }

    /// The same choice for one day and one grade.
    AccessFilter on(LocalDate day, Grade grade) {
        return new AccessFilter(Optional.of(day), filter.group(), filter.category(), filter.verdict(),
                Optional.of(grade));
    }

    /// The address of the list with this choice, read on from a place.
    String address(Cursor cursor) {
        List<String> parts = new ArrayList<>();
        filter.day().ifPresent(day -> parts.add("day=" + day));
        filter.group().ifPresent(group -> parts.add("group=" + encode(group)));
        filter.category().ifPresent(category -> parts.add("category=" + encode(category)));
        filter.verdict().ifPresent(verdict -> parts.add("verdict=" + verdict.text()));
        filter.grade().ifPresent(grade -> parts.add("grade=" + grade));
        parts.add("from=" + encode(cursor.text()));
        return "/flagged?" + String.join("&", parts) + "#list";
    }

    Choices choices(ScopedAccesses accesses) {
        List<Choice> groups = new ArrayList<>(List.of(new Choice("", "Every group", filter.group().isEmpty())));
        accesses.groups().forEach(group -> groups.add(choice(group.name(), group.title(), filter.group())));
        List<Choice> categories = new ArrayList<>(List.of(new Choice("", "Anything", filter.category().isEmpty())));
        accesses.categories().forEach(category -> categories
                .add(choice(category.slug(), category.title(), filter.category())));
        List<Choice> verdicts = new ArrayList<>(List.of(new Choice("", "Whatever it was", filter.verdict().isEmpty())));
        for (Verdict verdict : List.of(Verdict.BLOCK, Verdict.COACH, Verdict.FLAG)) {
            verdicts.add(choice(verdict.text(), Wording.sentence(Wording.answer(verdict)),
                    filter.verdict().map(Verdict::text)));
        }
        List<Choice> grades = new ArrayList<>(List.of(new Choice("", "In any way", filter.grade().isEmpty())));
        for (Grade grade : Grade.values()) {
            grades.add(choice(grade.name(), Wording.grade(grade), filter.grade().map(Grade::name)));
        }
        return new Choices(filter.day().map(LocalDate::toString).orElse(""), groups, categories, verdicts, grades,
                narrowed());
    }

    private static Choice choice(String value, String label, Optional<String> chosen) {
        return new Choice(value, label, chosen.filter(value::equals).isPresent());
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Optional<String> word(String text) {
        return text.matches("[a-z][a-z0-9-]{0,60}") ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Verdict> verdict(String text) {
        return Arrays.stream(Verdict.values()).filter(verdict -> verdict.text().equals(text)).findFirst();
    }

    private static Optional<Grade> grade(String text) {
        return Arrays.stream(Grade.values()).filter(grade -> grade.name().equals(text)).findFirst();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
