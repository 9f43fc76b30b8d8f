package org.schoolgate.review.rights;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Role;

/// Who may have to do with which case, so that nobody follows one that is about themselves. Pure; any thread may ask.
public final class Conflicts {

    private Conflicts() {}

    /// The kinds of cases that somebody with this role opens and reads.
    public static Set<About> abouts(Role role) {
        Set<Right> rights = Rights.of(role);
        Set<About> abouts = EnumSet.noneOf(About.class);
        if (!rights.contains(Right.CASES)) {
            return abouts;
        }
        if (rights.contains(Right.HEADS)) {
            abouts.add(About.HEAD);
        }
        if (rights.contains(Right.PUPILS)) {
            abouts.add(About.PUPIL);
        }
        if (rights.contains(Right.ADULTS)) {
            abouts.addAll(EnumSet.of(About.ADULT, About.IT_STAFF, About.OTHER));
        }
        return abouts;
    }

    /// The kinds of cases that somebody with this role agrees to the decision of, as the second person.
    public static Set<About> seconds(Role role) {
        Set<About> abouts = EnumSet.noneOf(About.class);
        if (Rights.has(role, Right.SECOND_PUPILS)) {
            abouts.add(About.PUPIL);
        }
        if (Rights.has(role, Right.SECOND_ADULTS)) {
            abouts.addAll(EnumSet.of(About.ADULT, About.IT_STAFF, About.OTHER, About.HEAD));
        }
        return abouts;
    }

    /// Why somebody may not open such a case; empty where they may.
    ///
    /// @param subject whom it is about, where they sign in here
    public static Optional<String> objection(Account opener, About about, Optional<Account> subject) {
        if (!abouts(opener.role()).contains(about)) {
            return Optional.of("A case of this kind is not for you to open.");
        }
        if (subject.isEmpty()) {
            return Optional.empty();
        }
        if (subject.get().id() == opener.id()) {
            return Optional.of("Nobody opens a case about themselves. Ask somebody else to.");
        }
        About fitting = switch (subject.get().role()) {
            case HEAD -> About.HEAD;
            case IT -> About.IT_STAFF;
            default -> about == About.OTHER ? About.OTHER : About.ADULT;
        };
        return about == fitting
                ? Optional.empty()
                : Optional.of("Whoever signs in as “" + subject.get().role().title() + "” does not fit “"
                        + about.title() + "”. Choose the one or the other anew.");
    }
}
