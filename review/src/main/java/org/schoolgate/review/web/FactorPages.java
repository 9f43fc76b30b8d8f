package org.schoolgate.review.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.report.QrPicture;
import org.schoolgate.review.signin.Answer;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.PasskeySignIn;
import org.schoolgate.review.signin.SchoolSignIn;
import org.schoolgate.review.signin.SecondFactor;
import org.schoolgate.review.signin.Ticket;
import org.schoolgate.review.signin.Totp;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Code;
import org.schoolgate.review.web.view.Codes;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.SetUp;
import org.schoolgate.review.web.view.SigningIn;
import org.schoolgate.review.web.view.SigningIn.Connected;
import org.schoolgate.review.web.view.State;

/// The second factor: its code at sign-in, its setting up, and what there is of it.
final class FactorPages {

    private static final int FEW = 3;

    private final Store store;
    private final Door door;
    private final SecondFactor factor;
    private final Optional<SchoolSignIn> provider;
    private final Supplier<School> school;
    private final InstantSource clock;

    FactorPages(Store store, Door door, SecondFactor factor, Optional<SchoolSignIn> provider, Supplier<School> school,
            InstantSource clock) {
        this.store = store;
        this.provider = provider;
        this.door = door;
        this.factor = factor;
        this.school = school;
        this.clock = clock;
    }

    void showCode(Exchange exchange) {
        if (exchange.visitor().isPresent()) {
            exchange.go("/");
        } else if (door.isHalfway(exchange.cookies().half())) {
            showCode(exchange, exchange.query("passkey").equals("no")
                    ? Optional.of("The passkey was not taken. Wait a moment, or use a code.")
                    : Optional.empty());
        } else {
            exchange.go("/sign-in");
        }
    }

    void code(Exchange exchange) {
        switch (door.code(exchange.cookies().half(), exchange.form("code"), exchange.address())) {
            case Answer.Welcome(Ticket ticket) -> {
                exchange.cookies().takeHalf();
                SignInPages.welcome(exchange, ticket);
            }
            case Answer.Wait(Duration left) -> {
                exchange.http().status(429).header("Retry-After", Long.toString(left.toSeconds() + 1));
                showCode(exchange, Optional.of(Wording.waiting(left)));
            }
            case Answer.Again() -> exchange.go("/sign-in?late=yes");
            default -> {
                exchange.http().status(403);
                showCode(exchange, Optional.of("The code is not right, or it has been used. The app shows the next one "
                        + "within half a minute."));
            }
        }
    }

    void showSetUp(Exchange exchange) {
        showSetUp(exchange, Optional.empty());
    }

    void setUp(Exchange exchange) {
        Optional<List<String>> codes = factor.setUp(exchange.visit(), exchange.form("code"));
        if (codes.isPresent()) {
            show(exchange, "Keep these ten codes", codes.get());
        } else {
            exchange.http().status(403);
            showSetUp(exchange,
                    Optional.of("The code is not right. Wait for the next one, and look whether the phone's "
                            + "clock is right."));
        }
    }

    void newCodes(Exchange exchange) {
        show(exchange, "Ten new codes", factor.newCodes(exchange.visit()));
    }

    void showSigningIn(Exchange exchange) {
        long account = exchange.visit().account().id();
        int left = factor.codesLeft(account);
        Times times = new Times(clock.instant(), school.get().zone());
        boolean set = factor.since(account).isPresent();
        State app = factor.since(account)
                .map(since -> State.well("Set up " + times.near(since)))
                .orElse(State.look("Not set up"));
        State codes = left > FEW ? State.well(left + " left") : State.look(left == 0 ? "None left" : left + " left");
        exchange.show("signingIn.jte", "How you sign in", Place.PASSWORD,
                new SigningIn(set, app, codes,
                        factor.passkeys().of(account).stream().map(passkey -> new SigningIn.Key(passkey.id(),
                                passkey.name(), passkey.used().map(used -> "used last " + times.near(used))
                                        .orElse("not used yet")))
                                .toList(),
                        exchange.home().filter(home -> set)
                                .map(home -> factor.passkeys().toMake(exchange.visit(), home,
                                        "Schoolgate " + school.get().name())),
                        exchange.home().isEmpty(),
                        exchange.query("passkey").equals("no")
                                ? Optional.of("The passkey was not added. Each device can have one, and there can be "
                                        + PasskeySignIn.MOST + ".")
                                : exchange.query("school").isEmpty()
                                        ? Optional.empty()
                                        : Optional
                                                .of("The account was not connected. Either the answer did not come, or"
                                                        + " the account is connected with somebody else here."),
                        provider.map(one -> connected(one.called(), account, times))));
    }

    private Connected connected(String called, long account, Times times) {
        return store.schoolAccounts().since(account)
                .map(since -> new Connected(called, true, State.well("Connected " + times.near(since))))
                .orElseGet(() -> new Connected(called, false, State.look("Not connected")));
    }

    private void showSetUp(Exchange exchange, Optional<String> problem) {
        Totp app = factor.offered(exchange.visit());
        QrPicture picture = QrPicture.of(Totp.address("Schoolgate " + school.get().name(),
                exchange.visit().account().name(), app.base32()));
        exchange.show("setUp.jte", "A code from your phone", Place.PASSWORD,
                new SetUp(exchange.visit().needsFactor(),
                        factor.since(exchange.visit().account().id()).isPresent(),
                        app.base32().replaceAll("(.{4})(?=.)", "$1 "), picture.size(), picture.path(), problem));
    }

    private void showCode(Exchange exchange, Optional<String> problem) {
        exchange.show("code.jte", "Your code", Place.NONE, new Code(problem,
                exchange.home().flatMap(home -> door.passkeyToFollow(exchange.cookies().half(), home))));
    }

    private static void show(Exchange exchange, String heading, List<String> codes) {
        exchange.show("codes.jte", heading, Place.PASSWORD, new Codes(heading, codes));
    }
}
