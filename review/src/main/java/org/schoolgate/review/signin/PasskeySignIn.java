package org.schoolgate.review.signin;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Passkey;
import org.schoolgate.review.store.Store;
import tools.jackson.databind.json.JsonMapper;

/// Passkeys: adding them, and signing in by them. Each question to a browser holds once and for 10 minutes, and is bound to a
/// session or to the cookie of a browser that is not signed in. Safe for any number of threads.
public final class PasskeySignIn {

    /// How many passkeys an account may have.
    public static final int MOST = 10;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_ASKED = 2_000;
    private static final Duration HOLDS = Duration.ofMinutes(10);

    private final Store store;
    private final SecureRandom random;
    private final InstantSource clock;
    private final PasskeyCheck check = new PasskeyCheck();
    /// The challenges that are out, by whom they were given to.
    private final Waiting<byte[]> asked;

    PasskeySignIn(Store store, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.random = random;
        this.clock = clock;
        this.asked = new Waiting<>(MOST_ASKED, HOLDS, clock);
    }

    /// Those of an account, the oldest first.
    public List<Passkey> of(long account) {
        return store.passkeys().of(account);
    }

    /// What a browser needs to make a passkey, as JSON.
    public String toMake(Visit visit, PasskeyHome home, String site) {
        Account account = visit.account();
        return JSON.writeValueAsString(Map.of(
                "challenge", challenge(session(visit)),
                "rp", Map.of("id", home.name(), "name", site),
                "user", Map.of("id", handle(account.id()), "name", account.name(), "displayName",
                        account.displayName()),
                "pubKeyCredParams", PasskeyCheck.kinds().stream()
                        .map(kind -> Map.of("type", "public-key", "alg", kind)).toList(),
                "excludeCredentials", named(account.id()),
                "authenticatorSelection", Map.of("residentKey", "preferred", "userVerification", "preferred"),
                "attestation", "none",
                "timeout", 120_000));
    }

    /// Adds a passkey to the account of the one who is signed in.
    ///
    /// @param answer what the browser gave, as JSON
    /// @return false where it was not added
    public boolean make(Visit visit, PasskeyHome home, String name, String answer) {
        Optional<byte[]> challenge = asked.remove(session(visit));
        long account = visit.account().id();
        boolean made = challenge.isPresent() && of(account).size() < MOST
                && check.made(home, challenge.get(), answer, account, name, clock.instant())
                        .filter(fresh -> store.passkeys().add(fresh)).isPresent();
        if (made) {
            SignInLog.did(account, "added a passkey");
        }
        return made;
    }

    public void remove(Visit visit, String id) {
        store.passkeys().remove(visit.account().id(), id);
        SignInLog.did(visit.account().id(), "removed a passkey");
    }

    /// What a browser needs to ask for any passkey of this site, as JSON.
    ///
    /// @param stranger the secret that the browser's forms are bound to
    public String toSignIn(String stranger, PasskeyHome home) {
        return toUse(stranger(stranger), home, List.of(), "required");
    }

    /// What a browser needs to ask for a passkey of an account after its password, as JSON; empty where it has none.
    Optional<String> toFollow(String half, long account, PasskeyHome home) {
        return of(account).isEmpty()
                ? Optional.empty()
                : Optional.of(toUse(half(half), home, named(account), "preferred"));
    }

    /// Whose passkey has answered by itself, which needs a device that checks who holds it.
    Optional<Account> alone(String stranger, PasskeyHome home, String answer) {
        return answered(stranger(stranger), home, answer, true)
                .flatMap(passkey -> store.accounts().byId(passkey.account()));
    }

    /// Whether a passkey of this account has answered after the password.
    boolean follows(String half, long account, PasskeyHome home, String answer) {
        return answered(half(half), home, answer, false).filter(passkey -> passkey.account() == account).isPresent();
    }

    private Optional<Passkey> answered(String whom, PasskeyHome home, String answer, boolean verified) {
        Optional<byte[]> challenge = asked.remove(whom);
        Optional<Passkey> passkey = check.named(answer).flatMap(id -> store.passkeys().find(id));
        if (challenge.isEmpty() || passkey.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> uses = check.used(home, challenge.get(), answer, passkey.get(), verified);
        uses.ifPresent(count -> store.passkeys().use(passkey.get().id(), count, clock.instant()));
        return uses.flatMap(count -> passkey);
    }

    private String toUse(String whom, PasskeyHome home, List<Map<String, String>> which, String verification) {
        return JSON.writeValueAsString(Map.of("challenge", challenge(whom), "rpId", home.name(), "allowCredentials",
                which, "userVerification", verification, "timeout", 120_000));
    }

    /// The same until it is answered: a page may be open twice.
    private String challenge(String whom) {
        byte[] challenge = asked.get(whom).orElseGet(() -> {
            byte[] fresh = new byte[32];
            random.nextBytes(fresh);
            asked.put(whom, fresh);
            return fresh;
        });
        return text(challenge);
    }

    private List<Map<String, String>> named(long account) {
        return of(account).stream().map(passkey -> Map.of("type", "public-key", "id", passkey.id())).toList();
    }

    /// What a device keeps to tell accounts apart; it says nothing of the person.
    private static String handle(long account) {
        return text(("account " + account).getBytes(StandardCharsets.UTF_8));
    }

    private static String session(Visit visit) {
        return "session " + visit.session().idHash();
    }

    private static String half(String half) {
        return "half " + Secrets.stored(half);
    }

    private static String stranger(String stranger) {
        return "stranger " + Secrets.stored(stranger);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
