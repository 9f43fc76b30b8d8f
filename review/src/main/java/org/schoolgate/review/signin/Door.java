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
import org.schoolgate.review.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets people in, knows who is in, and lets them out.
///
/// A session ends 15 minutes after its last use and 8 hours after it began, whatever happens. An account has one session
/// at a time: signing in elsewhere ends the one before. Whoever has a second factor gives a password first and a code within
/// 5 minutes; what is known of them between the two is in memory alone. Safe for any number of threads; [#signIn],
/// [#confirm] and [#changePassword] take about 50 ms of processor.
public final class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    static final Duration IDLE = Duration.ofMinutes(15);
    static final Duration LONGEST = Duration.ofHours(8);
    /// How long one has between the password and the code.
    public static final Duration HALFWAY = Duration.ofMinutes(5);
    /// How long a password or a code counts for what needs one given lately.
    static final Duration LATELY = Duration.ofMinutes(5);
    /// How far the end of a session may lag behind its use: each time it is put off costs a commit.
    static final Duration SLACK = Duration.ofSeconds(30);

    private static final int MOST_HALFWAY = 1_000;

    /// Someone who has given the right password and no code yet.
    ///
    /// @param by what they have given, for the log
    private record Halfway(long account, String passwordHash, String by, boolean known) {}

    private final Store store;
    private final InstantSource clock;
    private final Passwords passwords;
    private final Secrets secrets;
    private final AttemptLimits limits;
    private final KnownBrowsers browsers;
    private final SecondFactor factor;
    private final Waiting<Halfway> halfway;
    private final PasswordRules rules = new PasswordRules();

    public Door(Store store, Passwords passwords, SecondFactor factor, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.passwords = passwords;
        this.factor = factor;
        this.halfway = new Waiting<>(MOST_HALFWAY, HALFWAY, clock);
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
            SignInLog.wrong("password", account);
            return new Answer.Wrong();
        }
        limits.succeeded(who);
        return beginOrAsk(account.orElseThrow(), "password", known);
    }

    /// Tries the code after the password.
    ///
    /// @param half what [Answer.CodeNext] gave
    /// @param code from the app or from paper, as it was typed
    /// @param address the client's address
    public Answer code(String half, String code, String address) {
        Optional<Halfway> found = halfway.get(Secrets.stored(half));
        Optional<Account> account = halfIn(half);
        if (found.isEmpty() || account.isEmpty()) {
            return new Answer.Again();
        }
        String who = (found.get().known() ? "code from a known browser of " : "code of ") + account.get().id();
        Optional<Duration> wait = limits.ask(who, address);
        if (wait.isPresent()) {
            return new Answer.Wait(wait.get());
        }
        if (!factor.spend(account.get().id(), code)) {
            limits.failed(who);
            SignInLog.wrong("code", account);
            return new Answer.Wrong();
        }
        limits.succeeded(who);
        return halfway.remove(Secrets.stored(half)).isPresent()
                ? new Answer.Welcome(begin(account.get(), found.get().by() + " and code"))
                : new Answer.Again();
    }

    /// Tries a passkey after the password, in place of a code.
    ///
    /// @param home under which name the browser reaches the site
    /// @param answer what the browser gave, as JSON
    public Answer followByPasskey(String half, Optional<PasskeyHome> home, String answer, String address) {
        Optional<Account> account = halfIn(half);
        if (account.isEmpty()) {
            return new Answer.Again();
        }
        String who = "passkey of " + account.get().id();
        return limits.ask(who, address).<Answer>map(Answer.Wait::new).orElseGet(() -> {
            if (home.isEmpty() || !factor.passkeys().follows(half, account.get().id(), home.get(), answer)) {
                limits.failed(who);
                SignInLog.wrong("passkey", account);
                return new Answer.Wrong();
            }
            limits.succeeded(who);
            return halfway.remove(Secrets.stored(half)).isPresent()
                    ? new Answer.Welcome(begin(account.get(), "password and passkey"))
                    : new Answer.Again();
        });
    }

    /// Tries a passkey alone: the device itself has checked who holds it.
    ///
    /// @param stranger the secret that the browser's forms are bound to
    public Answer signInByPasskey(String stranger, Optional<PasskeyHome> home, String answer, String address) {
        String who = "passkey at " + address;
        return limits.ask(who, address).<Answer>map(Answer.Wait::new).orElseGet(() -> {
            Optional<Account> account = home.flatMap(site -> factor.passkeys().alone(stranger, site, answer));
            if (account.isEmpty()) {
                limits.failed(who);
                SignInLog.wrong("passkey", account);
                return new Answer.Wrong();
            }
            limits.succeeded(who);
            return new Answer.Welcome(begin(account.get(), "passkey"));
        });
    }

    /// Lets in whom the school's provider has named. A second factor that was set up here is asked for all the same.
    public Answer signInBySchoolAccount(Account account) {
        return beginOrAsk(account, "school account", true);
    }

    /// Asks for a code where the account has one.
    private Answer beginOrAsk(Account account, String by, boolean known) {
        if (factor.since(account.id()).isEmpty()) {
            return new Answer.Welcome(begin(account, by));
        }
        String half = secrets.token();
        halfway.put(Secrets.stored(half), new Halfway(account.id(), account.passwordHash(), by, known));
        return new Answer.CodeNext(half);
    }

    /// What a browser between password and code needs to ask for a passkey, as JSON; empty where the account has none.
    public Optional<String> passkeyToFollow(String half, PasskeyHome home) {
        return halfIn(half).flatMap(account -> factor.passkeys().toFollow(half, account.id(), home));
    }

    /// Who has given the right password; empty where that is too long ago, or the password is another by now.
    private Optional<Account> halfIn(String half) {
        return halfway.get(Secrets.stored(half)).flatMap(found -> store.accounts().byId(found.account())
                .filter(now -> now.passwordHash().equals(found.passwordHash())));
    }

    /// Whether a browser has given a password and may give a code now.
    public boolean isHalfway(String half) {
        return halfway.get(Secrets.stored(half)).isPresent();
    }

    /// Asks someone who is signed in to show again who they are.
    ///
    /// @param typed the password, or a code from the app
    public Answer confirm(Visit visit, String typed, String address) {
        Account account = visit.account();
        String who = "again " + account.id();
        Optional<Duration> wait = limits.ask(who, address);
        if (wait.isPresent()) {
            return new Answer.Wait(wait.get());
        }
        boolean code = typed.strip().matches("[0-9]{3} ?[0-9]{3}");
        if (code ? !factor.spend(account.id(), typed) : !passwords.verify(typed, account.passwordHash())) {
            limits.failed(who);
            SignInLog.wrong(code ? "code" : "password", Optional.of(account));
            return new Answer.Wrong();
        }
        limits.succeeded(who);
        store.sessions().confirm(visit.session().idHash(), clock.instant());
        return new Answer.Confirmed();
    }

    /// Whether a password or a code was given in this session within the last 5 minutes.
    public boolean isLatelyConfirmed(Visit visit) {
        return clock.instant().isBefore(visit.session().confirmed().plus(LATELY));
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
            prolong(session.get(), idleUntil);
        }
        return Optional.of(new Visit(session.get(), account.get(), factor.isMissing(account.get())));
    }

    /// Where the store cannot be written the session ends the sooner for it. What the site knows can still be read, also that the disk is
    /// full.
    private void prolong(Session session, Instant idleUntil) {
        try {
            store.sessions().touch(session.idHash(), idleUntil);
        } catch (StoreException fault) {
            LOG.warn("a session could not be prolonged: {}", fault.getMessage());
        }
    }

    public void signOut(Visit visit) {
        store.sessions().delete(visit.session().idHash());
        SignInLog.did(visit.account().id(), "signed out");
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
            SignInLog.wrong("password", Optional.of(account));
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
        SignInLog.did(account.id(), "changed its password");
        return new Answer.Welcome(begin(store.accounts().byId(account.id()).orElse(account), "password"));
    }

    /// A secret for a browser that is not signed in yet; its forms are bound to it.
    public String strangersToken() {
        return secrets.token();
    }

    private Ticket begin(Account account, String by) {
        Instant now = clock.instant();
        String token = secrets.token();
        store.sessions().deleteAllOf(account.id());
        store.sessions().create(new Session(Secrets.stored(token), account.id(), secrets.token(), now, now.plus(IDLE),
                now.plus(LONGEST), now));
        store.sessions().purgeExpired(now);
        SignInLog.in(account, by);
        return new Ticket(token, account, browsers.mark(account.id()));
    }
}
