package org.schoolgate.review.signin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.schoolgate.review.store.Store;

/// The phones of those who sign in to a test's site: one place for all tests to get a code from.
public final class TestFactors {

    private static final Totp APP = new Totp("twenty bytes, secret".getBytes(StandardCharsets.UTF_8));

    private final Store store;
    private final FactorKey key;
    private final InstantSource clock;
    public final SecondFactor factor;

    public TestFactors(Store store, Path folder, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        this.store = store;
        this.key = FactorKey.open(folder.resolve("keys").resolve("factor.key"), random);
        this.clock = clock;
        this.factor = new SecondFactor(store, key, true, random, clock);
    }

    /// Sets an app up for an account and gives its code of now. The code is not spent, whatever was before: so a test may
    /// sign in as often as it likes without waiting half a minute.
    public String code(long account) {
        Instant now = clock.instant();
        store.factors().put(account, key.seal(account, APP.secret()), now, 0, List.of());
        return APP.code(Totp.step(now));
    }
}
