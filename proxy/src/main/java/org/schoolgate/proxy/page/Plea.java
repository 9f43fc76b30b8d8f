package org.schoolgate.proxy.page;

import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.filters.request.IpAddress;

/// What somebody says who thinks that a closed site should be open, with what closed it. It holds no name, no path and no query.
///
/// @param from the device's address; for limits alone, and never kept
/// @param voice to whom the page spoke
/// @param group the group's name
/// @param groupTitle its title
/// @param site the host that is closed
/// @param kind what is said of it
/// @param hour when the lesson begins, by the clock on the wall
/// @param words what was written; empty where nothing was
/// @param rule the rule that closed it, and its sentence
/// @param why the sentence of the answer
/// @param entries the entries of lists that decided, at most three; none where none did
public record Plea(IpAddress from, Voice voice, String group, String groupTitle, String site, Kind kind,
        Optional<LocalTime> hour, String words, String rule, String why, List<Entry> entries) {

    /// How many characters somebody may write.
    public static final int LONGEST = 300;

    /// What can be said.
    public enum Kind {
        /// It is closed by mistake.
        MISTAKE,
        /// It is needed for a lesson.
        LESSON,
        /// It is needed for work, or by a pupil for homework.
        WORK;

        /// As forms spell it.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> read(String text) {
            return List.of(values()).stream().filter(kind -> kind.text().equals(text)).findFirst();
        }
    }

    /// An entry of a list that decided.
    ///
    /// @param category its slug
    /// @param title the category's title
    /// @param line the line in the list's file
    public record Entry(String entry, String category, String title, String list, String version, long line) {}

    public Plea {
        entries = List.copyOf(entries);
    }

    /// Leaves out from where, and what was written.
    @Override
    public String toString() {
        return "Plea[" + kind + "]";
    }
}
