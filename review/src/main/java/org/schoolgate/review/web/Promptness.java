package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolgate.review.store.Statistics.Counted;

/// How promptly incidents were looked at and closed: the middle value of each span.
final class Promptness {

    private Promptness() {}

    /// From the first access to the first look, of those that have been looked at.
    static String toLook(List<Counted> incidents) {
        return middle(spans(incidents, true));
    }

    /// From the first look to the first closing, of those that have been closed.
    static String toClose(List<Counted> incidents) {
        return middle(spans(incidents, false));
    }

    static List<Duration> spans(List<Counted> incidents, boolean toLook) {
        return incidents.stream().flatMap(one -> {
            Optional<Instant> from = toLook ? Optional.of(one.first()) : one.looked();
            Optional<Instant> until = toLook ? one.looked() : one.closed();
            return from.isPresent() && until.isPresent()
                    ? java.util.stream.Stream.of(Duration.between(from.get(), until.get()))
                    : java.util.stream.Stream.empty();
        }).sorted().toList();
    }

    /// The middle value of spans that are in order, in words.
    static String middle(List<Duration> spans) {
        if (spans.isEmpty()) {
            return "none yet";
        }
        int half = spans.size() / 2;
        return words(spans.size() % 2 == 1
                ? spans.get(half)
                : spans.get(half - 1).plus(spans.get(half)).dividedBy(2));
    }

    /// "42 min", "5 h", "3 days".
    static String words(Duration time) {
        if (time.toMinutes() < 60) {
            return Math.max(0, time.toMinutes()) + " min";
        }
        return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " days";
    }
}
