package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Optional;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.Certainty;

/// Flagged accesses of one person, or of one device where no person is known, of one subject and one spell of time, told as one.
///
/// @param id its own number, which nobody can guess
/// @param number what people say to each other; they begin at 1
/// @param asker the device, or the person where that is known
/// @param pseudonym what pages call them
/// @param group the group's name
/// @param groupTitle how pages call the group
/// @param subject the subject of the categories, such as "Social media"
/// @param certainty how sure the person is, at the least sure access
/// @param first when the first access was asked for
/// @param last when the latest was
/// @param severity how soon somebody should look
/// @param grade the strongest sign of a hand
/// @param byHand how many look as if by hand; no others count for a person
/// @param accesses how many there are in all
/// @param open whether it waits for somebody
/// @param givenTo the number of the account that is to look at it
public record Incident(
        long id,
        long number,
        Asker asker,
        String pseudonym,
        String group,
        String groupTitle,
        String subject,
        Certainty certainty,
        Instant first,
        Instant last,
        Severity severity,
        Grade grade,
        long byHand,
        long accesses,
        boolean open,
        Optional<Long> givenTo) {

    /// The number alone, so that no stray log line holds whose it is.
    @Override
    public String toString() {
        return "Incident[" + number + "]";
    }
}
