package org.schoolgate.blocklists.build;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.build.BulkReport.Fate;
import org.schoolgate.blocklists.build.BulkReport.LineFate;

/// Many edits, while it is found out what becomes of each. Used once, by one thread.
final class Bulk {

    private static final Duration LONGEST = Duration.ofDays(3660);

    private final EditPlan plan;
    private final Instant now;
    private final List<List<EditLine.Fresh>> acts = new ArrayList<>();
    private final List<LineFate> fates = new ArrayList<>();
    private int next;
    private int refused;

    /// @param before how many lines of edits there are
    Bulk(EditPlan plan, Instant now, int before) {
        this.plan = plan;
        this.now = now;
        this.next = before + 1;
    }

    /// Takes a line.
    void take(BulkLine line, Basis all) {
        Optional<String> wrong = line.wrong().isEmpty() ? Optional.empty() : Optional.of(line.wrong());
        Basis basis = all;
        if (wrong.isEmpty() && !line.until().isEmpty()) {
            Optional<Instant> until = moment(line.until());
            wrong = until.isEmpty()
                    ? Optional.of("'" + line.until() + "' is no day; write it as 2027-01-31")
                    : Optional.empty();
            basis = new Basis(all.who(), all.why(), until, all.review());
            wrong = wrong.or(() -> dates(new Basis(all.who(), "", until, Optional.empty()), now));
        }
        if (!line.why().isEmpty()) {
            basis = new Basis(basis.who(), line.why(), basis.until(), basis.review());
        }
        EditPlan.Planned planned = wrong.isPresent()
                ? new EditPlan.Impossible(wrong.get())
                : plan.of(new EditWish(line.adds(), line.entry(), line.category(), line.groups()), basis);
        switch (planned) {
            case EditPlan.Wanted wanted -> {
                acts.add(wanted.lines());
                fates.add(new LineFate(line.number(), line.entry(),
                        wanted.proposed() ? Fate.PROPOSED : Fate.IN_FORCE,
                        wanted.proposed() ? "a second person has to approve it" : "", Optional.of(next)));
                next += wanted.lines().size();
            }
            case EditPlan.Already(String why) ->
                fates.add(new LineFate(line.number(), line.entry(), Fate.ALREADY, why, Optional.empty()));
            case EditPlan.Impossible(String why) -> {
                refused++;
                fates.add(new LineFate(line.number(), line.entry(), Fate.REFUSED, why, Optional.empty()));
            }
        }
    }

    List<List<EditLine.Fresh>> acts() {
        return acts;
    }

    boolean isRefused() {
        return refused > 0;
    }

    /// What became of all.
    ///
    /// @param written whether the acts were written
    BulkReport report(boolean written) {
        List<LineFate> told = written
                ? fates
                : fates.stream().map(fate -> fate.edit().isEmpty()
                        ? fate
                        : new LineFate(fate.line(), fate.entry(), Fate.NOT_WRITTEN, "another line cannot be",
                                Optional.empty()))
                        .toList();
        return new BulkReport(written, count(told, Fate.IN_FORCE), count(told, Fate.PROPOSED),
                count(told, Fate.ALREADY), refused, List.copyOf(told));
    }

    private static int count(List<LineFate> fates, Fate fate) {
        return (int) fates.stream().filter(each -> each.fate() == fate).count();
    }

    /// A moment, or the beginning of a day in UTC.
    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /// What is wrong with the dates of an edit.
    static Optional<String> dates(Basis basis, Instant now) {
        if (basis.until().filter(until -> !until.isAfter(now)).isPresent()) {
            return Optional.of("its end, " + basis.until().get() + ", has passed; write a day to come");
        }
        if (basis.until().filter(until -> until.isAfter(now.plus(LONGEST))).isPresent()) {
            return Optional.of("its end, " + basis.until().get() + ", is more than ten years away; write a nearer day");
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return basis.review().filter(day -> day.isBefore(today) || day.isAfter(today.plusYears(10))).isPresent()
                ? Optional.of("its day of review, " + basis.review().get()
                        + ", is not within the next ten years; write another day")
                : Optional.empty();
    }
}
