package org.schoolgate.review.web;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;

/// Reads what people type into the forms of registers.
final class RegisterForms {

    /// How many people or devices one entry is for at most.
    static final int MOST = 20;
    static final int LONGEST = 400;

    private RegisterForms() {}

    /// An address with or without its scheme; what follows a `?` or `#` is no part of it.
    static Optional<Target.Page> address(String typed) {
        String text = typed.strip().replaceFirst("[?#].*", "");
        return text.isEmpty()
                ? Optional.empty()
                : Target.Page.parse(text.contains("://") ? text : "https://" + text)
                        .filter(page -> page.scheme() == Scheme.HTTPS || page.scheme() == Scheme.HTTP);
    }

    /// The accounts in a list with commas or spaces between them; empty where one is none, or there are too many.
    static Optional<List<String>> people(String typed) {
        return each(typed, name -> Person.of(name).map(Person::account));
    }

    /// The same of addresses of devices.
    static Optional<List<String>> devices(String typed) {
        return each(typed, text -> IpAddress.parse(text).map(IpAddress::toString));
    }

    private static Optional<List<String>> each(String typed, Function<String, Optional<String>> read) {
        List<String> all = new ArrayList<>();
        for (String one : Stream.of(typed.split("[,;\\s]+")).filter(part -> !part.isEmpty()).toList()) {
            Optional<String> found = read.apply(one);
            if (found.isEmpty() || all.size() == MOST) {
                return Optional.empty();
            }
            if (!all.contains(found.get())) {
                all.add(found.get());
            }
        }
        return Optional.of(all);
    }

    static Optional<LocalDate> date(String typed) {
        return read(typed, LocalDate::parse);
    }

    static Optional<LocalTime> time(String typed) {
        return read(typed, LocalTime::parse);
    }

    static Optional<LocalDateTime> moment(String typed) {
        return read(typed, LocalDateTime::parse);
    }

    private static <T> Optional<T> read(String typed, Function<String, T> read) {
        try {
            return Optional.of(read.apply(typed));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
