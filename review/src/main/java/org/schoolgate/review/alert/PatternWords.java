package org.schoolgate.review.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.schoolgate.filters.policy.Pattern;

/// What a pattern is called, for programs and for people.
record PatternWords(Pattern pattern) {

    /// For programs, as the policy file spells them.
    List<String> names() {
        List<String> names = new ArrayList<>();
        pattern.often().ifPresent(_ -> names.add("often"));
        pattern.afterBlock().ifPresent(_ -> names.add("after-block"));
        pattern.between().ifPresent(_ -> names.add("between"));
        return names;
    }

    /// For people, whole sentences.
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        pattern.often().ifPresent(often -> reasons.add("It was one of at least " + often.times()
                + " of its kind by one person or device within " + words(often.within()) + "."));
        pattern.afterBlock().ifPresent(within -> reasons.add("Something else of its kind had been closed to the same"
                + " person or device no more than " + words(within) + " before."));
        pattern.between()
                .ifPresent(hours -> reasons.add("It was between " + hours.from() + " and " + hours.to() + "."));
        return reasons;
    }

    /// "10 minutes".
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3_600 == 0) {
            return count(seconds / 3_600, "hour");
        }
        return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
