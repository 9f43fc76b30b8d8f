package org.schoolgate.filters.decision;

import java.util.Optional;
import org.schoolgate.filters.request.Group;

/// Why a decision is as it is. Its sentence stands on pages, in log lines and in the record, always the same.
public sealed interface Reason {

    /// The rule's own name, or one of `default`, `overfull`, `fault`, as logs and the command line spell it.
    String rule();

    /// One whole sentence without a full stop.
    String sentence();

    /// The school's own words behind it, where there are any.
    Optional<Clause> clause();

    /// A rule of the policy answered.
    ///
    /// @param rule the rule's name in the policy file
    /// @param title the rule in one sentence, such as "Social media is closed for pupils"
    /// @param locked whether no role can switch the rule off
    record Ruled(String rule, String title, boolean locked, Optional<Clause> clause) implements Reason {

        /// A rule that is not locked.
        public Ruled(String rule, String title, Optional<Clause> clause) {
            this(rule, title, false, clause);
        }

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

    /// Says more of what a rule has said: the rule and the school's words are still that one's.
    sealed interface Further extends Reason {

        /// What the rule has said.
        Reason of();

        @Override
        default String rule() {
            return of().rule();
        }

        @Override
        default Optional<Clause> clause() {
            return of().clause();
        }
    }

    /// What was asked for leads to another address, and the answer is about that one.
    ///
    /// @param host the host of that address; empty where it must not be told
    /// @param of why it is answered so
    record Inside(Optional<String> host, Reason of) implements Further {

        @Override
        public String sentence() {
            return of.sentence() + host.map(name -> "; the address inside this one is " + name)
                    .orElse("; it is about the address inside this one");
        }
    }

    /// It was asked whether this is for work, and the person has said so.
    ///
    /// @param of why it was asked
    record Opened(Reason of) implements Further {

        /// How its sentence ends; records are known by it.
        public static final String ENDING = "; opened after the question";

        @Override
        public String sentence() {
            return of.sentence() + ENDING;
        }
    }

    /// The time that there is for this in a day is used up.
    ///
    /// @param of why there is a bound to it
    /// @param minutes how many minutes there are in a day
    record Spent(Reason of, int minutes) implements Further {

        /// How its sentence ends; records are known by it.
        public static final String ENDING = " minutes for this are used up";

        @Override
        public String sentence() {
            return of.sentence() + "; today’s " + minutes + ENDING;
        }
    }

    /// An entry of a register opened this for whoever asks, until its review date passed.
    ///
    /// @param of why it is closed
    /// @param entry what it was, as a sentence without a full stop
    record Lapsed(Reason of, String entry) implements Further {

        private static final String ENDING = " no longer opens, as its review date has passed";

        /// The same reason as a record has it: which entry had lapsed stands in its words alone. Empty where they do not say so.
        ///
        /// @param of what the rules alone answer
        public static Optional<Lapsed> read(Reason of, String sentence) {
            String start = of.sentence() + "; ";
            return sentence.startsWith(start) && sentence.endsWith(ENDING)
                    && sentence.length() > start.length() + ENDING.length()
                            ? Optional.of(new Lapsed(of,
                                    sentence.substring(start.length(), sentence.length() - ENDING.length())))
                            : Optional.empty();
        }

        @Override
        public String sentence() {
            return of.sentence() + "; " + entry + ENDING;
        }
    }

    /// What was asked for has more addresses packed into it than are read.
    record Overfull() implements Reason {

        @Override
        public String rule() {
            return "overfull";
        }

        @Override
        public String sentence() {
            return "more addresses are packed into this one than the filter reads";
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
