package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.review.store.RecordedAccess;

/// What one page led one device to within ten seconds, told as one: a storm of pop-ups, a page of widgets. What looks as if
/// by hand always stands for itself, and so does whatever names no page that led to it.
///
/// @param latest the one that stands for all
/// @param others the others, latest first
record Fold(RecordedAccess latest, List<RecordedAccess> others) {

    /// @param accesses latest first
    static List<Fold> all(List<RecordedAccess> accesses) {
        List<Fold> folds = new ArrayList<>();
        Map<List<String>, Fold> open = new LinkedHashMap<>();
        for (RecordedAccess access : accesses) {
            Optional<List<String>> key = key(access);
            Optional<Fold> fold = key.map(open::get).filter(one -> one.reaches(access));
            if (fold.isPresent()) {
                fold.get().others().add(access);
            } else {
                Fold begun = new Fold(access, new ArrayList<>());
                key.ifPresent(which -> open.put(which, begun));
                folds.add(begun);
            }
        }
        return folds;
    }

    private boolean reaches(RecordedAccess access) {
        return !access.at().isBefore(latest.at().minus(Circumstances.SHORTLY)) && access.day().equals(latest.day());
    }

    /// Whose it is and which page led there.
    private static Optional<List<String>> key(RecordedAccess access) {
        return access.grade().countsForAPerson()
                ? Optional.empty()
                : access.signals().refererHost()
                        .map(host -> List.of(access.client().toString(), access.asker().text(), host));
    }
}
