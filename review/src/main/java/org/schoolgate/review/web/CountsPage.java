package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Counts;
import org.schoolgate.review.web.view.Place;

/// How many accesses were flagged in four weeks, and of what kind. Who reads no records sees no small number either: one
/// to four is "fewer than 5", and there are no sums from which it could be worked out.
final class CountsPage {

    private static final int DAYS = 28;
    private static final int SMALL = 5;

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final InstantSource clock;

    CountsPage(Store store, Scopes scopes, Supplier<School> school, InstantSource clock) {
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.clock = clock;
    }

    void show(Exchange exchange) {
        Account reader = exchange.visit().account();
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        boolean whole = Rights.reads(reader.role());
        ScopedAccesses accesses = store.accesses().within(whole ? scopes.of(reader) : Scope.ALL);
        LocalDate first = times.today().minusDays(DAYS - 1L);
        List<Counts.Line> lines = new ArrayList<>();
        for (CategoryName category : accesses.categories()) {
            long hand = 0;
            long pages = 0;
            long unknown = 0;
            for (Grade grade : Grade.values()) {
                long some = since(first, accesses, category, grade);
                hand += grade.countsForAPerson() ? some : 0;
                unknown += grade == Grade.U ? some : 0;
                pages += grade.countsForAPerson() || grade == Grade.U ? 0 : some;
            }
            if (hand + pages + unknown > 0) {
                lines.add(new Counts.Line(category.title(), number(hand, whole), number(pages, whole),
                        number(unknown, whole)));
            }
        }
        exchange.show("counts.jte", "Counts", Place.COUNTS, new Counts(times.moment(now), lines, whole,
                "From " + times.shortDay(first) + " until now."));
    }

    private static long since(LocalDate first, ScopedAccesses accesses, CategoryName category, Grade grade) {
        return accesses
                .countsByDay(new AccessFilter(Optional.empty(), Optional.empty(), Optional.of(category.slug()),
                        Optional.empty(), Optional.of(grade)), DAYS)
                .stream().filter(day -> !day.day().isBefore(first)).mapToLong(day -> day.accesses()).sum();
    }

    private static String number(long count, boolean whole) {
        return whole || count == 0 || count >= SMALL ? Wording.digits(count) : "fewer than " + SMALL;
    }
}
