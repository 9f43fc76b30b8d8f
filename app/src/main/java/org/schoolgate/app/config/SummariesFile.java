package org.schoolgate.app.config;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.Summary;

/// What `summaries` in `policy.yaml` may say: who gets the counts of a day or a week, and when.
final class SummariesFile {

    private static final Key<Summary.Every> EVERY = Key.required("every",
            Shapes.oneOf("how often a summary comes", Stream.of(Summary.Every.values()), Summary.Every::text), "week",
            "day or week.");
    private static final Key<DayOfWeek> DAY = Key.optional("day", Written.WEEKDAY, "monday, for a weekly one", "friday",
            "The weekday of a weekly one.");
    private static final Key<LocalTime> AT = Key.standard("at", Written.TIME, "07:30", "16:00",
            "When it is sent, in the school's time zone. What was due while the gateway was off is sent when it starts.");
    private static final Key<List<String>> MAIL = Key.required("mail", Shapes.list(Written.MAIL, 1, 32),
            "[head@school.example]", "Who gets it. It holds counts by subject and grade, and names nobody.");

    /// One summary.
    static final Keys KEYS = new Keys("a summary", EVERY, DAY, AT, MAIL);

    private SummariesFile() {}

    /// Reads the summaries; what is wrong is noted, and those are left out.
    static List<Summary> read(List<Fields> described) {
        List<Summary> summaries = new ArrayList<>();
        Map<Summary.Every, List<String>> taken = new HashMap<>();
        for (Fields fields : described) {
            Optional<Summary.Every> every = fields.get(EVERY);
            if (every.isPresent()) {
                if (every.get() == Summary.Every.DAY && fields.get(DAY).isPresent()) {
                    fields.place(DAY).wrong("a daily summary comes every day",
                            "leave 'day' out, or write 'every: week'");
                }
                List<String> mail = fields.get(MAIL).orElse(List.of());
                List<String> others = taken.computeIfAbsent(every.get(), _ -> new ArrayList<>());
                mail.stream().filter(others::contains).findFirst().ifPresent(twice -> fields.place(MAIL).wrong(
                        twice + " gets a summary every " + every.get().text() + " already", "name each once"));
                others.addAll(mail);
                summaries.add(new Summary(every.get(), fields.get(DAY).orElse(DayOfWeek.MONDAY), fields.or(AT), mail));
            }
        }
        return summaries;
    }
}
