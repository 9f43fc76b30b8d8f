package org.schoolgate.review.web;

import java.util.List;
import java.util.Optional;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.LettingIn;
import org.schoolgate.review.signin.SchoolSignIn;
import org.schoolgate.review.signin.SecondFactor;
import org.schoolgate.review.store.Store;

/// The addresses of signing in, of what one signs in with, and of being let in again.
final class SignInRoutes {

    private SignInRoutes() {}

    static List<Route> of(ReviewSettings settings, Store store, Door door, SecondFactor factor, LettingIn letting) {
        Optional<SchoolSignIn> provider = settings.provider().map(one -> new SchoolSignIn(one, settings.clock()));
        SchoolAccountPages school = new SchoolAccountPages(provider, store, door, settings.clock());
        SignInPages signIn = new SignInPages(door, factor.passkeys(), provider, settings.school());
        PasskeyPages passkeys = new PasskeyPages(door, factor.passkeys());
        HelpPages help = new HelpPages(store, letting, settings.school(), settings.clock());
        FactorPages factors = new FactorPages(store, door, factor, provider, settings.school(), settings.clock());
        ConfirmPage confirm = new ConfirmPage(door, factor);
        return List.of(
                Route.get("/sign-in", Route.Who.ANYONE, signIn::showSignIn),
                Route.post("/sign-in", Route.Who.ANYONE, signIn::signIn),
                Route.get("/sign-in/code", Route.Who.ANYONE, factors::showCode),
                Route.post("/sign-in/code", Route.Who.ANYONE, factors::code),
                Route.post("/sign-in/passkey", Route.Who.ANYONE, passkeys::signIn),
                Route.post("/sign-in/code/passkey", Route.Who.ANYONE, passkeys::follow),
                Route.get("/sign-in/school", Route.Who.ANYONE, school::begin),
                Route.get("/sign-in/school/back", Route.Who.ANYONE, school::back),
                Route.get("/sign-in/school/done", Route.Who.ANYONE, school::done),
                Route.get("/school-account", Route.Who.READERS, school::connect).lately("/signing-in"),
                Route.post("/school-account/remove", Route.Who.READERS, school::disconnect).lately("/signing-in"),
                Route.post("/passkeys", Route.Who.READERS, passkeys::make).lately("/signing-in"),
                Route.post("/passkeys/remove", Route.Who.READERS, passkeys::remove).lately("/signing-in"),
                Route.post("/sign-out", Route.Who.READERS, signIn::signOut),
                Route.get("/password", Route.Who.READERS, signIn::showPassword),
                Route.post("/password", Route.Who.READERS, signIn::changePassword),
                Route.get("/lost", Route.Who.ANYONE, help::showLost),
                Route.post("/lost", Route.Who.ANYONE, help::ask),
                Route.get("/help", Route.Who.READERS, help::show),
                Route.post("/help/yes", Route.Who.READERS, help::yes).lately("/help"),
                Route.post("/help/no", Route.Who.READERS, help::no).lately("/help"),
                Route.get("/confirm", Route.Who.READERS, confirm::show),
                Route.post("/confirm", Route.Who.READERS, confirm::confirm),
                Route.get("/signing-in", Route.Who.READERS, factors::showSigningIn),
                Route.get("/second-factor", Route.Who.READERS, factors::showSetUp).lately("/second-factor"),
                Route.post("/second-factor", Route.Who.READERS, factors::setUp).lately("/second-factor"),
                Route.post("/second-factor/codes", Route.Who.READERS, factors::newCodes).lately("/signing-in"));
    }
}
