package org.schoolgate.review.report;

import java.util.List;
import java.util.Optional;

/// What a report says, ready to print, and nothing of how: page, PDF, CSV and XLSX are made of the same.
///
/// @param title what it is, in a line
/// @param under what stands under the title, such as the days it is about and who may read it
/// @param sections in their order
/// @param state what was recorded when it was made, as a signed checkpoint: on paper it is a witness that nobody can change;
///         empty where a report has none
public record Report(String title, List<String> under, List<Section> sections, Optional<String> state) {

    /// What stands before [#state].
    public static final List<String> OF_STATE = List.of(
            "Print this and keep it away from the gateway. The code holds the signed state of the records when this was"
                    + " made. With it anybody can find at any later time whether a record of before was changed or taken"
                    + " away since.",
            "For that, save what a phone reads from the code as a file, and have IT run, in your presence: ./schoolgate"
                    + " evidence verify --against FILE");

    /// A report without a state of the records.
    public Report(String title, List<String> under, List<Section> sections) {
        this(title, under, sections, Optional.empty());
    }

    public Report {
        under = List.copyOf(under);
        sections = List.copyOf(sections);
    }

    /// The same with more lines under the title.
    public Report with(List<String> more) {
        return new Report(title, java.util.stream.Stream.concat(under.stream(), more.stream()).toList(), sections,
                state);
    }

    /// The same with the state of the records.
    ///
    /// @param checkpoint empty where nothing is signed yet
    public Report at(Optional<String> checkpoint) {
        return new Report(title, under, sections, checkpoint);
    }

    /// One part under a heading.
    ///
    /// @param words paragraphs before the table
    /// @param points sentences in a list, each for itself
    public record Section(String heading, List<String> words, List<String> points, Optional<Table> table) {

        public Section {
            words = List.copyOf(words);
            points = List.copyOf(points);
        }

        /// Sentences alone.
        public static Section of(String heading, String... words) {
            return new Section(heading, List.of(words), List.of(), Optional.empty());
        }
    }

    /// A table: the first cell of each row says what the row is about.
    ///
    /// @param caption what it shows, for those who hear it
    /// @param columns the headings
    /// @param numeric whether every column but the first is of numbers
    /// @param rows with as many cells each as there are columns
    /// @param bars a picture of it, a bar for each row in the same order; empty for none
    public record Table(String caption, List<String> columns, boolean numeric, List<List<String>> rows,
            List<Bar> bars) {

        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            bars = List.copyOf(bars);
        }
    }

    /// One bar of a picture, with a thinner one under it to compare it with.
    ///
    /// @param label what it is about
    /// @param told its number, as the table has it
    /// @param length of the bar, 0 to 100; of what is not told, none
    /// @param before of the thinner bar, 0 to 100
    public record Bar(String label, String told, int length, int before) {}
}
