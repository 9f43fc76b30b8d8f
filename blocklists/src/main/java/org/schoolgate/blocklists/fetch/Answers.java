package org.schoolgate.blocklists.fetch;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a publisher's answers say in their heads.
final class Answers {

    /// The longest that a publisher is left alone because it asked for it.
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15})");

    /// The longest validator that is kept, in characters.
    private static final int VALIDATOR = 1000;

    private Answers() {}

    static Validators validators(HttpResponse<?> response) {
        return new Validators(bounded(header(response, "ETag")), bounded(header(response, "Last-Modified")));
    }

    /// How many bytes follow; -1 where it is not said.
    static long length(HttpResponse<?> response) {
        return response.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    /// Whether its end can be told from its being cut off.
    static boolean hasEnd(HttpResponse<?> response) {
        return length(response) >= 0 || header(response, "Transfer-Encoding").equalsIgnoreCase("chunked");
    }

    static boolean isCoded(HttpResponse<?> response) {
        return header(response, "Content-Encoding").matches("(?i)(x-)?gzip");
    }

    /// Where the whole file ends, if what follows begins where we are; empty otherwise.
    static Optional<Long> total(HttpResponse<?> response, long have) {
        Matcher range = RANGE.matcher(header(response, "Content-Range"));
        return range.matches() && Long.parseLong(range.group(1)) == have
                ? Optional.of(Long.parseLong(range.group(3)))
                : Optional.empty();
    }

    /// What went wrong, of any status that brings no list.
    static FetchException refused(HttpResponse<?> response, Instant now) {
        int status = response.statusCode();
        String why = switch (status) {
            case 401, 403, 407 -> "it wants to know who asks; are the credentials right?";
            case 404, 410 -> "it has no such file; is the address right?";
            case 429 -> "it is asked too often";
            default -> status >= 500 ? "it has trouble of its own" : "which brings no list";
        };
        return new FetchException("the publisher answered " + status + ": " + why, retryAfter(response, now));
    }

    /// Seconds, or a date.
    private static Optional<Duration> retryAfter(HttpResponse<?> response, Instant now) {
        String text = header(response, "Retry-After").strip();
        try {
            Duration wait = text.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() ? Optional.empty() : Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static String bounded(String text) {
        return text.length() > VALIDATOR ? "" : text;
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
