package org.schoolgate.filters.policy;

import java.util.Locale;
import org.schoolgate.filters.decision.Verdict;

/// The order in which rules are asked. A rule of an earlier tier always wins over one of a later tier.
public enum Tier {
    /// What nobody may open and no role can switch off: illegal, extremist, pornographic.
    LOCKED_BLOCK,
    /// What nobody may close: helplines, unions, safety reporting.
    LOCKED_ALLOW,
    /// Exceptions that the school has made to its own restrictions.
    EXCEPTION,
    /// The school's restrictions: block, coach or flag.
    RESTRICTION;

    /// Whether a rule of this tier may give this verdict: a locked block only blocks, a locked allow only allows (whoever
    /// looks for help leaves no flag behind), an exception closes nothing, and a restriction never simply allows.
    public boolean mayAnswer(Verdict verdict) {
        return switch (this) {
            case LOCKED_BLOCK -> verdict == Verdict.BLOCK;
            case LOCKED_ALLOW -> verdict == Verdict.ALLOW;
            case EXCEPTION -> verdict.opens();
            case RESTRICTION -> verdict != Verdict.ALLOW;
        };
    }

    /// Whether no role can switch its rules off.
    public boolean isLocked() {
        return this == LOCKED_BLOCK || this == LOCKED_ALLOW;
    }

    /// As the policy file spells it.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
