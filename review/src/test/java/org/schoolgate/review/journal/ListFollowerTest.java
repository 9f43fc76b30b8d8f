package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.review.Today;
import org.schoolgate.review.store.Correction;
import org.schoolgate.review.store.RecordedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

class ListFollowerTest {

    private static final Instant NOW = Instant.parse("2026-12-03T09:00:00Z");

    /// The categories of every address, today.
    private final Set<String> listed = ConcurrentHashMap.newKeySet();
    private Store store;
    private ListFollower follower;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = Store.open(new StoreLocation.Sqlite(folder.resolve("schoolgate.db")), TestKey.ONE);
        Today today = request -> {
            if (listed.contains("broken")) {
                throw new IllegalStateException("the lists cannot be asked");
            }
            assertThat(request.target().text()).isEqualTo("www.network.example:443");
            return new Today.Answer(Verdict.ALLOW, "nothing", listed, "p+l2");
        };
        follower = new ListFollower(store, today, () -> NOW);
        store.accesses()
                .append(List.of(RecordedAccesses.full(1), RecordedAccesses.full(2), RecordedAccesses.sealed(3)));
    }

    @AfterEach
    void close() {
        follower.close();
        store.close();
    }

    @Test
    void eachAddressIsAskedOnceAndNotedWhereItIsGoneAndWhereItIsBack() {
        listed.add("social-networks");
        assertThat(follower.look()).isZero();
        listed.clear();
        assertThat(follower.look()).isEqualTo(1);
        assertThat(store.corrections().of(1)).isEqualTo(store.corrections().of(2))
                .containsExactly(new Correction("social-networks", NOW, "p+l2"));
        assertThat(follower.look()).as("it is noted already").isZero();
        listed.add("social-networks");
        assertThat(follower.look()).isEqualTo(1);
        assertThat(store.corrections().of(1)).isEmpty();
    }

    @Test
    void aChangeIsTakenUpOnAThreadOfItsOwnAndAFaultEndsNothing() {
        listed.add("broken");
        follower.changed();
        follower.changed();
        listed.clear();
        follower.changed();
        await().atMost(Duration.ofSeconds(10)).until(() -> !store.corrections().of(1).isEmpty());
        follower.close();
        follower.changed();
    }
}
