package org.schoolgate.filters.policy;

import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.decision.Decision;

/// A decision, and every question that was asked on the way to it.
///
/// @param decision the decision that [PolicyEngine#decide] gives, with its evidence in any case
/// @param hours what the hour was, by the timetable that holds for whoever asks
/// @param whose whose timetable that is
/// @param steps the rules in the order in which they were asked; the last one answered, unless none did
/// @param unasked the rules that would have been asked after them
public record Explanation(Decision decision, Hours hours, Timetables.Whose whose, List<Step> steps,
        List<Rule> unasked) {

    public Explanation {
        steps = List.copyOf(steps);
        unasked = List.copyOf(unasked);
    }

    /// The rule that answered; empty where none did.
    public Optional<Rule> answered() {
        return steps.stream().filter(step -> step.outcome() == Outcome.ANSWERED).map(Step::rule).findFirst();
    }

    /// One rule, asked.
    public record Step(Rule rule, Outcome outcome) {}

    /// What became of asking.
    public enum Outcome {
        /// The rule is about something else.
        OTHER_SUBJECT,
        /// It is about this, but at other hours.
        OTHER_HOURS,
        /// It is about this, but not in force on that day.
        OTHER_DATES,
        /// It is an entry of a register about this, but for other people, groups or devices.
        OTHER_PEOPLE,
        /// It would have answered, but is in shadow; the next was asked.
        SHADOW,
        /// It answered, and no later rule was asked.
        ANSWERED
    }
}
