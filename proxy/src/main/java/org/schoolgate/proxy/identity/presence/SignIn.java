package org.schoolgate.proxy.identity.presence;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;

/// People say who they are, on the device that they sit at: what stands behind the gateway's sign-in page. For any thread; nothing
/// waits.
public final class SignIn {

    private final Presences presences;
    private final InstantSource clock;
    private final PasswordTries tries;
    private final FormToken token = new FormToken();

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
        this(presences, check, clock, Ticker.systemTicker());
    }

    SignIn(Presences presences, AccountCheck check, InstantSource clock, Ticker ticker) {
        this.presences = presences;
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
