package org.schoolgate.review.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.signin.Invitations.Invitation;
import org.schoolgate.review.signin.LettingIn;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Rescue;
import org.schoolgate.review.store.SignInNote;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Help;
import org.schoolgate.review.web.view.Lost;
import org.schoolgate.review.web.view.Notice;
import org.schoolgate.review.web.view.People.Given;
import org.schoolgate.review.web.view.Place;

/// Where someone asks who cannot sign in any more, and where others answer.
final class HelpPages {

    private final Store store;
    private final LettingIn letting;
    private final Supplier<School> school;
    private final InstantSource clock;

    HelpPages(Store store, LettingIn letting, Supplier<School> school, InstantSource clock) {
        this.store = store;
        this.letting = letting;
        this.school = school;
        this.clock = clock;
    }

    void showLost(Exchange exchange) {
        showLost(exchange, Optional.empty());
    }

    void ask(Exchange exchange) {
        Optional<Duration> wait = letting.ask(exchange.form("name"), exchange.address());
        if (wait.isPresent()) {
            exchange.http().status(429).header("Retry-After", Long.toString(wait.get().toSeconds() + 1));
            showLost(exchange, Optional.of("This was asked several times. Wait a few minutes."));
            return;
        }
        exchange.notice(200, new Notice("Now ask two people",
                "If there is such an account, others who sign in here can see that you ask. Go to two of them, at most one of "
                        + "them from IT, and have both say yes within two days. Then you get a new one-time password.",
                "Back to sign in", "/sign-in"));
    }

    void show(Exchange exchange) {
        show(exchange, Optional.empty(), Optional.empty());
    }

    void yes(Exchange exchange) {
        switch (letting.yes(exchange.visit().account(), asker(exchange))) {
            case LettingIn.Outcome.OneMore() -> exchange.go("/help");
            case LettingIn.Outcome.Refused(String why) -> {
                exchange.http().status(422);
                show(exchange, Optional.empty(), Optional.of(why));
            }
            case LettingIn.Outcome.Done(Invitation made) -> show(exchange,
                    Optional.of(new Given(made.account().name(), made.password())), Optional.empty());
        }
    }

    void no(Exchange exchange) {
        letting.no(asker(exchange));
        exchange.go("/help");
    }

    private static long asker(Exchange exchange) {
        String id = exchange.form("account");
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    private void show(Exchange exchange, Optional<Given> given, Optional<String> problem) {
        Times times = new Times(clock.instant(), school.get().zone());
        long viewer = exchange.visit().account().id();
        exchange.show("help.jte", "Help with signing in", Place.NONE, new Help(
                letting.open().stream().flatMap(rescue -> store.accounts().byId(rescue.account()).stream()
                        .map(account -> asker(rescue, account, viewer, times))).toList(),
                letting.notes().stream().map(note -> told(note, times)).toList(), given, problem));
    }

    private static Help.Asker asker(Rescue rescue, Account account, long viewer, Times times) {
        return new Help.Asker(account.id(), account.displayName(), times.near(rescue.asked()),
                rescue.firstYes().isPresent(), account.id() == viewer,
                rescue.firstYes().filter(id -> id == viewer).isPresent());
    }

    /// What was done to a sign-in, as a sentence.
    static String told(SignInNote note, Times times) {
        return switch (note.what()) {
            case TWO_PEOPLE -> "Two people let a third in again, " + times.near(note.at()) + ".";
            case MACHINE -> "A sign-in was reset on the machine itself, " + times.near(note.at()) + ".";
        };
    }

    private static void showLost(Exchange exchange, Optional<String> problem) {
        exchange.show("lost.jte", "When you cannot sign in", Place.NONE, new Lost(problem));
    }
}
