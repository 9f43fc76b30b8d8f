package org.schoolgate.review.web;

import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.schoolgate.review.signin.Answer;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.SchoolSignIn;
import org.schoolgate.review.signin.Ticket;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Onward;
import org.schoolgate.review.web.view.Place;

/// The way to the school's provider and back, to sign in or to connect an account there with one here. Nobody is let in by an
/// account that its owner has not connected while signed in.
///
/// The provider sends the browser back from its own site, and then the browser keeps our cookies to itself. So the page it comes back to leads
/// on by itself to one of ours, and there they are.
final class SchoolAccountPages {

    private static final String BACK = "/sign-in/school/back";

    private final Optional<SchoolSignIn> provider;
    private final Store store;
    private final Door door;
    private final InstantSource clock;

    SchoolAccountPages(Optional<SchoolSignIn> provider, Store store, Door door, InstantSource clock) {
        this.provider = provider;
        this.store = store;
        this.door = door;
        this.clock = clock;
    }

    /// Leads to the provider, to sign in.
    void begin(Exchange exchange) {
        leave(exchange, exchange.stranger(), "/sign-in?school=silent");
    }

    /// Leads to the provider, to connect an account there with the one that is signed in.
    void connect(Exchange exchange) {
        leave(exchange, session(exchange), "/signing-in?school=silent");
    }

    private void leave(Exchange exchange, String whom, String otherwise) {
        String site = exchange.http().header("Sec-Fetch-Site");
        boolean ours = site == null || site.equals("same-origin") || site.equals("none");
        Optional<URI> there = ours
                ? provider.flatMap(one -> one.begin(whom, URI.create(exchange.origin() + BACK)))
                : Optional.empty();
        exchange.http().redirect(there.map(URI::toString).orElse(otherwise), HttpStatus.SEE_OTHER);
    }

    /// Where the provider sends the browser.
    void back(Exchange exchange) {
        String onward = "/sign-in/school/done?state=" + encoded(exchange.query("state")) + "&code="
                + encoded(exchange.longQuery("code"));
        exchange.show("onward.jte", "Signing in", Place.NONE, new Onward(onward));
    }

    void done(Exchange exchange) {
        boolean connecting = exchange.visitor().isPresent();
        String whom = connecting ? session(exchange) : exchange.cookies().stranger();
        Optional<String> subject = whom.isEmpty()
                ? Optional.empty()
                : provider.flatMap(one -> one.end(whom, exchange.query("state"), exchange.longQuery("code")));
        if (connecting) {
            boolean connected = subject.isPresent() && store.schoolAccounts().connect(subject.get(),
                    exchange.visit().account().id(), clock.instant());
            exchange.go(connected ? "/signing-in" : "/signing-in?school=no");
            return;
        }
        Optional<Account> account = subject.flatMap(one -> store.schoolAccounts().owner(one));
        if (account.isEmpty()) {
            exchange.go(subject.isPresent() ? "/sign-in?school=unknown" : "/sign-in?school=no");
            return;
        }
        switch (door.signInBySchoolAccount(account.get())) {
            case Answer.CodeNext(String half) -> {
                exchange.cookies().giveHalf(half);
                exchange.go("/sign-in/code");
            }
            case Answer.Welcome(Ticket ticket) -> SignInPages.welcome(exchange, ticket);
            default -> exchange.go("/sign-in?school=no");
        }
    }

    void disconnect(Exchange exchange) {
        store.schoolAccounts().disconnect(exchange.visit().account().id());
        exchange.go("/signing-in");
    }

    private static String session(Exchange exchange) {
        return exchange.visit().session().idHash();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
