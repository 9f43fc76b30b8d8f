package org.schoolgate.review.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.signin.Answer;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.PasskeySignIn;
import org.schoolgate.review.signin.PasswordRules;
import org.schoolgate.review.signin.SchoolSignIn;
import org.schoolgate.review.signin.Ticket;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.web.view.PasswordChange;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.SignIn;

/// Coming in, going out, and one's own password.
final class SignInPages {

    private final Door door;
    private final PasskeySignIn passkeys;
    private final Optional<SchoolSignIn> provider;
    private final Supplier<School> school;

    SignInPages(Door door, PasskeySignIn passkeys, Optional<SchoolSignIn> provider, Supplier<School> school) {
        this.door = door;
        this.passkeys = passkeys;
        this.provider = provider;
        this.school = school;
    }

    void showSignIn(Exchange exchange) {
        if (exchange.visitor().isPresent()) {
            exchange.go("/");
            return;
        }
        boolean left = exchange.query("left").equals("yes");
        Optional<String> late = exchange.query("late").equals("yes")
                ? Optional.of("The code came too late after the password. Begin again.")
                : exchange.query("passkey").equals("no")
                        ? Optional.of("The passkey was not taken. Wait a moment, or sign in with your password.")
                        : bySchool(exchange.query("school"));
        show(exchange, signIn(exchange, left ? "You are signed out" : "Sign in", "", late));
    }

    /// Why the way by the school's provider has not led in.
    private Optional<String> bySchool(String how) {
        String called = provider.map(SchoolSignIn::called).orElse("The school’s provider");
        return switch (how) {
            case "silent" -> Optional.of(called + " does not answer now. Sign in with your password.");
            case "unknown" -> Optional.of("That account is not connected with one here. Sign in with your password, and"
                    + " connect it under “How you sign in”.");
            case "no" -> Optional.of("The answer of " + called + " was not taken. Try again, or use your password.");
            default -> Optional.empty();
        };
    }

    void signIn(Exchange exchange) {
        String name = exchange.form("name");
        Answer answer = door.signIn(name, exchange.form("password"), exchange.cookies().mark(), exchange.address());
        switch (answer) {
            case Answer.Welcome(Ticket ticket) -> {
                welcome(exchange, ticket);
            }
            case Answer.CodeNext(String half) -> {
                exchange.cookies().giveHalf(half);
                exchange.go("/sign-in/code");
            }
            case Answer.Wait(Duration left) -> {
                exchange.http().status(429).header("Retry-After", Long.toString(left.toSeconds() + 1));
                show(exchange, signIn(exchange, "Sign in", name, Optional.of(Wording.waiting(left))));
            }
            default -> {
                exchange.http().status(403);
                show(exchange,
                        signIn(exchange, "Sign in", name, Optional.of("The name or the password is not right.")));
            }
        }
    }

    void signOut(Exchange exchange) {
        door.signOut(exchange.visit());
        exchange.cookies().takeSession();
        exchange.http().header("Clear-Site-Data", "\"cache\", \"storage\"");
        exchange.go("/sign-in?left=yes");
    }

    void showPassword(Exchange exchange) {
        show(exchange, Optional.empty());
    }

    void changePassword(Exchange exchange) {
        String fresh = exchange.form("new");
        if (!fresh.equals(exchange.form("again"))) {
            exchange.http().status(422);
            show(exchange, Optional.of("The two new passwords differ."));
            return;
        }
        Account account = exchange.visit().account();
        List<String> words = List.of(account.name(), account.displayName(), school.get().name(), "schoolgate");
        Answer answer = door.changePassword(exchange.visit(), exchange.form("now"), fresh, words, exchange.address());
        switch (answer) {
            case Answer.Welcome(Ticket ticket) -> {
                welcome(exchange, ticket);
            }
            case Answer.Wait(Duration left) -> {
                exchange.http().status(429).header("Retry-After", Long.toString(left.toSeconds() + 1));
                show(exchange, Optional.of(Wording.waiting(left)));
            }
            case Answer.Objection(String why) -> {
                exchange.http().status(422);
                show(exchange, Optional.of(why));
            }
            default -> {
                exchange.http().status(403);
                show(exchange, Optional.of(account.mustChange()
                        ? "The one-time password is not right."
                        : "The password until now is not right."));
            }
        }
    }

    static void welcome(Exchange exchange, Ticket ticket) {
        exchange.cookies().giveSession(ticket.token());
        exchange.cookies().giveMark(ticket.mark());
        exchange.go(ticket.account().mustChange() ? "/password" : "/");
    }

    private SignIn signIn(Exchange exchange, String heading, String name, Optional<String> problem) {
        return new SignIn(heading, name, problem,
                exchange.home().map(home -> passkeys.toSignIn(exchange.stranger(), home)),
                provider.map(SchoolSignIn::called));
    }

    private static void show(Exchange exchange, SignIn view) {
        exchange.show("signIn.jte", view.heading(), Place.NONE, view);
    }

    private static void show(Exchange exchange, Optional<String> problem) {
        Account account = exchange.visit().account();
        exchange.show("password.jte", "Your password", Place.PASSWORD,
                new PasswordChange(account.mustChange(), account.name(), PasswordRules.LEAST, problem));
    }
}
