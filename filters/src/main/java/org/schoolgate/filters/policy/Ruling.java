package org.schoolgate.filters.policy;

import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;

/// What a policy answers, within one hour, to everything that is in the same categories and named by the same rules.
///
/// @param found the categories, as the bits of a [CategorySet]
/// @param names the rules that name the site, as a set of [NamedSites]
/// @param decision the answer, without its evidence
/// @param deciding the categories whose entries made the rule speak; empty where it speaks of something else
record Ruling(long found, int names, Decision decision, CategorySet deciding) {

    boolean isAbout(long categories, int rules) {
        return found == categories && names == rules;
    }

    /// Whether anybody reads which entries decided: of what simply opens nobody does.
    boolean needsEvidence() {
        return !deciding.isEmpty() && (decision.recorded() || !decision.verdict().opens());
    }
}
