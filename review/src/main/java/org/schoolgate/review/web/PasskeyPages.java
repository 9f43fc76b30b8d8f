package org.schoolgate.review.web;

import java.time.Duration;
import org.schoolgate.review.signin.Answer;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.PasskeySignIn;
import org.schoolgate.review.signin.Ticket;

/// What the forms of passkeys lead to. The forms themselves are on the pages to sign in and on "How you sign in".
final class PasskeyPages {

    private static final int LONGEST_NAME = 40;

    private final Door door;
    private final PasskeySignIn passkeys;

    PasskeyPages(Door door, PasskeySignIn passkeys) {
        this.door = door;
        this.passkeys = passkeys;
    }

    /// Signing in by a passkey alone.
    void signIn(Exchange exchange) {
        answer(exchange, door.signInByPasskey(exchange.cookies().stranger(), exchange.home(),
                exchange.longForm("answer"), exchange.address()), "/sign-in?passkey=no");
    }

    /// A passkey after the password.
    void follow(Exchange exchange) {
        answer(exchange, door.followByPasskey(exchange.cookies().half(), exchange.home(), exchange.longForm("answer"),
                exchange.address()), "/sign-in/code?passkey=no");
    }

    void make(Exchange exchange) {
        String name = exchange.form("name").strip();
        boolean made = exchange.home().isPresent() && !name.isEmpty() && name.length() <= LONGEST_NAME
                && name.codePoints().noneMatch(PeoplePage::isUnprintable)
                && passkeys.make(exchange.visit(), exchange.home().get(), name, exchange.longForm("answer"));
        exchange.go(made ? "/signing-in" : "/signing-in?passkey=no");
    }

    void remove(Exchange exchange) {
        passkeys.remove(exchange.visit(), exchange.longForm("passkey"));
        exchange.go("/signing-in");
    }

    private static void answer(Exchange exchange, Answer answer, String back) {
        switch (answer) {
            case Answer.Welcome(Ticket ticket) -> {
                exchange.cookies().takeHalf();
                SignInPages.welcome(exchange, ticket);
            }
            case Answer.Wait(Duration left) -> {
                exchange.http().header("Retry-After", Long.toString(left.toSeconds() + 1));
                exchange.go(back);
            }
            case Answer.Again() -> exchange.go("/sign-in?late=yes");
            default -> exchange.go(back);
        }
    }
}
