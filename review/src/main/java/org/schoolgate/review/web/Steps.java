package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.policy.Explanation;
import org.schoolgate.filters.policy.Explanation.Outcome;
import org.schoolgate.filters.policy.Placing;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.review.web.view.Reasons.Asked;
import org.schoolgate.review.web.view.Reasons.Kind;
import org.schoolgate.review.web.view.Reasons.Step;

/// Puts the way to an answer into questions: who asks, then one for each tier of rules, then what holds for the rest. No account
/// is named.
final class Steps {

    private Steps() {}

    /// @param times in the school's zone
    static List<Step> of(Explained explained, Times times) {
        Explanation own = explained.own();
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(1, "Who asks, and is it working time for them?", Kind.PASSED,
                explained.placing().group().title() + ". " + Wording.sentence(times.near(explained.request().at()))
                        + " is " + Wording.hour(own.hours()) + ", by " + own.whose().words() + ".",
                placed(explained.placing()), List.of()));
        for (Tier tier : Tier.values()) {
            steps.add(tier(steps.size() + 1, tier, own));
        }
        boolean asked = own.answered().isEmpty();
        steps.add(new Step(steps.size() + 1, "What holds for everything else?", asked ? Kind.ANSWERED : Kind.UNASKED,
                asked ? Wording.sentence(own.decision().reason().sentence()) + "." : "Not asked.", List.of(),
                List.of()));
        return List.copyOf(steps);
    }

    private static Step tier(int number, Tier tier, Explanation own) {
        List<Asked> asked = own.steps().stream().filter(step -> step.rule().tier() == tier)
                .map(step -> new Asked(step.rule().title(), step.rule().name(), became(step))).toList();
        long unasked = own.unasked().stream().filter(rule -> rule.tier() == tier).count();
        boolean answered = own.answered().map(Rule::tier).filter(tier::equals).isPresent();
        if (answered) {
            return new Step(number, question(tier), Kind.ANSWERED,
                    "Yes: " + own.answered().map(Rule::title).orElse("") + ".",
                    unasked == 0 ? List.of() : List.of(rules(unasked) + " after it: not asked."), asked);
        }
        if (asked.isEmpty()) {
            return unasked == 0
                    ? new Step(number, question(tier), own.answered().isEmpty() || precedes(tier, own)
                            ? Kind.PASSED
                            : Kind.UNASKED, "There is no such rule for this group.", List.of(), List.of())
                    : new Step(number, question(tier), Kind.UNASKED, "Not asked.", List.of(), List.of());
        }
        boolean otherwise = own.steps().stream().filter(step -> step.rule().tier() == tier)
                .anyMatch(step -> step.outcome() != Outcome.OTHER_SUBJECT);
        return new Step(number, question(tier), Kind.PASSED,
                otherwise ? "There is one about this, and it does not apply." : "No.", List.of(), asked);
    }

    private static boolean precedes(Tier tier, Explanation own) {
        return own.answered().map(rule -> tier.compareTo(rule.tier()) < 0).orElse(true);
    }

    private static String question(Tier tier) {
        return switch (tier) {
            case LOCKED_BLOCK -> "Is it something that nobody may open?";
            case LOCKED_ALLOW -> "Is it always open to everyone?";
            case EXCEPTION -> "Does an exception apply?";
            case RESTRICTION -> "Does one of the school’s restrictions apply?";
        };
    }

    private static String became(Explanation.Step step) {
        return switch (step.outcome()) {
            case OTHER_SUBJECT -> "about something else";
            case OTHER_HOURS -> "about this, at other hours";
            case OTHER_DATES -> "about this, at other dates";
            case OTHER_PEOPLE -> "about this, for others";
            case SHADOW -> "would have answered “" + Wording.answer(step.rule().verdict())
                    + "”, but is only tried out";
            case ANSWERED -> "answered: " + Wording.answer(step.rule().verdict());
        };
    }

    private static List<String> placed(Placing placing) {
        List<String> said = new ArrayList<>();
        for (Placing.Claim claim : placing.claims()) {
            String what = switch (claim.by()) {
                case PLACED -> said.isEmpty() ? "" : "It was said which group asks";
                case ACCOUNT -> "The account is one of the group’s";
                case DIRECTORY -> "The directory’s group “" + claim.what() + "” is in it";
                case NETWORK -> claim.what() + " is its network";
            };
            if (!what.isEmpty()) {
                said.add(what + (said.isEmpty()
                        ? "."
                        : ". That would be “" + claim.group().title() + "”, and comes after what stands above."));
            }
        }
        if (placing.claims().isEmpty()) {
            said.add("No account, group of the directory or network says which group it is.");
        }
        return said;
    }

    private static String rules(long count) {
        return Wording.sentence(Wording.count(count)) + (count == 1 ? " rule" : " rules");
    }
}
