package org.schoolgate.proxy.identity.presence;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// People say who they are, on the device that they sit at: what stands behind the gateway's sign-in page. For any thread; nothing
/// waits.
public final class SignIn {

    /// How many are on their way to a provider or back, and wait for its answer.
    private static final int MOST_AT_ONCE = 16;

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final Presences presences;
    private final Optional<SchoolAccounts> school;
    private final InstantSource clock;
    private final PasswordTries tries;
    private final FormToken token = new FormToken();
    private final AtomicInteger underWay = new AtomicInteger();

    /// What came of it.
    public enum Outcome {
        /// They are signed in.
        IN,
        /// There is no such account, or the password is another.
        WRONG,
        /// There were too many wrong ones; a while must pass.
        TOO_MANY,
        /// Too many others sign in at this moment.
        BUSY,
        /// Nobody can tell now.
        CANNOT_TELL
    }

    public SignIn(Presences presences, AccountCheck check, InstantSource clock) {
        this(presences, check, Optional.empty(), clock);
    }

    /// @param school where people have accounts that they can show in place of a password
    public SignIn(Presences presences, AccountCheck check, Optional<SchoolAccounts> school, InstantSource clock) {
        this(presences, check, school, clock, Ticker.systemTicker());
    }

    SignIn(Presences presences, AccountCheck check, InstantSource clock, Ticker ticker) {
        this(presences, check, Optional.empty(), clock, ticker);
    }

    private SignIn(Presences presences, AccountCheck check, Optional<SchoolAccounts> school, InstantSource clock,
            Ticker ticker) {
        this.presences = presences;
        this.school = school;
        this.clock = clock;
        this.tries = new PasswordTries(check, ticker);
    }

    /// Who asks from an address now.
    public Identity who(IpAddress address) {
        return presences.of(address, clock.instant());
    }

    /// Whether signing in says nothing there, as there are always several.
    public boolean isShared(IpAddress address) {
        return presences.isShared(address);
    }

    /// What a form that goes to an address now must bring back.
    public String token(IpAddress address) {
        return token.made(address, clock.instant());
    }

    /// Whether a form came from a page of ours that went to the same address lately.
    public boolean isOurs(String brought, IpAddress address) {
        return token.isGood(brought, address, clock.instant());
    }

    /// Somebody signs in.
    ///
    /// @param password wiped once it was checked
    public CompletionStage<Outcome> in(IpAddress from, String account, char[] password) {
        Instant at = clock.instant();
        return tries.tried(from, account, password).thenApply(tried -> {
            tried.person().ifPresent(person -> presences.signedIn(from, person, at));
            return tried.outcome();
        });
    }

    /// What the provider is called with whom people have accounts; empty where there is none.
    public Optional<String> provider() {
        return school.map(SchoolAccounts::called);
    }

    /// Where somebody is sent to show such an account; empty where the provider does not answer, or too many do that now.
    ///
    /// @param browser what the browser shows again when it comes back
    public CompletionStage<Optional<URI>> leave(IpAddress from, String browser) {
        if (school.isEmpty() || underWay.incrementAndGet() > MOST_AT_ONCE) {
            return busy(school.isPresent(), Optional.empty());
        }
        return school.get().begin(whom(from, browser)).handle((there, failure) -> {
            underWay.decrementAndGet();
            return failure == null ? there : Optional.empty();
        });
    }

    /// Somebody comes back from there, and is signed in where the provider has a word for them. It counts on the address that they
    /// left from, and in the same browser.
    public CompletionStage<Outcome> back(IpAddress from, String browser, String state, String code) {
        if (school.isEmpty() || underWay.incrementAndGet() > MOST_AT_ONCE) {
            return busy(school.isPresent(), Outcome.BUSY);
        }
        Instant at = clock.instant();
        return school.get().end(whom(from, browser), state, code).handle((person, failure) -> {
            underWay.decrementAndGet();
            if (failure != null) {
                LOG.warn("A provider could not be asked: {}", failure.getClass().getName());
                return Outcome.CANNOT_TELL;
            }
            if (person.isEmpty() || presences.isShared(from)) {
                return Outcome.WRONG;
            }
            presences.signedIn(from, person.get(), at);
            return Outcome.IN;
        });
    }

    private <T> CompletionStage<T> busy(boolean counted, T answer) {
        if (counted) {
            underWay.decrementAndGet();
        }
        return CompletableFuture.completedFuture(answer);
    }

    private static String whom(IpAddress from, String browser) {
        return from.text() + " " + browser;
    }

    /// Tries a password under the same limits, and signs nobody in.
    ///
    /// @param password wiped once it was checked
    public CompletionStage<Tried> tried(IpAddress from, String account, char[] password) {
        return tries.tried(from, account, password);
    }

    /// Whoever signed in from the address signs out.
    public void out(IpAddress from) {
        presences.signedOut(from, clock.instant());
    }
}
