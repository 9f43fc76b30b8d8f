package org.schoolgate.review.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.plea.Decided;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Plea;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.ReportView;
import org.schoolgate.review.web.view.Viewer.Link;

/// What was closed by mistake, in numbers, and the latest decisions.
final class WrongLedger {

    private static final int SHOWN = 100;

    private final Store store;
    private final ReviewSettings settings;

    WrongLedger(Store store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    WrongCounts counts(Dates days) {
        ZoneId zone = settings.school().get().zone();
        return new WrongCounts(store.pleas().counted(start(days.first(), zone), start(days.last().plusDays(1), zone)));
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    void show(Exchange exchange, Dates term) {
        Times times = new Times(settings.clock().instant(), settings.school().get().zone());
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        long reader = exchange.visit().account().id();
        List<List<String>> rows = store.pleas().decided(SHOWN).stream()
                .map(plea -> row(plea, times, Wording.who(plea.decidedBy().orElse(0L), reader, called))).toList();
        Report report = new Report("What was closed by mistake", List.of("From " + times.day(term.first())
                + " on. It says of nobody who asked."), List.of(counts(term).section(),
                        new Section("The latest decisions",
                                rows.isEmpty() ? List.of("None yet.") : List.of(), List.of(),
                                rows.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(new Table("The latest decisions",
                                                List.of("Site", "Reference", "Asked", "Decided", "Answer"), false, rows,
                                                List.of())))));
        exchange.show("report.jte", "What was closed by mistake", Place.WRONG, new ReportView(report, "",
                Optional.empty(), List.of(new Link("What waits", "/lists/wrong", Place.NONE))));
    }

    private static List<String> row(Plea plea, Times times, String who) {
        String decided = plea.decision().map(WrongLedger::words).orElse("Decided")
                + plea.decidedAt().map(at -> ", " + times.near(at)).orElse("") + ", by " + who + ".";
        return List.of(plea.said().site(), plea.reference(),
                Wording.sentence(times.near(plea.at())) + (plea.asked() == 1
                        ? ""
                        : ", " + Wording.count(plea.asked()) + " times"),
                decided, plea.decision().map(Decided::answer).orElse(""));
    }

    static String words(Decided decided) {
        return switch (decided.outcome()) {
            case OPENED -> "Opened";
            case RECATEGORISED -> "Put into “" + decided.to() + "”";
            case KEPT -> "Kept closed";
        };
    }
}
