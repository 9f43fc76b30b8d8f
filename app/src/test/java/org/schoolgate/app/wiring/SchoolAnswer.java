package org.schoolgate.app.wiring;

import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;

/// What is answered to one question, as the tables of the example school can say it.
///
/// @param rule the rule's name, or `default`
/// @param recorded whether a record is made
/// @param more what became of the rule's answer for this person; "-" where nothing did
/// @param inside whether it is about an address inside the one that was asked for
/// @param tried whether a rule in shadow would have answered otherwise
record SchoolAnswer(Verdict verdict, String rule, boolean recorded, String more, boolean inside, boolean tried) {

    static SchoolAnswer of(Decision decision) {
        Reason reason = decision.reason();
        return new SchoolAnswer(decision.verdict(), reason.rule(), decision.recorded(), switch (reason) {
            case Reason.Opened _ -> "opened after the question";
            case Reason.Spent _ -> "the minutes of the day are used up";
            default -> "-";
        }, reason instanceof Reason.Inside, decision.terms().shadow().isPresent());
    }

    @Override
    public String toString() {
        return verdict.text() + " by " + rule + (recorded ? ", recorded" : "") + (more.equals("-") ? "" : ", " + more)
                + (inside ? ", for what is inside" : "") + (tried ? ", another rule is tried out" : "");
    }
}
