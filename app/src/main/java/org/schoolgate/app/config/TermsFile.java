package org.schoolgate.app.config;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.Validity;

/// What a rule in `policy.yaml` may say of how it asks, how much there is in a day, from when on it counts, and how long it is
/// there.
final class TermsFile {

    private static final Key<Placed<Duration>> OPENS_FOR = Key.optional("opens-for",
            Measured.duration("1m", "8h").placed(), "15m", "30m",
            "Beside 'verdict: coach'. How long the site opens for whoever has said what it is for; never beyond the end of"
                    + " the hour of the timetable.");
    private static final Key<Placed<Boolean>> WORDS = Key.optional("words-needed", Shapes.flag().placed(), "true",
            "false", "Beside 'verdict: coach'. Whether the answer needs a few words, or a click is enough.");
    private static final Key<Placed<Duration>> QUOTA = Key.optional("quota", Measured.duration("1m", "24h").placed(),
            "no bound", "30m",
            "Beside 'verdict: coach' or 'allow'. How many minutes of a day each person, or where nobody is known each"
                    + " device, may use what the rule is about. A minute counts in which a page was asked for. Then it is"
                    + " closed until midnight.");
    private static final Key<Integer> TIMES = Key.required("times", Shapes.whole(2, 100), "3",
            "So many pages of their own.");
    private static final Key<Duration> WITHIN = Key.required("within", Measured.duration("1m", "1h"), "2m",
            "Within so long.");
    private static final Keys THRESHOLD = new Keys("a threshold", TIMES, WITHIN);
    private static final Key<Placed<Fields>> FROM = Key.optional("from", THRESHOLD.placed(), "from the first",
            "",
            "Beside 'verdict: flag' or 'coach'. From how many pages of one person or device on anything is recorded."
                    + " Fewer leave no record.");
    private static final Key<Placed<Boolean>> SHADOW = Key.optional("shadow", Shapes.flag().placed(), "false", "true",
            "Whether the rule is only tried out: it decides nothing and records nothing about anyone. What it would have"
                    + " answered is counted, and stands in the access log.");
    private static final Key<LocalDateTime> START = Key.required("from", Written.MOMENT, "2026-11-30 09:00",
            "Its first minute, in the school's time.");
    private static final Key<LocalDateTime> END = Key.required("until", Written.MOMENT, "2026-11-30 11:30",
            "The minute at which it is over.");
    private static final Keys SPAN = new Keys("a span of time", START, END);
    private static final Key<Placed<Fields>> BETWEEN = Key.optional("between", SPAN.placed(), "always", "",
            "From when until when the rule is there at all, as for an examination.");
    private static final Key<Placed<LocalDate>> EXPIRES = Key.optional("expires", Written.DATE.placed(), "never",
            "2026-12-18", "The last day on which the rule is there.");
    private static final Key<String> REASON = Key.optional("reason", Shapes.text(200), "none is given",
            "Year 6 project on rivers, asked for by Ms Okoro",
            "Why the rule is there, where it is there for a time only. Only 'schoolgate explain' shows it.");

    static final List<Key<?>> KEYS = List.of(OPENS_FOR, WORDS, QUOTA, FROM, SHADOW, BETWEEN, EXPIRES, REASON);

    private final ZoneId zone;
    private final List<Ending> endings = new ArrayList<>();

    TermsFile(ZoneId zone) {
        this.zone = zone;
    }

    /// The rules that go out of force, in their order.
    List<Ending> endings() {
        return List.copyOf(endings);
    }

