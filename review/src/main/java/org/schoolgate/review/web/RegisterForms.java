package org.schoolgate.review.web;

import java.time.Instant;
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
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.store.Store;

/// Reads what people type into the forms of registers.
final class RegisterForms {

    /// How many people or devices one entry is for at most.
    static final int MOST = 20;
    static final int LONGEST = 400;

    private RegisterForms() {}

    /// Takes the form that withdraws an entry of one of these registers, with the reason.
    ///
    /// @param page where it leads back to
    static void withdraw(Exchange exchange, Store store, Instant now, String page, Register... registers) {
        String why = CaseWords.oneLine(exchange.form("why"));
        boolean withdrawn = !why.isEmpty() && exchange.pathNumber("number")
                .flatMap(number -> Stream.of(registers).flatMap(one -> store.registers().find(one, number).stream())
                        .findFirst())
                .filter(entry -> store.registers().withdraw(entry.id(), exchange.visit().account().id(), now, why))
                .isPresent();
        if (withdrawn) {
            exchange.go(page);
        } else {
            Guard.missing(exchange);
        }
    }

    /// An address with or without its scheme; what follows a `?` or `#` is no part of it.
    static Optional<Target.Page> address(String typed) {
        String text = typed.strip().replaceFirst("[?#].*", "");
        return text.isEmpty()
                ? Optional.empty()
                : Target.Page.parse(text.contains("://") ? text : "https://" + text)
                        .filter(page -> page.scheme() == Scheme.HTTPS || page.scheme() == Scheme.HTTP);
    }

    /// What the addresses of an official page begin with: its path, without a slash at its end.
    static String start(Target.Page page) {
        String path = page.path().path().replaceFirst("/+$", "");
        return path.isEmpty() ? "/" : path;
    }

    /// Why nothing more can be opened; empty where something can.
    static Optional<String> full(Store store, Instant now) {
        return store.registers().allowances(now).all().stream().filter(one -> one.until().isAfter(now))
                .count() < Allowances.MOST
                        ? Optional.empty()
                        : Optional.of("As much is open as may be. Withdraw something first.");
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
