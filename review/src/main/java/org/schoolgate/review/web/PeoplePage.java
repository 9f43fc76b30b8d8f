package org.schoolgate.review.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.signin.AccountNews;
import org.schoolgate.review.signin.Invitations;
import org.schoolgate.review.signin.Invitations.Invitation;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.People;
import org.schoolgate.review.web.view.People.Given;
import org.schoolgate.review.web.view.People.Person;
import org.schoolgate.review.web.view.People.RoleChoice;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may sign in, and new accounts. A one-time password is shown on the answer to the form that made it, once.
final class PeoplePage {

    private static final Logger LOG = LoggerFactory.getLogger(PeoplePage.class);

    private final Store store;
    private final Invitations invitations;
    private final AccountNews news;
    private final Drafts drafts;

    PeoplePage(Store store, Invitations invitations, AccountNews news, Drafts drafts) {
        this.store = store;
        this.news = news;
        this.invitations = invitations;
        this.drafts = drafts;
    }

    void show(Exchange exchange) {
        Map<String, String> draft = drafts.take(exchange);
        show(exchange, Optional.empty(), Optional.empty(), draft.getOrDefault("displayName", ""),
                draft.getOrDefault("name", ""), role(draft.getOrDefault("role", "")).orElse(Role.IT));
    }

    void add(Exchange exchange) {
        String displayName = exchange.form("displayName").strip();
        String name = exchange.form("name").strip().toLowerCase(Locale.ROOT);
        Role role = role(exchange.form("role")).orElse(Role.IT);
        Optional<String> objection = objection(displayName, name);
        Optional<Invitation> made = objection.isPresent()
                ? Optional.empty()
                : invitations.create(name, displayName, role);
        if (made.isEmpty()) {
            exchange.http().status(422);
            show(exchange, Optional.empty(), objection.or(() -> Optional.of("The name is taken. Choose another.")),
                    displayName, name, role);
            return;
        }
        LOG.info("account {} made account {}, which is {}", exchange.visit().account().id(),
                made.get().account().id(), role);
        news.given(role);
        show(exchange, made.map(PeoplePage::given), Optional.empty(), "", "", Role.IT);
    }

    void renew(Exchange exchange) {
        Optional<Account> account = exchange.pathNumber("id").flatMap(number -> store.accounts().byId(number));
        if (account.isEmpty()) {
            Guard.missing(exchange);
        } else if (account.get().id() == exchange.visit().account().id()) {
            exchange.go("/password");
        } else if (wouldOpenRecords(account.get())) {
            exchange.http().status(422);
            show(exchange, Optional.empty(), Optional.of(account.get().displayName() + " has no second factor, so that"
                    + " whoever holds this password would see what they may see. They ask for help on the page where one"
                    + " signs in, and two people let them in."), "", "", Role.IT);
        } else {
            Given given = given(invitations.renew(account.get()));
            LOG.info("account {} gave account {} a new one-time password", exchange.visit().account().id(),
                    account.get().id());
            show(exchange, Optional.of(given), Optional.empty(), "", "", Role.IT);
        }
    }

    /// Whether a one-time password alone would let somebody in as this person, who has been in before. IT sees no record of anyone.
    private boolean wouldOpenRecords(Account account) {
        return account.role() != Role.IT && store.accounts().isSettled(account.id())
                && store.factors().of(account.id()).isEmpty();
    }

    private void show(Exchange exchange, Optional<Given> given, Optional<String> problem, String displayName,
            String name, Role role) {
        List<Person> people = store.accounts().all().stream()
                .map(account -> person(account, exchange.visit().account()))
                .toList();
        String heading = people.size() == 1
                ? "You alone may sign in"
                : Wording.sentence(Wording.count(people.size())) + " people may sign in";
        exchange.show("people.jte", "Readers", Place.PEOPLE,
                new People(heading, people, given, problem, displayName, name, roles(role)));
    }

    private static Person person(Account account, Account viewer) {
        return new Person(account.id(), account.name(), account.displayName(),
                account.role().title(), Seen.by(account.role()),
                account.mustChange() ? State.look("One-time, not used yet") : State.well("Their own"),
                account.id() == viewer.id());
    }

    static Optional<Role> role(String name) {
        return Arrays.stream(Role.values()).filter(role -> role.name().equals(name)).findFirst();
    }

    /// Every role to choose from.
    static List<RoleChoice> roles(Role chosen) {
        return Arrays.stream(Role.values())
                .map(role -> new RoleChoice(role.name(), role.title(), Seen.by(role), role == chosen)).toList();
    }

    private static Given given(Invitation invitation) {
        return new Given(invitation.account().name(), invitation.password());
    }

    private static Optional<String> objection(String displayName, String name) {
        if (displayName.isEmpty() || displayName.length() > 80
                || displayName.codePoints().anyMatch(PeoplePage::isUnprintable)) {
            return Optional.of("Say who it is, in at most 80 characters.");
        }
        return name.matches("[a-z0-9][a-z0-9.-]{1,39}")
                ? Optional.empty()
                : Optional.of("A name to sign in with has 2 to 40 lower-case letters, digits, full stops and hyphens.");
    }

    /// Control characters, and those that turn the direction of what follows.
    static boolean isUnprintable(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.FORMAT;
    }
}