    /// What goes with the answer of a rule; what cannot go with it is noted.
    Terms terms(Fields fields, Optional<Tier> tier, Optional<Verdict> verdict) {
        noteLocked(fields, tier);
        boolean asks = verdict.equals(Optional.of(Verdict.COACH));
        fields.get(OPENS_FOR).filter(_ -> verdict.isPresent() && !asks).ifPresent(given -> given.at().wrong(
                "only a rule that asks has 'opens-for'", "write verdict: coach, or leave it out"));
        fields.get(WORDS).filter(_ -> verdict.isPresent() && !asks).ifPresent(given -> given.at().wrong(
                "only a rule that asks has 'words-needed'", "write verdict: coach, or leave it out"));
        fields.get(QUOTA).filter(_ -> verdict.isPresent() && !asks && verdict.get() != Verdict.ALLOW)
                .ifPresent(given -> given.at().wrong("a rule that answers '" + verdict.get().text()
                        + "' has no minutes to give", "write verdict: coach or allow, or leave 'quota' out"));
        fields.get(QUOTA).filter(given -> given.value().toSeconds() % 60 != 0).ifPresent(given -> given.at()
                .wrong("minutes are counted, no seconds", "write whole minutes, like 30m"));
        fields.get(FROM).filter(_ -> verdict.isPresent() && !asks && verdict.get() != Verdict.FLAG)
                .ifPresent(given -> given.at().wrong("a rule that answers '" + verdict.get().text()
                        + "' counts from the first page on", "write verdict: flag or coach, or leave 'from' out"));
        return new Terms(asks
                ? Optional.of(new Terms.Asking(
                        fields.get(OPENS_FOR).map(Placed::value).orElse(Terms.Asking.STANDARD.opensFor()),
                        fields.get(WORDS).map(Placed::value).orElse(Terms.Asking.STANDARD.words())))
                : Optional.empty(),
                fields.get(QUOTA).map(given -> new Terms.Quota((int) given.value().toMinutes(), zone)),
                fields.get(FROM).flatMap(given -> threshold(given.value())), Optional.empty());
    }

    private static Optional<Terms.Threshold> threshold(Fields fields) {
        return fields.get(TIMES).flatMap(times -> fields.get(WITHIN).map(
                within -> new Terms.Threshold(times, within)));
    }

    private static void noteLocked(Fields fields, Optional<Tier> tier) {
        if (tier.isEmpty() || !tier.get().isLocked()) {
            return;
        }
        for (Key<?> key : List.of(QUOTA, FROM, SHADOW, BETWEEN, EXPIRES)) {
            if (fields.read().containsKey(key.name())) {
                fields.place(key).wrong("a locked rule holds always, for everyone and from the first page on",
                        "leave '" + key.name() + "' out, or choose another tier");
            }
        }
    }

    /// Whether the rule is only tried out.
    boolean shadow(Fields fields) {
        return fields.get(SHADOW).map(Placed::value).orElse(false);
    }

    Optional<String> because(Fields fields) {
        return fields.get(REASON);
    }

    /// From when until when a rule is there; what makes no sense is noted.
    Validity validity(Fields fields, String rule) {
        Optional<Placed<Fields>> between = fields.get(BETWEEN);
        Optional<Placed<LocalDate>> expires = fields.get(EXPIRES);
        if (between.isPresent() && expires.isPresent()) {
            expires.get().at().wrong("this rule says twice when it ends", "keep 'between' or 'expires'");
        }
        if (expires.isPresent() && fields.get(REASON).isEmpty()) {
            expires.get().at().remark("nobody will remember why this was made", "add 'reason'");
        }
        if (expires.isPresent()) {
            Instant until = expires.get().value().plusDays(1).atStartOfDay(zone).toInstant();
            return ending(rule, expires.get().at(), new Validity(Instant.MIN, until));
        }
        return between.flatMap(given -> span(given.value()).map(span -> ending(rule, given.at(), span)))
                .orElse(Validity.ALWAYS);
    }

    private Validity ending(String rule, Value at, Validity validity) {
        endings.add(new Ending(new Problem(PolicyFile.NAME, at.line(), at.column(),
                "the rule '" + rule + "' is over and decides nothing any more", "take it out"), validity.until()));
        return validity;
    }

    private Optional<Validity> span(Fields fields) {
        Optional<LocalDateTime> start = fields.get(START);
        Optional<LocalDateTime> end = fields.get(END);
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        Instant from = start.get().atZone(zone).toInstant();
        Instant until = end.get().atZone(zone).toInstant();
        if (!from.isBefore(until)) {
            fields.place(END).wrong(Written.text(end.get()) + " is not after " + Written.text(start.get()),
                    "write the earlier moment under 'from'");
            return Optional.empty();
        }
        return Optional.of(new Validity(from, until));
    }
}
