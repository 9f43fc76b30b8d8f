package org.schoolgate.review.web;

import java.time.Duration;
import java.util.Optional;
import org.schoolgate.review.signin.Answer;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.SecondFactor;
import org.schoolgate.review.web.view.Confirm;
import org.schoolgate.review.web.view.Place;

/// Asks someone who is signed in to show once more who they are, and leads on to where they were going.
final class ConfirmPage {

    private final Door door;
    private final SecondFactor factor;

    ConfirmPage(Door door, SecondFactor factor) {
        this.door = door;
        this.factor = factor;
    }

    /// The address of the page.
    ///
    /// @param to where it leads, a path of this site
    static String address(String to) {
        return "/confirm?to=" + to;
    }

    void show(Exchange exchange) {
        show(exchange, exchange.query("to"), Optional.empty());
    }

    void confirm(Exchange exchange) {
        String to = exchange.form("to");
        switch (door.confirm(exchange.visit(), exchange.form("proof"), exchange.address())) {
            case Answer.Confirmed() -> exchange.go(own(to));
            case Answer.Wait(Duration left) -> {
                exchange.http().status(429).header("Retry-After", Long.toString(left.toSeconds() + 1));
                show(exchange, to, Optional.of(Wording.waiting(left)));
            }
            default -> {
                exchange.http().status(403);
                show(exchange, to, Optional.of("That was not right."));
            }
        }
    }

    private void show(Exchange exchange, String to, Optional<String> problem) {
        boolean code = factor.since(exchange.visit().account().id()).isPresent();
        exchange.show("confirm.jte", "Is it still you?", Place.NONE,
                new Confirm(own(to), exchange.visit().account().name(), code, problem));
    }

    /// A path of this site, or the start: nobody is led elsewhere by a link to this page.
    private static String own(String to) {
        return to.matches("/|(/[A-Za-z0-9_-]+)+") ? to : "/";
    }
}
