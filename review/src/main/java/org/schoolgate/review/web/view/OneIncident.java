package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;
import org.schoolgate.review.web.view.Access.Point;

/// One incident, in the order in which it should be read.
///
/// @param id for the addresses of its forms
/// @param need as it stands in a queue
/// @param heading number and subject
/// @param printed who prints it and when, for paper
/// @param against what speaks against a breach
/// @param remains what is left after that
/// @param counts how its accesses came about
/// @param spell what was asked for, oldest first
/// @param cut what to say where not all of it is shown; empty text where it is
/// @param acts what people did with it, first to last
/// @param mayAct whether whoever looks may do something
/// @param mayTake whether they may take its evidence away
/// @param open whether it waits
/// @param people to whom it can be given
/// @param who the device, as far as the reader was shown it
/// @param cases the cases that it is in, and could be
/// @param problem why nothing was changed
/// @param words what was typed before
public record OneIncident(
        long id,
        Need need,
        String heading,
        String printed,
        List<Point> against,
        String remains,
        List<Count> counts,
        List<Line> spell,
        String cut,
        List<Act> acts,
        boolean mayAct,
        boolean mayTake,
        boolean open,
        List<Person> people,
        Who who,
        InCases cases,
        Optional<String> problem,
        String words) {

    /// How many came about in one way.
    public record Count(String grade, String manner, String accesses, boolean counts) {}

    /// One access, or several that are told as one.
    ///
    /// @param kind the class of its mark: `by-hand`, `sent`, or empty text
    /// @param href where it stands whole
    public record Line(String instant, String when, String words, String href, String grade, String manner, String kind,
            List<More> more) {}

    /// One access of several that are told as one.
    public record More(String href, String words) {}

    /// What somebody did.
    ///
    /// @param said what they wrote; empty text where they wrote nothing
    public record Act(String what, String said) {}

    /// The cases of an incident.
    ///
    /// @param in the cases that it is in
    /// @param others open cases of the same device that it is not in
    /// @param mayOpen whether whoever looks may open one
    public record InCases(List<Case> in, List<Case> others, boolean mayOpen) {}

    /// A case.
    public record Case(long id, String called) {}

    /// Somebody it can be given to.
    public record Person(long id, String called) {}
}
