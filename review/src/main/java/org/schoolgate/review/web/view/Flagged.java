package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The list of flagged accesses.
///
/// @param now the day and the time
/// @param heading how many there were
/// @param lead what became of them
/// @param printed who prints it and when, for paper
/// @param assurance why an empty page can be believed; only where nothing was flagged
/// @param choices the form that narrows the list
/// @param listHeading the heading of the list
/// @param listUnder the sentence below it
/// @param days the accesses, by day, newest first
/// @param newer where newer ones are
/// @param older where older ones are
/// @param week the picture of the last seven days
/// @param finder whether one can be found by its reference
public record Flagged(
        String now,
        String heading,
        String lead,
        String printed,
        Optional<Assurance> assurance,
        Choices choices,
        String listHeading,
        String listUnder,
        List<Day> days,
        Optional<String> newer,
        Optional<String> older,
        Week week,
        boolean finder) {

    /// The form that narrows the list.
    ///
    /// @param day `2026-11-17`, or empty text
    /// @param narrowed whether anything is chosen
    public record Choices(
            String day,
            List<Choice> groups,
            List<Choice> categories,
            List<Choice> verdicts,
            List<Choice> grades,
            boolean narrowed) {}

    /// One line of a field to choose from.
    public record Choice(String value, String label, boolean chosen) {}

    /// The accesses of one day.
    ///
    /// @param title such as "Tuesday 17 November 2026"
    public record Day(String title, List<Row> rows) {}

    /// One flagged access in the list.
    ///
    /// @param instant the time for machines
    /// @param time the time for people
    /// @param href where everything known about it stands
    /// @param asked the host, or that the address is sealed
    /// @param corrected that the list has been corrected since; empty text where it has not
    /// @param about its categories
    /// @param answer what happened
    /// @param severity how soon somebody should look; empty text where the school has not said
    /// @param grade the letter of how it came about
    /// @param manner the same in words
    /// @param moreWords what the others are that are told with it; empty text where there are none
    /// @param more those others
    public record Row(
            String instant,
            String time,
            String href,
            String asked,
            String corrected,
            String group,
            String about,
            String answer,
            String severity,
            String grade,
            String manner,
            String moreWords,
            List<More> more,
            String reference) {}

    /// An access that is told with another.
    public record More(String href, String words) {}

    /// The last seven days.
    ///
    /// @param under what is counted
    /// @param bars one for each day, the oldest first
    /// @param all the sum
    public record Week(String under, List<Bar> bars, String all) {}

    /// A column of the picture, in the units of its drawing.
    ///
    /// @param label the day in three letters
    /// @param day the day in words
    /// @param words the number in words or digits
    public record Bar(String label, String day, String words, int x, int y, int height) {

        public int middle() {
            return x + 18;
        }
    }
}
