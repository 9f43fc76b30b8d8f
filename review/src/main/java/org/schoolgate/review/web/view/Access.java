package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.decision.Clause;

/// Everything known about one flagged access, in the order in which it should be read.
///
/// @param number the record's number
/// @param heading what was asked for
/// @param lead the whole in a sentence
/// @param printed who prints it and when, for paper
/// @param bars how sure it is who asked, 1 to 4
/// @param sure the same in words
/// @param grade how it came about, the letter with its words
/// @param grading how that is known, a sentence after the other
/// @param around what the gateway saw around it
/// @param against what speaks against a breach
/// @param remains what is left after that
/// @param signals what the browser said
/// @param group whose policy was read
/// @param person whether one person alone can have asked, by an account
/// @param who the person or device, as far as the reader was shown it
/// @param clause the school's own words
/// @param rule the rule's name
/// @param ruleTitle the rule in a sentence
/// @param did what the gateway did
/// @param listings the list entries that decided
/// @param unlisted what to say where there are none
/// @param sealed whether the address is not stored
/// @param target the address; empty text where it is sealed
/// @param instant the time for machines
/// @param when the time for people
/// @param about its categories
/// @param answer what happened, in two words
/// @param reference what stands on the page that the person saw
/// @param facts what a checker needs
/// @param seen who looked before, latest first
public record Access(
        long number,
        String heading,
        String lead,
        String printed,
        int bars,
        String sure,
        String grade,
        List<String> grading,
        List<Fact> around,
        List<Point> against,
        String remains,
        List<Signal> signals,
        String group,
        boolean person,
        Who who,
        Optional<Clause> clause,
        String rule,
        String ruleTitle,
        String did,
        List<Entry> listings,
        String unlisted,
        boolean sealed,
        String target,
        String instant,
        String when,
        String about,
        String answer,
        String reference,
        List<Fact> facts,
        List<String> seen) {

    /// One thing that speaks against a breach.
    public record Point(String heading, String words) {}

    /// One thing that was looked at.
    ///
    /// @param said the browser's own words
    /// @param instead what to say where there are none
    public record Signal(String what, String suggests, Optional<String> said, String instead) {}

    /// A list entry that decided.
    public record Entry(String entry, String about, String list, String line) {}

    /// One line for whoever checks the record.
    ///
    /// @param technical whether it is set as code
    public record Fact(String label, String value, boolean technical) {}
}
