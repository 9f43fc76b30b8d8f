package org.schoolgate.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.fetch.KnownSource;
import org.schoolgate.blocklists.fetch.SourceSettings;
import org.schoolgate.blocklists.fetch.SourceStatus;
import org.schoolgate.blocklists.fetch.Where;

/// A source as commands tell it. Nothing in it is secret.
///
/// @param state in a word or two, such as `fresh`
/// @param sorting a category, a mapping's file, or "the publisher's"
/// @param ageSeconds since it was last fetched
/// @param says how it is, in sentences
record SourceLine(String name, String state, boolean on, String from, String sorting, long everySeconds, String every,
        Optional<Instant> lastTried, Optional<Instant> lastSuccess, Optional<Instant> lastChange,
        Optional<Instant> nextDue,
        Optional<Long> ageSeconds, int failures, String wrong, List<String> mistakes, long bytes, double fetchSeconds,
        double buildSeconds, int shrinkPercent, int growPercent, String licence, String attribution, String says) {

    static SourceLine of(KnownSource source, Instant now) {
        Optional<SourceSettings> settings = source.settings();
        SourceStatus status = source.status();
        Duration every = settings.map(each -> each.timing().every()).orElse(Duration.ZERO);
        return new SourceLine(source.name(), source.state(now).title(),
                settings.filter(SourceSettings::on).isPresent(),
                settings.flatMap(SourceSettings::from).map(Where::shown).orElse(""),
                settings.map(SourceLine::sorting).orElse(""), every.toSeconds(), every.isZero() ? "" : period(every),
                status.tried(), status.succeeded(), status.changed(),
                settings.filter(SourceSettings::on).flatMap(_ -> status.due()),
                source.age(now).map(Duration::toSeconds), status.failures(), status.wrong(), source.mistakes(),
                status.costs().bytes(), seconds(status.costs().fetching()), seconds(status.costs().building()),
                settings.map(each -> each.guard().shrinkPercent()).orElse(0),
                settings.map(each -> each.guard().growPercent()).orElse(0),
                settings.map(each -> each.terms().licence()).orElse(""),
                settings.map(each -> each.terms().attribution()).orElse(""), source.words(now));
    }

    private static String sorting(SourceSettings settings) {
        return settings.sorting().category()
                .orElseGet(() -> settings.sorting().mapping().map(file -> "as in " + file).orElse("the publisher's"))
                + settings.sorting().digests().map(how -> ", by digests: " + how).orElse("");
    }

    static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /// `12 h`, `1 day`.
    private static String period(Duration every) {
        if (every.toHours() % 24 == 0 && every.toMinutes() % 60 == 0) {
            return every.toDays() + (every.toDays() == 1 ? " day" : " days");
        }
        return every.toMinutes() % 60 == 0 ? every.toHours() + " h" : every.toMinutes() + " min";
    }
}
