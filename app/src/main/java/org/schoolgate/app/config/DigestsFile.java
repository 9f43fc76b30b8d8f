package org.schoolgate.app.config;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.Digest;

/// What `digests` in `policy.yaml` may say: who gets the counts of a day or a week, and when.
final class DigestsFile {

    private static final Key<Digest.Every> EVERY = Key.required("every",
            Shapes.oneOf("how often a digest comes", Stream.of(Digest.Every.values()), Digest.Every::text), "week",
            "day or week.");
    private static final Key<DayOfWeek> DAY = Key.optional("day", Written.WEEKDAY, "monday, for a weekly one", "friday",
            "The weekday of a weekly one.");
    private static final Key<LocalTime> AT = Key.standard("at", Written.TIME, "07:30", "16:00",
            "When it is sent, in the school's time zone. What was due while the gateway was off is sent when it starts.");
    private static final Key<List<String>> MAIL = Key.required("mail", Shapes.list(Written.MAIL, 1, 32),
            "[head@school.example]", "Who gets it. It holds counts by subject and grade, and names nobody.");

    /// One digest.
    static final Keys KEYS = new Keys("a digest", EVERY, DAY, AT, MAIL);

    private DigestsFile() {}

    /// Reads the digests; what is wrong is noted, and those are left out.
    static List<Digest> read(List<Fields> described) {
        List<Digest> digests = new ArrayList<>();
        Map<Digest.Every, List<String>> taken = new HashMap<>();
        for (Fields fields : described) {
            Optional<Digest.Every> every = fields.get(EVERY);
            if (every.isPresent()) {
                if (every.get() == Digest.Every.DAY && fields.get(DAY).isPresent()) {
                    fields.place(DAY).wrong("a daily digest comes every day",
                            "leave 'day' out, or write 'every: week'");
                }
                List<String> mail = fields.get(MAIL).orElse(List.of());
                List<String> others = taken.computeIfAbsent(every.get(), _ -> new ArrayList<>());
                mail.stream().filter(others::contains).findFirst().ifPresent(twice -> fields.place(MAIL).wrong(
                        twice + " gets a digest every " + every.get().text() + " already", "name each once"));
                others.addAll(mail);
                digests.add(new Digest(every.get(), fields.get(DAY).orElse(DayOfWeek.MONDAY), fields.or(AT), mail));
            }
        }
        return digests;
    }
}
