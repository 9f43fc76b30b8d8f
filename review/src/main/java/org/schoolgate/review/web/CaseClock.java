package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.schoolgate.review.casework.SchoolDays;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.web.view.OneCase.Step;

/// The clock of a case: what was done when, and by when the rest should be, counted in school days.
///
/// @param days counts school days
record CaseClock(CaseFile file, SchoolDays days, Times times) {

    /// How long there is left, in words.
    String words() {
        if (!file.open()) {
            int taken = days.between(day(file.openedAt()), day(file.decidedAt().orElse(file.openedAt())));
            return "The clock: "
                    + (taken == 0 ? "decided within the day" : "decided after " + Wording.schoolDays(taken));
        }
        LocalDate due = decideBy();
        int left = days.between(times.today(), due);
        return times.today().isAfter(due)
                ? "The clock: " + Wording.schoolDays(days.between(due, times.today())) + " over the "
                        + SchoolDays.TO_DECIDE + " it should take"
                : "The clock: " + Wording.schoolDays(left) + " left of " + SchoolDays.TO_DECIDE;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("First access", when(file.firstAccess()), ""));
        file.firstLook().ifPresent(look -> steps.add(new Step("First look",
                later(Duration.between(file.firstAccess(), look)), "")));
        steps.add(new Step("Case opened", when(file.openedAt()), ""));
        file.toldAt().ifPresent(told -> steps.add(new Step("Person told", when(told), "")));
        if (file.open()) {
            steps.add(new Step("Today", times.shortDay(times.today()), "is-now"));
            if (file.toldAt().isEmpty()) {
                steps.add(new Step("Tell the person by",
                        times.shortDay(days.after(day(file.openedAt()), SchoolDays.TO_TELL)), "to-come"));
            }
            steps.add(new Step("Decide by", times.shortDay(decideBy()), "to-come"));
        } else {
            file.decidedAt().ifPresent(decided -> steps.add(new Step("Decided", when(decided), "")));
        }
        return steps;
    }

    private LocalDate decideBy() {
        return days.after(day(file.openedAt()), SchoolDays.TO_DECIDE);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, times.zone());
    }

    private String when(Instant at) {
        return times.shortDay(day(at)) + ", " + times.time(at);
    }

    private static String later(Duration time) {
        long minutes = Math.max(0, time.toMinutes());
        return minutes < 120
                ? Wording.digits(minutes) + " minutes later"
                : minutes < 48 * 60
                        ? Wording.digits(minutes / 60) + " hours later"
                        : Wording.digits(minutes / 1440) + " days later";
    }
}
