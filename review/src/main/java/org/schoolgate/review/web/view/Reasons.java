package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.decision.Clause;

/// Why something is answered as it is.
///
/// @param record the reference of the record that this is about, and the page of it; empty where it is about no record
/// @param form what is asked
/// @param wrong what is wrong with it; empty where nothing is
/// @param note what has to be known before the answer is read, such as that the policy of then is not kept
/// @param answer the answer; empty where nothing was asked yet
public record Reasons(String heading, String lead, Optional<Recorded> record, Form form, String wrong, String note,
        Optional<Answer> answer) {

    /// A record and its page.
    public record Recorded(String reference, String href) {}

    /// What is asked.
    ///
    /// @param path where the form goes
    /// @param groups whom one can ask about; empty where it is whoever the record is of
    /// @param day as fields for days take it
    /// @param time as fields for times take it
    public record Form(String path, List<Choice> groups, String address, String day, String time) {}

    /// A group.
    public record Choice(String name, String title, boolean chosen) {}

    /// An answer.
    ///
    /// @param by which rules answer: those of then, or those in force
    /// @param verdict what happens, in a sentence
    /// @param because the reason, and how long it holds
    /// @param terms what goes with it
    /// @param facts what was asked, as it was judged
    /// @param steps one question after the other
    /// @param others what would be answered under other circumstances
    /// @param entries what the lists say of it
    /// @param versions which rules and lists
    public record Answer(String by, String verdict, String because, List<String> terms, Optional<Clause> clause,
            List<Fact> facts, List<Step> steps, List<Other> others, List<Entry> entries, String versions) {}

    /// Something that was looked at.
    public record Fact(String label, String value) {}

    /// A question on the way to an answer.
    ///
    /// @param found what came of it
    /// @param more what is to be said beside
    /// @param rules each rule that was asked, and what became of it
    public record Step(int number, String question, Kind kind, String found, List<String> more, List<Asked> rules) {}

    /// How a question ended.
    public enum Kind {
        PASSED, ANSWERED, UNASKED
    }

    /// A rule that was asked.
    ///
    /// @param name how files and logs call it
    public record Asked(String title, String name, String outcome) {}

    /// The same under another circumstance.
    public record Other(String circumstance, String then, String rule) {}

    /// A list entry that decided.
    public record Entry(String entry, String about, String from) {}
}
