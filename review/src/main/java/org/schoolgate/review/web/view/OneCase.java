package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;
import org.schoolgate.review.web.view.Access.Point;

/// One case, in the order in which it should be read.
///
/// @param id for the addresses of its forms
/// @param heading number and subject
/// @param lead what it is about, in a sentence or two
/// @param printed who prints it and when, for paper
/// @param clock how long there is left, in words
/// @param steps the clock as a picture
/// @param against what speaks against a breach, over all its incidents
/// @param incidents those in it that the reader may see
/// @param victims the victims' records in it that the reader may see
/// @param acts what people did with it, first to last
/// @param who whom it is about, as far as the reader was shown
/// @param takes whether the reader may hand it over
/// @param open whether it waits for a decision
/// @param destroyed whether what it held of a person is gone
/// @param told whether whoever it is about was told
/// @param heard whether it holds what the person says to it, or why it does not
/// @param replies what can be written down of it
/// @param proposed what waits for a second person's word, in a sentence or two; empty text while nothing does
/// @param mine whether the reader proposed it
/// @param decided what was found, in a sentence; empty text while nothing is
/// @param kept how long it is kept, in a sentence
/// @param held whether nothing of it may be destroyed
/// @param outcomes what can be found
/// @param people to whom it can be given
/// @param seen who has looked at it
/// @param problem why nothing was changed
/// @param words what was typed before
public record OneCase(long id, String heading, String lead, String printed, String clock, List<Step> steps,
        List<Point> against, List<Line> incidents, List<Choice> victims, List<Act> acts, Who who, boolean takes,
        boolean open,
        boolean destroyed,
        boolean told, boolean heard, List<Choice> replies, String proposed, boolean mine,
        String decided, String kept, boolean held, List<Choice> outcomes, List<OneIncident.Person> people,
        List<String> seen, Optional<String> problem, String words) {

    /// One step of the clock.
    ///
    /// @param kind `is-now`, `to-come`, or empty text where it is past
    public record Step(String title, String words, String kind) {}

    /// One incident.
    public record Line(String href, String called, String when, String words, String grade, String manner) {}

    /// What somebody did.
    ///
    /// @param said what they wrote; empty text where they wrote nothing, or it is hidden
    /// @param file where a file is fetched; empty text where there is none
    public record Act(String what, String said, String file) {}

    /// Something to choose.
    public record Choice(String value, String title, String words) {}
}
