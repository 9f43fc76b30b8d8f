package org.schoolgate.app.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.schoolgate.filters.policy.Timetable.Dates;

/// A calendar in a file beside `policy.yaml` (iCalendar, RFC 5545): events with certain words in their titles or categories
/// say which days are terms, closed, INSET days or in weeks B. It is read as it stands there; nothing is fetched.
final class CalendarFile {

    static final Key<String> FILE = Key.required("file", Piece.plain("the name of a file beside policy.yaml",
            "calendar.ics", "^[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}$", text -> text.matches(
                    "[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}") ? Optional.of(text) : Optional.empty()),
            "calendar.ics",
            "The file, at most 1 MiB long. Read when the policy is read.");
    private static final Key<List<String>> TERMS = words("terms", "[term]",
            "The words of events that are terms, from their first to their last day. What is shorter than a week is no"
                    + " term but its beginning or end, and is left out.");
    private static final Key<List<String>> CLOSED = words("closed", "[holiday, holidays, half term, closed]",
            "The words of events that close the school. Only whole days count.");
    private static final Key<List<String>> INSET = words("inset", "[inset, staff training]",
            "The words of events that are INSET days. They go before all others.");
    private static final Key<List<String>> WEEKS_B = words("weeks-b", "[week b]",
            "The words of events that lie in a week B.");

    static final Keys KEYS = new Keys("a calendar", FILE, TERMS, CLOSED, INSET, WEEKS_B);

    /// Fewer days are no term.
    private static final int SHORTEST_TERM = 7;
    private static final int MOST_DAYS = 1_000;

    /// What an event may say, in the order in which its words are looked for.
    private enum Says {
        INSET, CLOSED, WEEK_B, TERM
    }

    private final Notes notes;
    private final Map<Says, List<String>> words = new EnumMap<>(Says.class);
    private final List<Dates> terms = new ArrayList<>();
    private final Set<LocalDate> closed = new TreeSet<>();
    private final Set<LocalDate> inset = new TreeSet<>();
    private final Set<LocalDate> weeksB = new TreeSet<>();
    private int tooShort;
    private int notWhole;

    private CalendarFile(Fields described, Notes notes) {
        this.notes = notes;
        words.put(Says.INSET, described.or(INSET));
        words.put(Says.CLOSED, described.or(CLOSED));
        words.put(Says.WEEK_B, described.or(WEEKS_B));
        words.put(Says.TERM, described.or(TERMS));
    }

    private static Key<List<String>> words(String name, String standard, String sentence) {
        return Key.standard(name, Shapes.list(Shapes.text(60), 0, 40), standard, standard, sentence
                + " Case and punctuation do not matter; several words must follow each other.");
    }

    /// Reads a calendar; empty where it cannot be read, which is noted.
    ///
    /// @param content the file, or one byte more than may be read
    /// @param described what the policy says of it
    /// @param zone the school's time zone, for times that name none
    static Optional<CalendarDays> read(byte[] content, Fields described, ZoneId zone, Notes notes) {
        if (content.length > Document.LONGEST) {
            notes.wrong(1, 1, "the file is longer than 1 MiB", "export the calendar of the school's days alone");
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            Optional<List<CalendarEvents.Event>> events = CalendarEvents.read(text, zone, notes);
            return events.map(all -> new CalendarFile(described, notes).days(all));
        } catch (CharacterCodingException notUtf8) {
            notes.wrong(1, 1, "the file is not UTF-8 text", "export the calendar again");
            return Optional.empty();
        }
    }

    private CalendarDays days(List<CalendarEvents.Event> events) {
        events.forEach(this::take);
        if (terms.isEmpty() && closed.isEmpty() && inset.isEmpty() && weeksB.isEmpty()) {
            notes.remark(1, 1, "no event here says anything of school days",
                    "look at the words under 'calendar' in policy.yaml");
        }
        if (tooShort > 0) {
            notes.remark(1, 1, tooShort + " of the events that are called a term are shorter than a week, and left out",
                    "a term is one event from its first day to its last");
        }
        if (notWhole > 0) {
            notes.remark(1, 1, notWhole + " of the events that close the school cover no whole day, and are left out",
                    "make them events of the whole day");
        }
        List<Dates> runs = runs(closed);
        noteTooMany(runs, "closed days");
        noteTooMany(inset, "INSET days");
        noteTooMany(weeksB, "days in weeks B");
        terms.sort(Comparator.comparing(Dates::first));
        for (int i = 1; i < terms.size(); i++) {
            Dates before = terms.get(i - 1);
            if (!terms.get(i).first().isAfter(before.last())) {
                notes.wrong(1, 1, "two terms overlap: " + text(before) + " and " + text(terms.get(i)),
                        "let one end before the other begins, or choose other words under 'terms'");
            }
        }
        return new CalendarDays(terms, runs, inset, weeksB);
    }

    private void noteTooMany(Collection<?> days, String what) {
        if (days.size() > MOST_DAYS) {
            notes.wrong(1, 1, "there are " + days.size() + " " + what + " here", "choose other words, or fewer years");
        }
    }

    private void take(CalendarEvents.Event event) {
        Optional<Says> says = words.entrySet().stream().filter(entry -> entry.getValue().stream()
                .anyMatch(word -> event.names().stream().anyMatch(name -> has(name, word)))).map(Map.Entry::getKey)
                .findFirst();
        for (CalendarEvents.Span span : says.isEmpty() ? List.<CalendarEvents.Span>of() : event.spans()) {
            switch (says.get()) {
                case INSET -> span.touched().forEach(inset::add);
                case WEEK_B -> span.touched().forEach(weeksB::add);
                case CLOSED -> {
                    List<LocalDate> whole = span.whole();
                    notWhole += whole.isEmpty() ? 1 : 0;
                    closed.addAll(whole);
                }
                case TERM -> {
                    List<LocalDate> days = span.touched();
                    if (days.size() < SHORTEST_TERM) {
                        tooShort++;
                    } else if (!terms.contains(new Dates(days.getFirst(), days.getLast()))) {
                        terms.add(new Dates(days.getFirst(), days.getLast()));
                    }
                }
            }
        }
    }

    /// Whether the words follow each other in the name.
    private static boolean has(String name, String word) {
        return plain(name).contains(plain(word));
    }

    private static String plain(String text) {
        return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip() + " ";
    }

    private static List<Dates> runs(Set<LocalDate> days) {
        List<Dates> runs = new ArrayList<>();
        for (LocalDate day : days) {
            boolean goesOn = !runs.isEmpty() && runs.getLast().last().plusDays(1).equals(day);
            LocalDate first = goesOn ? runs.removeLast().first() : day;
            runs.add(new Dates(first, day));
        }
        return runs;
    }

    private static String text(Dates run) {
        return run.first() + " to " + run.last();
    }
}
