package org.schoolgate.app.config;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Pattern;
import org.schoolgate.filters.policy.Receivers;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.policy.Watch;

/// What `alerts` in `policy.yaml` may say: of what the school wants to hear at once, and who is told.
final class AlertsFile {

    private static final Key<List<Placed<String>>> CATEGORIES = Key.required("categories",
            Shapes.list(new CategoryName(), 1, 64), "[extremism]",
            "A flagged access in any of these categories is told at once.");
    private static final Key<Severity> SEVERITY = Key.standard("severity",
            Shapes.oneOf("a severity", Stream.of(Severity.values()), Severity::text), "concern", "urgent",
            "How soon somebody should look: notice, concern (today) or urgent (now). The subject line says it. What is sealed"
                    + " is always urgent.");
    private static final Key<List<Grade>> GRADES = Key.optional("grades",
            Shapes.list(Shapes.oneOf("a grade", Stream.of(Grade.values()), Grade::name), 1, 6),
            "every grade; A and B where there is 'often' or 'after-block'", "[A, B]",
            "How it came about, at first sight. A and B look as if they were asked for by hand; where only a"
                    + " site's name is seen it is U.");
    private static final Key<Integer> TIMES = Key.required("times", Shapes.whole(2, 1_000), "5",
            "How many, the last with them.");
    private static final Key<Duration> WITHIN = Key.required("within", Measured.duration("10s", "24h"), "10m",
            "Within how much time.");
    private static final Keys OFTEN_KEYS = new Keys("'often'", TIMES, WITHIN);
    private static final Key<Fields> OFTEN = Key.optional("often", OFTEN_KEYS, "one is enough", "",
            "Only where one device had so many.");
    private static final Key<Duration> AFTER_BLOCK = Key.optional("after-block", Measured.duration("10s", "24h"),
            "nothing needs to have been closed", "5m",
            "Only where another address of these categories was closed to the same device within this time before: someone"
                    + " tries again elsewhere.");
    private static final Key<LocalTime> FROM = Key.required("from", Written.TIME, "21:00", "Its first minute.");
    private static final Key<LocalTime> TO = Key.required("to", Written.TIME, "06:00",
            "The minute at which it is over; it may be on the next day.");
    private static final Keys BETWEEN_KEYS = new Keys("'between'", FROM, TO);
    private static final Key<Fields> BETWEEN = Key.optional("between", BETWEEN_KEYS, "at any time of day", "",
            "Only at this time of day, such as at night.");
    private static final Key<List<String>> MAIL = Key.optional("mail", Shapes.list(Written.MAIL, 1, 32), "nobody",
            "[head@school.example, dsl@school.example]",
            "Who is told by mail. A message names nobody and does not say what it was about.");
    private static final Key<Boolean> WEBHOOK = Key.standard("webhook", Shapes.flag(), "false", "true",
            "Whether the webhook in schoolgate.yaml is told.");
    private static final Key<Boolean> SYSLOG = Key.standard("syslog", Shapes.flag(), "false", "true",
            "Whether the log server in schoolgate.yaml is told.");

    /// One sentence of it.
    static final Keys KEYS = new Keys("an alert", CATEGORIES, SEVERITY, GRADES, OFTEN, AFTER_BLOCK, BETWEEN, MAIL,
            WEBHOOK, SYSLOG);

    private AlertsFile() {}

    /// Reads the sentences; what is wrong is noted, and the sentences concerned are left out.
    static List<Watch> read(List<Fields> described, RuleFile rules) {
        List<Watch> watches = new ArrayList<>();
        for (Fields fields : described) {
            Pattern pattern = pattern(fields);
            Receivers receivers = receivers(fields);
            fields.get(CATEGORIES).ifPresent(categories -> watches.add(new Watch(rules.listed(categories).any(),
                    fields.get(GRADES).map(Set::copyOf).orElse(pattern.looksBack()
                            ? Set.of(Grade.A, Grade.B)
                            : Set.of(Grade.values())),
                    fields.or(SEVERITY), pattern, receivers)));
        }
        return watches;
    }

    private static Receivers receivers(Fields fields) {
        Receivers receivers = new Receivers(fields.get(MAIL).orElse(List.of()), fields.or(WEBHOOK), fields.or(SYSLOG));
        boolean wrong = fields.at().members().orElse(List.of()).stream()
                .anyMatch(member -> member.key().text().filter(MAIL.name()::equals).isPresent());
        if (receivers.isEmpty() && !wrong) {
            fields.at().wrong("this alert tells nobody",
                    "add who is told, like mail: [head@school.example], or 'webhook: true' or 'syslog: true'");
        }
        return receivers;
    }

    private static Pattern pattern(Fields fields) {
        Optional<Pattern.Often> often = fields.get(OFTEN).flatMap(one -> one.get(TIMES)
                .flatMap(times -> one.get(WITHIN).map(within -> new Pattern.Often(times, within))));
        Optional<Pattern.Between> between = fields.get(BETWEEN).flatMap(one -> one.get(FROM)
                .flatMap(from -> one.get(TO).map(to -> new Pattern.Between(from, to))));
        if (between.filter(hours -> hours.from().equals(hours.to())).isPresent()) {
            fields.place(BETWEEN).wrong("this time of day ends when it begins",
                    "write two times, or leave 'between' out for the whole day");
        }
        return new Pattern(often, fields.get(AFTER_BLOCK), between);
    }
}
