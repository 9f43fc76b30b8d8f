package org.schoolgate.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// How schools write times, dates, names and addresses of pages.
final class Written {

    /// A name that rules and logs use.
    static final Shape<String> SLUG = Piece.plain("a short name of a-z, 0-9 and '-'", "year-7",
            "^[a-z][a-z0-9-]{0,39}$",
            text -> text.matches("[a-z][a-z0-9-]{0,39}") ? Optional.of(text) : Optional.empty());

    static final Shape<LocalTime> TIME = Piece.of("a time of day, like 08:30", "^([01][0-9]|2[0-3]):[0-5][0-9]$",
            (text, value) -> {
                if (text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
                    return Optional.of(LocalTime.parse(text));
                }
                value.wrong(value.shown() + " is not a time of day", "write hours and minutes, like 08:30");
                return Optional.empty();
            });

    static final Shape<LocalDate> DATE = Piece.of("a date, like 2026-09-01", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            (text, value) -> {
                try {
                    return Optional.of(LocalDate.parse(text));
                } catch (DateTimeException notOne) {
                    value.wrong(value.shown() + " is not a date", text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                            ? "that day is not in the calendar"
                            : "write year, month and day, like 2026-09-01");
                    return Optional.empty();
                }
            });

    private static final DateTimeFormatter MOMENT_TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.UK)
            .withResolverStyle(ResolverStyle.STRICT);

    static final Shape<LocalDateTime> MOMENT = Piece.of("a date and a time of day, like 2026-11-30 09:00",
            "^[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9]$", (text, value) -> {
                try {
                    return Optional.of(LocalDateTime.parse(text, MOMENT_TEXT));
                } catch (DateTimeException notOne) {
                    value.wrong(value.shown() + " is not a date and a time of day",
                            "write year, month, day, hours and minutes, like 2026-11-30 09:00");
                    return Optional.empty();
                }
            });

    static final Shape<DayOfWeek> WEEKDAY = Shapes.oneOf("a weekday", Stream.of(DayOfWeek.values()),
            day -> day.name().toLowerCase(Locale.ROOT));

    static final Shape<ZoneId> ZONE = Piece.of("a time zone, like Europe/London", "^(UTC|[A-Za-z_]+/[A-Za-z0-9_+/-]+)$",
            (text, value) -> {
                if (text.equals("UTC") || (text.contains("/") && ZoneId.getAvailableZoneIds().contains(text))) {
                    return Optional.of(ZoneId.of(text));
                }
                value.wrong(value.shown() + " is not a time zone", zoneAdvice(text));
                return Optional.empty();
            });

    /// A whole address of a page, as a browser shows it.
    static final Shape<String> URL = Piece.plain("the whole address of a page", "https://www.school.example/",
            "^https?://[^\\s]+$", Written::absoluteUrl);

    /// A host name without anything before or after it.
    static final Shape<String> MAIL = Piece.plain("an address of mail", "head@school.example",
            "^[^\\s@<>,;]{1,64}@[^\\s@<>,;]{1,190}$",
            text -> text.matches("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")
                    && text.length() <= 254 ? Optional.of(text) : Optional.empty());

    static final Shape<HostName> HOST_NAME = Piece.plain("a host name", "gateway.school.example",
            "^[^\\s/:@*]+$", HostName::parse);

    /// A site: a name, meant with every name below it, or an IP address.
    static final Shape<Host> SITE = Piece.of("a site's name without http:// or path, like school.example",
            "^[^\\s/@*]+$", (text, value) -> {
                Optional<Host> host = Host.parse(text);
                if (host.isEmpty()) {
                    value.wrong(value.shown() + " is not a site's name", siteAdvice(text));
                }
                return host;
            });

    private Written() {}

    /// As files spell a moment.
    static String text(LocalDateTime moment) {
        return MOMENT_TEXT.format(moment);
    }

    private static String zoneAdvice(String text) {
        if (text.equalsIgnoreCase("GMT") || text.equalsIgnoreCase("BST") || text.equalsIgnoreCase("London")
                || text.equalsIgnoreCase("GB")) {
            return "did you mean 'Europe/London'?";
        }
        return Spelling.nearest(text, ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.contains("/"))
                .filter(zone -> Math.abs(zone.length() - text.length()) <= 3)
                .map(zone -> zone.toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList())
                .flatMap(lower -> ZoneId.getAvailableZoneIds().stream()
                        .filter(zone -> zone.toLowerCase(Locale.ROOT).replace('_', '-').equals(lower))
                        .findFirst())
                .map(zone -> "did you mean '" + zone + "'?")
                .orElse("write continent and city, like Europe/London");
    }

    private static Optional<String> absoluteUrl(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null && text.length() <= 500
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    private static String siteAdvice(String text) {
        String name = text.startsWith("*.") ? text.substring(2) : text.startsWith(".") ? text.substring(1) : text;
        Optional<Host> meant = Host.parse(name)
                .or(() -> Target.Page.parse(name).map(Target.Page::host))
                .or(() -> Target.Page.parse("http://" + name).map(Target.Page::host));
        return meant.map(host -> "write " + host.text() + " alone; every name below it is meant too")
                .orElse("write the name alone, like school.example");
    }
}
