package org.schoolgate.proxy.identity.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// The network speaks, people sign in, and requests come, all at once.
class PresencesAtOnceTest {

    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
    private static final int ADDRESSES = 8;
    private static final int ROUNDS = 5_000;

    @Test
    void nobodyIsEverNamedWhereTwoAreAndEverybodyIsWhereOneIs() throws Exception {
        Presences presences = new Presences(PresenceRules.STANDARD);
        for (int i = 0; i < ADDRESSES; i++) {
            begins(presences, "ann" + i, i);
            begins(presences, "ben" + i, i);
            begins(presences, "one" + i, ADDRESSES + i);
        }
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                int from = writer;
                writers.add(CompletableFuture.runAsync(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        int i = (round + from) % ADDRESSES;
                        presences.goesOn(session("ann" + i), person("ann" + i), "", List.of(), NINE, NINE);
                        presences.signedIn(IpAddress.ofV4(100 + from), person("cat").orElseThrow(), NINE);
                        begins(presences, "guest" + from, 200 + round % ADDRESSES);
                        presences.ends(session("guest" + from), NINE);
                        begins(presences, "one" + i, ADDRESSES + i);
                    }
                }, threads));
            }
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> {
                long wrong = 0;
                while (!over.get()) {
                    for (int i = 0; i < ADDRESSES; i++) {
                        wrong += presences.of(IpAddress.ofV4(i), NINE) instanceof Identity.OneOf(int several)
                                && several == 2 ? 0 : 1;
                        wrong += presences.of(IpAddress.ofV4(ADDRESSES + i), NINE) instanceof Identity.Known known
                                && known.person().equals(person("one" + i).orElseThrow()) ? 0 : 1;
                    }
                }
                return wrong;
            }, threads);
            CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            over.set(true);
            assertThat(reader.get(10, TimeUnit.SECONDS)).isZero();
        }
        assertThat(presences.size()).isLessThanOrEqualTo((2 * ADDRESSES + 2 + ADDRESSES) * Place.MOST);
    }

    private static void begins(Presences presences, String name, int address) {
        presences.begins(session(name), person(name), "", List.of(IpAddress.ofV4(address)), NINE);
    }

    private static Session session(String number) {
        return new Session(Identity.Source.RADIUS, "", number);
    }

    private static Optional<Person> person(String name) {
        return Person.of(name);
    }
}
