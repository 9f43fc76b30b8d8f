package org.schoolgate.review.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Since;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.web.view.Access.Fact;

/// Says how an access came about, and from what that is known.
final class HowItCameAbout {

    private HowItCameAbout() {}

    /// What the letter means, and which rule gave it; first what was known when it was asked, then what is known since.
    static List<String> grading(RecordedAccess access, Since since) {
        List<String> sentences = new ArrayList<>();
        Ground now = access.ground().since(since);
        sentences.add(now.grade().sentence());
        if (now != access.ground()) {
            sentences.add("When it was asked it was " + Wording.grade(access.grade()) + ". "
                    + access.ground().sentence());
        }
        sentences.add(now.sentence());
        return sentences;
    }

    /// What the gateway saw of the same device; nothing where it looks at none.
    static List<Fact> around(RecordedAccess access) {
        Circumstances around = access.circumstances();
        if (around.equals(Circumstances.NONE)) {
            return List.of();
        }
        return List.of(
                new Fact("Redirected here by another site", around.redirected() ? "Yes" : "No", false),
                new Fact("New sites within ten seconds", Wording.count(around.newSites()), false),
                new Fact("Another site from the same page", around.sinceOther().map(HowItCameAbout::before)
                        .orElse("Not within ten seconds"), false),
                new Fact("The same site by hand before", around.sinceSame().map(HowItCameAbout::before)
                        .orElse("Not within ten minutes"), false));
    }

    /// "0.34 seconds before", "4 minutes before".
    private static String before(Duration time) {
        if (time.toMinutes() > 1) {
            return time.toMinutes() + " minutes before";
        }
        return String.format(Locale.UK, "%.2f seconds before", time.toMillis() / 1_000.0);
    }
}
