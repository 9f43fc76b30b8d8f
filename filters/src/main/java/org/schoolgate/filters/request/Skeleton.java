package org.schoolgate.filters.request;

import com.ibm.icu.text.SpoofChecker;
import java.util.Locale;

/// How a name looks: each letter is replaced by the one that stands for all that look like it (UTS #39, "confusables"),
/// and in small letters, as names have no others. Two names of one skeleton can be taken for one another.
///
/// Whoever guards a set of names keeps their skeletons, and makes one of each name that is asked for. No rule does so
/// yet.
///
/// @param text readable only in part; for comparing, not for showing
public record Skeleton(String text) {

    /// Thread-safe once built.
    private static final SpoofChecker CHECKER = new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    /// The skeleton of a name, of which the `xn--…` labels are read in their own script.
    public static Skeleton of(HostName name) {
        String skeleton = CHECKER.getSkeleton(InternationalNames.toUnicode(name.name()));
        // A capital may stand for letters and digits alike, as O does for 0.
        return new Skeleton(CHECKER.getSkeleton(skeleton.toLowerCase(Locale.ROOT)).toLowerCase(Locale.ROOT));
    }
}
