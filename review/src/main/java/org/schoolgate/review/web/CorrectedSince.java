package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.Today;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.Correction;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedBasis;
import org.schoolgate.review.store.RecordedListing;
import org.schoolgate.review.web.view.Access.Point;

/// Holds a record against the policy and the lists of today: what has been corrected since speaks against a breach. Of a sealed
/// address nothing can be told.
final class CorrectedSince {

    private CorrectedSince() {}

    /// @param noted what was noted as corrected, with its time
    static List<Point> points(RecordedAccess access, List<Correction> noted, Today today, Times times) {
        Optional<Target> target = access.asked();
        if (target.isEmpty() || access.fault() || access.basis().map(RecordedBasis::queryCounted).orElse(false)) {
            return List.of();
        }
        Today.Answer answer = today.answer(new Request(access.trace(), access.asking(), target.get(),
                access.at(), access.basis().map(RecordedBasis::claimed).orElse(false)));
        boolean lighter = answer.verdict().compareTo(access.verdict()) < 0;
        Set<String> gone = new LinkedHashSet<>(access.listings().stream().map(RecordedListing::category).toList());
        gone.removeAll(answer.categories());
        if (!gone.isEmpty()) {
            return List.of(new Point("The list has since been corrected.", gone.stream()
                    .map(category -> noLonger(access, category, noted, times)).collect(Collectors.joining(" "))
                    + (lighter ? " " + asked(answer.verdict()) + "." : "")
                    + " The record stays as it was written."));
        }
        return lighter
                ? List.of(new Point("The rules have since been changed.", asked(answer.verdict()) + ": "
                        + Wording.inside(answer.sentence()) + "."))
                : List.of();
    }

    private static String noLonger(RecordedAccess access, String category, List<Correction> noted, Times times) {
        String title = access.categories().stream().filter(name -> name.slug().equals(category))
                .map(CategoryName::title).findFirst().orElse(category);
        String since = noted.stream().filter(correction -> correction.category().equals(category))
                .map(correction -> ", since " + times.day(correction.at())).findFirst().orElse("");
        return access.host().orElse("It") + " is no longer listed under “" + title + "”" + since + ".";
    }

    private static String asked(Verdict verdict) {
        return "Today the same request, at the same hour, would be " + switch (verdict) {
            case ALLOW -> "opened, and not noted";
            case FLAG -> "opened, and noted";
            case COACH -> "asked about first";
            case BLOCK -> "closed";
        };
    }

    /// What a checker needs of it: what was in force when it was noted.
    static List<String> by(List<Correction> noted) {
        return new ArrayList<>(new LinkedHashSet<>(noted.stream().map(Correction::by).toList()));
    }
}
