package org.schoolgate.proxy.identity.presence;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passwords that are typed into pages of the gateway's own: a few at once, and no more wrong ones than there may be. For any
/// thread; nothing waits.
final class PasswordTries {

    /// How many passwords are checked at once; each costs a processor some tenths of a second.
    static final int MOST_AT_ONCE = 16;

    private static final Logger LOG = LoggerFactory.getLogger(PasswordTries.class);

    private final AccountCheck check;
    private final Guesses guesses;
    private final AtomicInteger underWay = new AtomicInteger();

    PasswordTries(AccountCheck check, Ticker ticker) {
        this.check = check;
        this.guesses = new Guesses(ticker);
    }

    /// Tries one.
    ///
    /// @param password wiped once it was checked
    CompletionStage<Tried> tried(IpAddress from, String account, char[] password) {
        String counted = account.strip().toLowerCase(Locale.ROOT);
        if (underWay.incrementAndGet() > MOST_AT_ONCE) {
            return over(password, Tried.BUSY);
        }
        if (!guesses.begin(from, counted)) {
            return over(password, Tried.TOO_MANY);
        }
        return checked(account, password).handle((person, failure) -> {
            Arrays.fill(password, '\0');
            underWay.decrementAndGet();
            if (failure != null) {
                // Its message may hold the account.
                LOG.warn("A password could not be checked: {}", failure.getClass().getName());
                guesses.forget(from, counted);
                return Tried.CANNOT_TELL;
            }
            if (person.isEmpty()) {
                return Tried.WRONG;
            }
            guesses.forget(from, counted);
            return new Tried(SignIn.Outcome.IN, person);
        });
    }

    private CompletionStage<Tried> over(char[] password, Tried outcome) {
        Arrays.fill(password, '\0');
        underWay.decrementAndGet();
        return CompletableFuture.completedFuture(outcome);
    }

    private CompletionStage<Optional<Person>> checked(String account, char[] password) {
        try {
            return check.check(account, password);
        } catch (RuntimeException broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }
}
