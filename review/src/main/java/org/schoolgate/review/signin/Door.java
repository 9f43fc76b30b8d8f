package org.schoolgate.review.signin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Session;
import org.schoolgate.review.store.Store;

/// Lets people in, knows who is in, and lets them out.
///
/// A session ends 15 minutes after its last use and 8 hours after it began, whatever happens. An account has one session
/// at a time: signing in elsewhere ends the one before. Safe for any number of threads; [#signIn] and
/// [#changePassword] take about 50 ms of processor.
public final class Door {

    static final Duration IDLE = Duration.ofMinutes(15);
    static final Duration LONGEST = Duration.ofHours(8);
    /// How far the end of a session may lag behind its use: each time it is put off costs a commit.
    static final Duration SLACK = Duration.ofSeconds(30);

    private final Store store;
    private final InstantSource clock;
    private final Passwords passwords;
    private final Secrets secrets;
    private final AttemptLimits limits;
    private final KnownBrowsers browsers;
    private final PasswordRules rules = new PasswordRules();

    public Door(Store store, Passwords passwords, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.passwords = passwords;
        this.secrets = new Secrets(random);
        this.limits = new AttemptLimits(clock);
        this.browsers = new KnownBrowsers(secrets.token());
    }

    /// Tries a name and a password. Takes the same time whether the name exists or not.
    ///
    /// @param mark what the browser kept from an earlier sign-in, or empty text
    /// @param address the client's address
    public Answer signIn(String name, String password, String mark, String address) {
        String typed = name.strip().toLowerCase(Locale.ROOT);
        Optional<Account> account = store.accounts().find(typed);
        boolean known = account.isPresent() && browsers.isKnown(mark, account.get().id());
        String who = known ? "known browser of " + account.get().id() : "anyone as " + typed;
        Optional<Duration> wait = limits.ask(who, address);
        if (wait.isPresent()) {
            return new Answer.Wait(wait.get());
        }
        String hash = account.map(Account::passwordHash).orElseGet(passwords::nobodys);
        boolean right = passwords.verify(password, hash) && account.isPresent();
        if (!right) {
            limits.failed(who);
            return new Answer.Wrong();
        }
        limits.succeeded(who);
        return new Answer.Welcome(begin(account.orElseThrow()));
    }

    /// Whose session this is; empty where there is none or it has ended.
    ///
    /// @param token the session's secret number, as the browser sent it
    public Optional<Visit> visit(String token) {
        Instant now = clock.instant();
        Optional<Session> session = store.sessions().find(Secrets.stored(token), now);
        Optional<Account> account = session.flatMap(found -> store.accounts().byId(found.account()));
        if (account.isEmpty()) {
            return Optional.empty();
        }
        Instant idleUntil = now.plus(IDLE);
        if (session.get().idleUntil().isBefore(idleUntil.minus(SLACK))) {
            store.sessions().touch(session.get().idHash(), idleUntil);
        }
        return Optional.of(new Visit(session.get(), account.get()));
    }

    public void signOut(Visit visit) {
        store.sessions().delete(visit.session().idHash());
    }

    /// Sets a password of one's own; every session of the account ends and a new one begins.
    ///
    /// @param now the password until now
    /// @param words names that it must not be made of
    public Answer changePassword(Visit visit, String now, String fresh, List<String> words, String address) {
        Account account = visit.account();
        String who = "password of " + account.id();
        Optional<Duration> wait = limits.ask(who, address);
        if (wait.isPresent()) {
            return new Answer.Wait(wait.get());
        }
        if (!passwords.verify(now, account.passwordHash())) {
            limits.failed(who);
            return new Answer.Wrong();
        }
        limits.succeeded(who);
        if (fresh.equals(now)) {
            return new Answer.Objection("The new password is the old one.");
        }
        Optional<String> objection = rules.objection(fresh, words);
        if (objection.isPresent()) {
            return new Answer.Objection(objection.get());
        }
        store.accounts().setPassword(account.id(), passwords.hash(fresh), false);
        return new Answer.Welcome(begin(store.accounts().byId(account.id()).orElse(account)));
    }

    /// A secret for a browser that is not signed in yet; its forms are bound to it.
    public String strangersToken() {
        return secrets.token();
    }

    private Ticket begin(Account account) {
        Instant now = clock.instant();
        String token = secrets.token();
        store.sessions().deleteAllOf(account.id());
        store.sessions().create(new Session(Secrets.stored(token), account.id(), secrets.token(), now, now.plus(IDLE),
                now.plus(LONGEST)));
        store.sessions().purgeExpired(now);
        return new Ticket(token, account, browsers.mark(account.id()));
    }
}
