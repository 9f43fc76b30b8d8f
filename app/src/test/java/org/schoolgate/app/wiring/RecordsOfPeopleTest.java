package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.page.MyRecords;
import org.schoolgate.review.journal.CaseKeyFile;
import org.schoolgate.review.store.OwnAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;

/// Who is shown what, by the policy and the directory; and that nobody waits for the store.
class RecordsOfPeopleTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final String POLICY = """
        school: {name: Marlbeck Primary School}
        groups:
          - {name: staff, title: Staff, accounts: [ann], directory: [Teachers], networks: ["::/0", 0.0.0.0/0]}
          - {name: ks2, title: Key stage 2, pupils: true, accounts: [lucy], directory: [Year 5]}
        strangers: {otherwise: allow}
        rules:
          - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
          - {name: games, title: No games, tier: restriction, categories: [games], groups: [staff], verdict: block}
          - {name: chess, title: No chess, tier: restriction, sites: [chess.example], groups: [ks2], verdict: block}
        """;

    @TempDir
    private Path folder;

    private Store store;
    private Snapshots snapshots;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("schoolgate.yaml"), "{}");
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        Supplier<Read<Configuration>> read = () -> ConfigurationReader.read(folder);
        snapshots = Snapshots.start(((Read.Good<Configuration>) read.get()).value(),
                Files.createDirectory(folder.resolve("lists")), read, () -> NOW);
        store = Store.open(new StoreLocation.Sqlite(folder.resolve("own.db")),
                new CaseKeyFile(folder.resolve("case.key")));
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void anAdultIsWhoThePolicyPlacesByAccountOrDirectoryAndNoNetworkMakesOne() {
        Map<String, Set<String>> groups = Map.of("ann", Set.of(), "ben", Set.of("teachers"), "lucy", Set.of(), "tom",
                Set.of("year 5"), "max", Set.of("kitchen"));
        try (RecordsOfPeople records = records(groups, store::own)) {
            for (String adult : List.of("ann", "ben")) {
                assertThat(of(records, adult)).isInstanceOfSatisfying(MyRecords.Kept.class, kept -> {
                    assertThat(kept.policy().group().name()).isEqualTo("staff");
                    assertThat(kept.policy().rules()).extracting(rule -> rule.name()).containsExactly("locks",
                            "always-open",
                            "games");
                    assertThat(kept.whose()).isEqualTo(Timetables.Whose.SCHOOL);
                    assertThat(kept.records()).isEmpty();
                    assertThat(kept.older()).isEmpty();
                });
            }
            for (String pupil : List.of("lucy", "tom")) {
                assertThat(of(records, pupil)).isEqualTo(new MyRecords.NotForThem(true));
            }
            assertThat(of(records, "max")).isEqualTo(new MyRecords.NotForThem(false));
            assertThat(records.write(new Person("ann"), 7, "mine").toCompletableFuture().join())
                    .isEqualTo(MyRecords.Written.NONE);
        }
    }

    @Test
    void whileTheDirectoryIsAwayNothingIsShown() {
        try (RecordsOfPeople records = new RecordsOfPeople(
                _ -> CompletableFuture.failedFuture(new IOException("away")), snapshots::current, store::own,
                () -> NOW)) {
            assertThat(records.of(new Person("ann"), Long.MAX_VALUE).toCompletableFuture()).isCompletedExceptionally();
        }
    }

    @Test
    void whereTheStoreDoesNotAnswerNobodyWaitsForItAndTheQueueEnds() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(2);
        try (RecordsOfPeople records = records(Map.of("ann", Set.of()), () -> {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return store.own();
        })) {
            List<CompletableFuture<MyRecords.Shown>> waiting = new ArrayList<>();
            waiting.add(records.of(new Person("ann"), Long.MAX_VALUE).toCompletableFuture());
            waiting.add(records.of(new Person("ann"), Long.MAX_VALUE).toCompletableFuture());
            asked.await();
            for (int i = 0; i < RecordsOfPeople.WAITING; i++) {
                waiting.add(records.of(new Person("ann"), Long.MAX_VALUE).toCompletableFuture());
            }
            CompletableFuture<MyRecords.Shown> one = records.of(new Person("ann"), Long.MAX_VALUE)
                    .toCompletableFuture();
            assertThat(one).isCompletedExceptionally();
            assertThat(one.handle((_, failure) -> failure instanceof CompletionException wrapped
                    ? wrapped.getCause()
                    : failure).join()).isInstanceOf(RejectedExecutionException.class);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            answers.countDown();
            assertThat(waiting).allSatisfy(each -> assertThat(each.join()).isInstanceOf(MyRecords.Kept.class));
        }
    }

    private RecordsOfPeople records(Map<String, Set<String>> groups, Supplier<OwnAccesses> own) {
        return new RecordsOfPeople(person -> CompletableFuture.completedFuture(groups.get(person.account())),
                snapshots::current, own, () -> NOW);
    }

    private static MyRecords.Shown of(MyRecords records, String account) {
        return records.of(new Person(account), Long.MAX_VALUE).toCompletableFuture().join();
    }
}
