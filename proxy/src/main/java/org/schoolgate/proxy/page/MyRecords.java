package org.schoolgate.proxy.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.request.Person;

/// What is kept of a person, for that person alone. Asked on event loops, so that it never waits: what takes time is done
/// elsewhere, and what takes too long, fails.
public interface MyRecords {

    /// How many characters may be written beside a record, as people count them.
    int LONGEST = 400;

    /// What there is for somebody.
    ///
    /// @param below only records with lower numbers; [Long#MAX_VALUE] for the newest
    CompletionStage<Shown> of(Person person, long below);

    /// Keeps what somebody wrote beside a record of theirs.
    ///
    /// @param record its number, as it was typed: it may be anybody's, or nobody's
    /// @param words plain text in one line, of at most [#LONGEST] characters
    CompletionStage<Written> write(Person person, long record, String words);

    /// What there is for somebody.
    sealed interface Shown {}

    /// Nothing: this is for adults.
    ///
    /// @param pupil whether they are a pupil; otherwise nobody has said which group they are in
    record NotForThem(boolean pupil) implements Shown {}

    /// The rules that apply to somebody, and what is kept of them, newest first.
    ///
    /// @param now by which the rules are told
    /// @param policy of their group
    /// @param whose whose hours apply to them
    /// @param hours the hours that apply to them
    /// @param older below which number the next records lie; empty where these are the last
    record Kept(Instant now, Policy policy, Timetables.Whose whose, Timetable hours, List<Access> records,
            Optional<Long> older) implements Shown {

        public Kept {
            records = List.copyOf(records);
        }
    }

    /// One record.
    ///
    /// @param target what was asked for
    /// @param fault whether the filter itself had failed
    /// @param rule the reason in one sentence
    /// @param ground how it came about
    /// @param answered what they wrote when they were asked what it was for
    /// @param written what they wrote beside it later, first to last
    record Access(long number, String reference, Instant at, String target, Verdict verdict, boolean fault, String rule,
            Optional<Clause> clause, Ground ground, Optional<String> answered, List<Note> written) {

        public Access {
            written = List.copyOf(written);
        }

        /// Leaves out what was asked for.
        @Override
        public String toString() {
            return "Access[" + number + "]";
        }
    }

    /// What somebody wrote beside a record, and when.
    record Note(Instant at, String words) {

        /// Leaves the words out.
        @Override
        public String toString() {
            return "Note[…]";
        }
    }

    /// What became of what somebody wrote.
    enum Written {
        /// It is kept.
        KEPT,
        /// There is no such record of theirs.
        NONE,
        /// There are as many beside this record as there may be.
        FULL,
        /// They have written as many today as they may.
        ENOUGH_TODAY
    }
}
