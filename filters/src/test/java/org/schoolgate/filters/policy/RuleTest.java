package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Group;

class RuleTest {

    private static final Group PUPILS = new Group("pupils", "Pupils");
    private static final Group STAFF = new Group("staff", "Staff");

    @Test
    void aTierGivesOnlyItsOwnVerdicts() {
        Map<Tier, Set<Verdict>> fitting = Map.of(
                Tier.LOCKED_BLOCK, EnumSet.of(Verdict.BLOCK),
                Tier.LOCKED_ALLOW, EnumSet.of(Verdict.ALLOW),
                Tier.EXCEPTION, EnumSet.of(Verdict.ALLOW, Verdict.FLAG),
                Tier.RESTRICTION, EnumSet.of(Verdict.FLAG, Verdict.COACH, Verdict.BLOCK));
        fitting.forEach((tier, verdicts) -> {
            for (Verdict verdict : Verdict.values()) {
                if (verdicts.contains(verdict)) {
                    assertThat(rule(tier, verdict, true, Set.of()).verdict()).isEqualTo(verdict);
                } else {
                    assertThatIllegalArgumentException().isThrownBy(() -> rule(tier, verdict, true, Set.of()))
                            .withMessage("rule r: a rule of tier " + tier.text() + " cannot answer " + verdict.text());
                }
            }
        });
    }

    @Test
    void tiersAreAskedFromTheGravestOn() {
        assertThat(Tier.values()).containsExactly(Tier.LOCKED_BLOCK, Tier.LOCKED_ALLOW, Tier.EXCEPTION,
                Tier.RESTRICTION);
        assertThat(Tier.LOCKED_BLOCK.text()).isEqualTo("locked-block");
    }

    @Test
    void aFlagIsAlwaysRecorded() {
        assertThat(rule(Tier.RESTRICTION, Verdict.FLAG, false, Set.of()).recorded()).isTrue();
        assertThat(rule(Tier.RESTRICTION, Verdict.BLOCK, false, Set.of()).recorded()).isFalse();
        assertThat(rule(Tier.RESTRICTION, Verdict.BLOCK, true, Set.of()).recorded()).isTrue();
    }

    @Test
    void aRuleWithoutGroupsIsForEveryone() {
        Rule everyone = rule(Tier.RESTRICTION, Verdict.BLOCK, true, Set.of());
        Rule pupils = rule(Tier.RESTRICTION, Verdict.BLOCK, true, Set.of(PUPILS));
        assertThat(everyone.isFor(STAFF)).isTrue();
        assertThat(pupils.isFor(PUPILS)).isTrue();
        assertThat(pupils.isFor(STAFF)).isFalse();
        assertThat(pupils.isFor(new Group("pupils", "Children"))).isTrue();
    }

    @Test
    void aPolicyTakesItsGroupsRulesByTierAndWithinATierAsWritten() {
        Rule first = rule(Tier.RESTRICTION, Verdict.COACH, true, Set.of());
        Rule second = rule(Tier.RESTRICTION, Verdict.BLOCK, true, Set.of(PUPILS));
        Rule others = rule(Tier.RESTRICTION, Verdict.BLOCK, true, Set.of(STAFF));
        Rule exception = rule(Tier.EXCEPTION, Verdict.ALLOW, false, Set.of());
        Rule locked = rule(Tier.LOCKED_BLOCK, Verdict.BLOCK, true, Set.of());
        Policy policy = new Policy(PUPILS, List.of(first, others, second, exception, locked), Verdict.ALLOW);
        assertThat(policy.rules()).containsExactly(locked, exception, first, second);
    }

    private static Rule rule(Tier tier, Verdict verdict, boolean recorded, Set<Group> groups) {
        return new Rule("r", "A rule", tier, groups, new Subject.Anything(), new When.Always(), verdict, recorded,
                Optional.empty());
    }
}
