package org.schoolgate.review.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Role;

/// Who may open which case: every role, kind and subject, against what is written down here.
class ConflictsTest {

    private static final Map<Role, Set<About>> ABOUTS = Map.of(
            Role.HEAD, Set.of(About.PUPIL, About.ADULT, About.IT_STAFF, About.OTHER),
            Role.SAFEGUARDING_LEAD, Set.of(About.PUPIL),
            Role.DEPUTY_LEAD, Set.of(About.PUPIL),
            Role.CHAIR, Set.of(About.HEAD));

    /// The kind that somebody who signs in with this role may be; whoever is an adult may be somebody else, too.
    private static final Map<Role, Set<About>> FITTING = Map.of(
            Role.HEAD, Set.of(About.HEAD),
            Role.IT, Set.of(About.IT_STAFF));

    /// Who gives a second word to a decision.
    private static final Map<Role, Set<About>> SECONDS = Map.of(
            Role.HEAD, Set.of(About.PUPIL),
            Role.SAFEGUARDING_LEAD, Set.of(About.PUPIL),
            Role.GOVERNOR, Set.of(About.ADULT, About.HEAD, About.IT_STAFF, About.OTHER),
            Role.CHAIR, Set.of(About.ADULT, About.HEAD, About.IT_STAFF, About.OTHER));

    @Test
    void eachRoleAgreesToTheDecisionOfItsKindsAndNoOthers() {
        for (Role role : Role.values()) {
            assertThat(Conflicts.seconds(role)).as(role.title()).isEqualTo(SECONDS.getOrDefault(role, Set.of()));
        }
    }

    @Test
    void eachRoleOpensItsKindsAndNoOthers() {
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        for (Role opener : Role.values()) {
            for (About about : About.values()) {
                boolean may = ABOUTS.getOrDefault(opener, Set.of()).contains(about);
                check(may, Conflicts.objection(account(1, opener), about, Optional.empty()),
                        opener + " about " + about, wrong);
                check(false, Conflicts.objection(account(1, opener), about, Optional.of(account(1, opener))),
                        opener + " about themselves as " + about, wrong);
                for (Role subject : Role.values()) {
                    boolean fits = FITTING.getOrDefault(subject, Set.of(About.ADULT, About.OTHER)).contains(about);
                    check(may && fits, Conflicts.objection(account(1, opener), about,
                            Optional.of(account(2, subject))), opener + " about " + subject + " as " + about, wrong);
                    cells++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cells).isEqualTo(9 * 9 * 5);
    }

    private static void check(boolean may, Optional<String> objection, String what, List<String> wrong) {
        if (may != objection.isEmpty()) {
            wrong.add(what + (may ? ": " + objection.orElse("") : " may be opened"));
        }
    }

    private static Account account(long id, Role role) {
        return new Account(id, "a" + id, "A", role, "", false, Instant.EPOCH);
    }
}
