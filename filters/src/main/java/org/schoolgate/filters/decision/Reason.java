package org.schoolgate.filters.decision;

import java.util.Optional;
import org.schoolgate.filters.request.Group;

/// Why a decision is as it is. Its sentence stands on pages, in log lines and in the record, always the same.
public sealed interface Reason {

    /// The rule's own name, or one of `default`, `fault`, as logs and the command line spell it.
    String rule();

    /// One whole sentence without a full stop.
    String sentence();

    /// The school's own words behind it, where there are any.
    Optional<Clause> clause();

    /// A rule of the policy answered.
    ///
    /// @param rule the rule's name in the policy file
    /// @param title the rule in one sentence, such as "Social media is closed for pupils"
    record Ruled(String rule, String title, Optional<Clause> clause) implements Reason {

        @Override
        public String sentence() {
            return title;
        }
    }

    /// No rule spoke: what the policy says for everything else holds.
    record Unmentioned(Group group) implements Reason {

        @Override
        public String rule() {
            return "default";
        }

        @Override
        public String sentence() {
            return "no rule for the group \"" + group.title() + "\" mentions this";
        }

        @Override
        public Optional<Clause> clause() {
            return Optional.empty();
        }
    }

    /// The filter itself failed.
    ///
    /// @param fault what to look for in the log; never shown with more detail than this
    record Undecided(String fault) implements Reason {

        @Override
        public String rule() {
            return "fault";
        }

        @Override
        public String sentence() {
            return "the filter could not decide (fault " + fault + ")";
        }

        @Override
        public Optional<Clause> clause() {
            return Optional.empty();
        }
    }
}
