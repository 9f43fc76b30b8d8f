package org.schoolgate.review.store;

import java.time.LocalDate;
import java.util.Optional;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;

/// Which flagged accesses to read; what is empty does not narrow.
///
/// @param day the day in the school's time zone
/// @param group the group's name, such as `pupils`
/// @param category the slug of one of the access's categories, such as `social-networks`
/// @param verdict what happened
/// @param grade how deliberate it looked when it was asked
public record AccessFilter(
        Optional<LocalDate> day,
        Optional<String> group,
        Optional<String> category,
        Optional<Verdict> verdict,
        Optional<Grade> grade) {

    /// Every flagged access.
    public static final AccessFilter ALL = new AccessFilter(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());
}
