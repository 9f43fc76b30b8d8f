package org.schoolgate.review.web;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.signin.AccountNews;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One person who may sign in: what they are, which devices and accounts at the school are their own, and where they are told of reports. A change of role is in force at the next
/// request. The last Head of School stays one, so that somebody can always read what was recorded.
final class ReaderPage {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderPage.class);
    private static final int MOST_OWN = 16;
    private static final String MAIL = "[!-?A-~]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+){1,8}";

    private final Store store;
    private final AccountNews news;
    private final InstantSource clock;

    ReaderPage(Store store, AccountNews news, InstantSource clock) {
        this.clock = clock;
        this.store = store;
        this.news = news;
    }

    void show(Exchange exchange) {
        asked(exchange).ifPresentOrElse(
                account -> show(exchange, account, account.role(), devices(account), accounts(account),
                        store.accounts().mail(account.id()).orElse(""), Optional.empty()),
                () -> Guard.missing(exchange));
    }

    void change(Exchange exchange) {
        Optional<Account> asked = asked(exchange);
        if (asked.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Account account = asked.get();
        Role role = PeoplePage.role(exchange.form("role")).orElse(account.role());
        String typed = exchange.form("devices");
        String accounts = exchange.form("accounts");
        Set<Asker> own = new LinkedHashSet<>();
        String mail = exchange.form("mail").strip();
        Optional<String> objection = read(typed, accounts, own).or(() -> objection(exchange, account, role))
                .or(() -> mail.isEmpty() || mail.matches(MAIL)
                        ? Optional.empty()
                        : Optional.of("“" + mail + "” is no address of mail. Write one such as head@school.example, or"
                                + " none."));
        if (objection.isPresent()) {
            exchange.http().status(422);
            show(exchange, account, role, typed, accounts, mail, objection);
            return;
        }
        if (role != account.role()) {
            store.accounts().setRole(account.id(), role, exchange.visit().account().id(), clock.instant());
            LOG.info("account {} made account {} {}", exchange.visit().account().id(), account.id(), role);
            news.given(role);
        }
        store.ownDevices().set(account.id(), own);
        store.accounts().setMail(account.id(), mail.isEmpty() ? Optional.empty() : Optional.of(mail));
        exchange.go("/people");
    }

    private Optional<String> objection(Exchange exchange, Account account, Role role) {
        if (role == account.role()) {
            return Optional.empty();
        }
        if (account.id() == exchange.visit().account().id()) {
            return Optional.of("Nobody changes what they are themselves. Somebody else who may has to.");
        }
        boolean last = account.role() == Role.HEAD
                && store.accounts().all().stream().filter(one -> one.role() == Role.HEAD).count() == 1;
        return last ? Optional.of("This is the only Head of School. Make another first.") : Optional.empty();
    }

    /// Reads addresses and accounts, one to a line; gives what is wrong with the first that is none.
    private static Optional<String> read(String devices, String accounts, Set<Asker> own) {
        for (String line : devices.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            Optional<IpAddress> device = IpAddress.parse(line);
            if (device.isEmpty()) {
                return Optional.of("“" + line + "” is no address of a device. Write one to a line, such as 10.30.0.5.");
            }
            own.add(new Asker.Device(device.get()));
        }
        for (String line : accounts.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            Optional<Person> person = Person.of(line);
            if (person.isEmpty()) {
                return Optional.of("“" + line + "” is no name of an account at the school. Write one to a line, such as"
                        + " a.rao.");
            }
            own.add(new Asker.Named(person.get()));
        }
        return own.size() > MOST_OWN
                ? Optional.of("At most " + MOST_OWN + " devices and accounts are one person’s own.")
                : Optional.empty();
    }

    private void show(Exchange exchange, Account account, Role role, String devices, String accounts, String mail,
            Optional<String> problem) {
        boolean self = account.id() == exchange.visit().account().id();
        List<Reader.Choice> roles = PeoplePage.roles(role).stream()
                .map(choice -> new Reader.Choice(choice.value(), choice.title(), choice.sees(), choice.chosen()))
                .toList();
        exchange.show("reader.jte", "One reader", Place.PEOPLE,
                new Reader(account.id(), Wording.called(account), self, roles, devices, accounts, mail, problem));
    }

    private String devices(Account account) {
        return store.ownDevices().of(account.id()).stream().filter(Asker.Device.class::isInstance).map(Asker::text)
                .sorted().collect(Collectors.joining("\n"));
    }

    private String accounts(Account account) {
        return store.ownDevices().of(account.id()).stream().flatMap(own -> WhoItIs.account(own).stream()).sorted()
                .collect(Collectors.joining("\n"));
    }

    private Optional<Account> asked(Exchange exchange) {
        return exchange.pathNumber("id").flatMap(number -> store.accounts().byId(number));
    }
}
