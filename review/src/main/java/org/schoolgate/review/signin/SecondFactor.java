package org.schoolgate.review.signin;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Factor;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What someone has, beside the password that they know: an app that makes codes, and ten recovery codes on paper. Each code
/// works once. Safe for any number of threads.
public final class SecondFactor {

    /// How many recovery codes an account is given.
    public static final int CODES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SecondFactor.class);
    private static final int MOST_SETTING_UP = 200;

    private final Store store;
    private final FactorKey key;
    private final boolean required;
    private final SecureRandom random;
    private final Secrets secrets;
    private final InstantSource clock;
    private final PasskeySignIn passkeys;
    /// The secrets that are being set up, by session, until a code has shown that they are in an app.
    private final Waiting<Totp> settingUp;

    /// @param required whether those who may read flagged accesses must have one
    public SecondFactor(Store store, FactorKey key, boolean required, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.key = key;
        this.required = required;
        this.random = random;
        this.secrets = new Secrets(random);
        this.clock = clock;
        this.passkeys = new PasskeySignIn(store, random, clock);
        this.settingUp = new Waiting<>(MOST_SETTING_UP, Door.LONGEST, clock);
    }

    /// Those who have an app may have passkeys, too.
    public PasskeySignIn passkeys() {
        return passkeys;
    }

    /// Since when an account has an app; empty where it has none.
    public Optional<Instant> since(long account) {
        return store.factors().of(account).map(Factor::since);
    }

    /// Whether an account may see nothing before it has an app.
    boolean isMissing(Account account) {
        return required && account.role() != Role.IT && since(account.id()).isEmpty();
    }

    /// How many recovery codes are left.
    public int codesLeft(long account) {
        return store.factors().codesLeft(account);
    }

    /// The secret to put into an app: the same until it is set up or the session ends.
    public Totp offered(Visit visit) {
        return settingUp.get(visit.session().idHash()).orElseGet(() -> {
            byte[] secret = new byte[Totp.BYTES];
            random.nextBytes(secret);
            Totp fresh = new Totp(secret);
            settingUp.put(visit.session().idHash(), fresh);
            return fresh;
        });
    }

    /// Sets the app up, if the code shows that it has the secret that was offered; what was set up before is gone.
    ///
    /// @return the recovery codes, which are nowhere else; empty where the code is not right
    public Optional<List<String>> setUp(Visit visit, String typed) {
        Totp app = offered(visit);
        OptionalLong step = app.stepOf(bare(typed), clock.instant());
        if (step.isEmpty()) {
            return Optional.empty();
        }
        long account = visit.account().id();
        List<String> codes = codes();
        store.factors().put(account, key.seal(account, app.secret()), clock.instant(), step.getAsLong(),
                marks(account, codes));
        settingUp.remove(visit.session().idHash());
        SignInLog.did(account, "set up a second factor");
        return Optional.of(codes);
    }

    /// Gives new recovery codes, which are nowhere else; those before are gone.
    public List<String> newCodes(Visit visit) {
        List<String> codes = codes();
        store.factors().putCodes(visit.account().id(), marks(visit.account().id(), codes));
        SignInLog.did(visit.account().id(), "was given new recovery codes");
        return codes;
    }

    /// Whether a code is right, from the app or from paper. It is spent by this.
    boolean spend(long account, String typed) {
        String code = bare(typed);
        if (!code.matches("[0-9]{6}")) {
            return store.factors().spendCode(account, key.mark(account, code));
        }
        Optional<Factor> factor = store.factors().of(account);
        if (factor.isEmpty()) {
            return false;
        }
        Optional<byte[]> secret = key.open(account, factor.get().secret());
        if (secret.isEmpty()) {
            LOG.error("The secret of a second factor cannot be read: keys/factor.key is not the file it was made with. "
                    + "Put it back from a backup");
            return false;
        }
        OptionalLong step = new Totp(secret.get()).stepOf(code, clock.instant());
        return step.isPresent() && store.factors().spendStep(account, step.getAsLong());
    }

    private List<String> codes() {
        List<String> codes = new ArrayList<>();
        while (codes.size() < CODES) {
            String code = secrets.recoveryCode();
            if (!codes.contains(code)) {
                codes.add(code);
            }
        }
        return List.copyOf(codes);
    }

    private List<String> marks(long account, List<String> codes) {
        return codes.stream().map(code -> key.mark(account, bare(code))).toList();
    }

    /// As it counts: without the blanks and hyphens that make it easier to read.
    private static String bare(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
