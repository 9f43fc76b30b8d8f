package org.schoolgate.proxy.identity.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.identity.presence.SignIn.Outcome;

/// Signing in on the gateway's own page, without the page.
class SignInTest {

    private static final IpAddress HERE = IpAddress.parse("10.20.3.4").orElseThrow();
    private static final IpAddress THERE = IpAddress.parse("10.20.3.5").orElseThrow();

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T09:00:00Z"));
    private final Instant begun = now.get();
    private final Presences presences = new Presences(PresenceRules.STANDARD);
    private SignIn signIn;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        signIn = with(HashedAccounts.in(folder.resolve("accounts"), Map.of("ann", "correct horse", "ben", "battery"),
                threads));
    }

    private SignIn with(AccountCheck check) {
        return new SignIn(presences, check, now::get, () -> Duration.between(begun, now.get()).toNanos());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void whoGivesTheRightPasswordIsKnownAtThatAddress() {
        assertThat(in(HERE, "Ann", "correct horse")).isEqualTo(Outcome.IN);
        assertThat(signIn.who(HERE)).isInstanceOfSatisfying(Identity.Known.class,
                known -> assertThat(known.person()).isEqualTo(new Person("ann")));
        assertThat(signIn.who(THERE)).isEqualTo(Identity.UNKNOWN);
        signIn.out(HERE);
        assertThat(signIn.who(HERE)).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void whoGivesAnotherIsNot() {
        assertThat(in(HERE, "ann", "battery")).isEqualTo(Outcome.WRONG);
        assertThat(in(HERE, "nobody", "battery")).isEqualTo(Outcome.WRONG);
        assertThat(in(HERE, "", "")).isEqualTo(Outcome.WRONG);
        assertThat(signIn.who(HERE)).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void aDeviceThatFallsSilentIsNobodysAndOneThatGoesOnIsStillTheirs() {
        in(HERE, "ann", "correct horse");
        in(THERE, "ben", "battery");
        for (int i = 0; i < 6; i++) {
            pass(Duration.ofMinutes(14));
            assertThat(signIn.who(HERE)).isInstanceOf(Identity.Known.class);
        }
        assertThat(signIn.who(THERE)).isEqualTo(Identity.UNKNOWN);
        for (int i = 0; i < 60; i++) {
            pass(Duration.ofMinutes(10));
            signIn.who(HERE);
        }
        assertThat(signIn.who(HERE)).as("a day at school is over").isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void fiveWrongPasswordsFromAnAddressAreEnoughForTenMinutes() {
        for (int i = 0; i < Guesses.FROM_ADDRESS; i++) {
            assertThat(in(HERE, "ann", "guess " + i)).isEqualTo(Outcome.WRONG);
        }
        assertThat(in(HERE, "ann", "correct horse")).isEqualTo(Outcome.TOO_MANY);
        assertThat(in(HERE, "ben", "battery")).isEqualTo(Outcome.TOO_MANY);
        assertThat(in(THERE, "ann", "correct horse")).as("another device is not held up").isEqualTo(Outcome.IN);
        pass(Guesses.SPELL.plusSeconds(1));
        assertThat(in(HERE, "ann", "correct horse")).isEqualTo(Outcome.IN);
    }

    @Test
    void rightPasswordsAreNoGuesses() {
        for (int i = 0; i < 20; i++) {
            assertThat(in(HERE, "ann", "correct horse")).isEqualTo(Outcome.IN);
        }
    }

    @Test
    void manyAddressesOfOneDeviceAreOne() {
        List<Outcome> outcomes = IntStream.range(0, 8)
                .mapToObj(i -> in(IpAddress.parse("2001:db8::" + i).orElseThrow(), "ann", "guess")).toList();
        assertThat(outcomes).endsWith(Outcome.WRONG, Outcome.TOO_MANY, Outcome.TOO_MANY, Outcome.TOO_MANY);
    }

    @Test
    void anAccountIsNotGuessedAtFromManyDevicesEither() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i <= Guesses.FOR_ACCOUNT; i++) {
            outcomes.add(in(IpAddress.ofV4(0x0a140000 + i), "ann", "guess"));
        }
        assertThat(outcomes.subList(0, Guesses.FOR_ACCOUNT)).containsOnly(Outcome.WRONG);
        assertThat(outcomes).last().isEqualTo(Outcome.TOO_MANY);
    }

    @Test
    void noMoreAreCheckedAtOnceThanTheGatewayCanBear() {
        CompletableFuture<Optional<Person>> slow = new CompletableFuture<>();
        SignIn busy = with((account, password) -> slow);
        List<CompletableFuture<Outcome>> all = IntStream.range(0, PasswordTries.MOST_AT_ONCE + 1)
                .mapToObj(i -> busy.in(IpAddress.ofV4(i + 1), "p" + i, "x".toCharArray()).toCompletableFuture())
                .toList();
        assertThat(all.getLast()).isCompletedWithValue(Outcome.BUSY);
        slow.complete(Optional.empty());
        assertThat(all.getFirst()).isCompletedWithValue(Outcome.WRONG);
        assertThat(busy.in(HERE, "ann", "x".toCharArray()).toCompletableFuture()).isCompletedWithValue(Outcome.WRONG);
    }

    @Test
    void whereNobodyCanTellNothingIsCountedAgainstAnyone() {
        SignIn away = with((account, password) -> CompletableFuture.failedFuture(new IOException("no directory")));
        for (int i = 0; i < 2 * Guesses.FROM_ADDRESS; i++) {
            assertThat(away.in(HERE, "ann", "x".toCharArray()).toCompletableFuture())
                    .isCompletedWithValue(Outcome.CANNOT_TELL);
        }
    }

    @Test
    void thePasswordIsWipedWhateverCameOfIt() {
        for (String account : List.of("ann", "nobody")) {
            char[] password = "correct horse".toCharArray();
            signIn.in(HERE, account, password).toCompletableFuture().join();
            assertThat(password).containsOnly('\0');
        }
    }

    @Test
    void aFormIsTakenFromTheAddressThatItWentToWithinHalfAnHour() {
        String token = signIn.token(HERE);
        assertThat(signIn.isOurs(token, HERE)).isTrue();
        assertThat(signIn.isOurs(token, THERE)).isFalse();
        assertThat(signIn.isOurs("", HERE)).isFalse();
        assertThat(signIn.isOurs(token.replace(token.charAt(30), token.charAt(30) == 'a' ? 'b' : 'a'), HERE)).isFalse();
        assertThat(signIn.isOurs("f" + token.substring(1), HERE)).isFalse();
        assertThat(with((account, password) -> new CompletableFuture<>()).isOurs(token, HERE)).as("another start")
                .isFalse();
        pass(Duration.ofMinutes(31));
        assertThat(signIn.isOurs(token, HERE)).isFalse();
    }

    private Outcome in(IpAddress from, String account, String password) {
        return signIn.in(from, account, password.toCharArray()).toCompletableFuture().join();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
