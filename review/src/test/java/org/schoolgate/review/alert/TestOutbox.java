package org.schoolgate.review.alert;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// A real store with messages for one channel, at a time that a test sets.
final class TestOutbox implements AutoCloseable {

    static final Duration SOON = Duration.ofMinutes(1);

    final Store store;
    private final Channel channel;
    private volatile Instant now = Instant.parse("2026-11-17T09:40:00Z");
    private int topics;

    TestOutbox(Path folder, Channel channel) {
        this.store = Store.open(new StoreLocation.Sqlite(folder.resolve("outbox.db")), TestKey.ONE);
        this.channel = channel;
    }

    Instant now() {
        return now;
    }

    void add(String body) {
        store.outbox().add(Alert.ofAll("topic" + topics++, now, Duration.ofMinutes(10),
                List.of(new Message(channel, channel == Channel.MAIL ? "head@school.example" : "", "URGENT", body))));
    }

    Deliveries start(Channels channels) {
        return Deliveries.start(store.outbox(), channels, () -> now);
    }

    /// Waits until a try has failed for a reason like this. Time goes on meanwhile, so that it is tried again and again.
    void failsWith(String reason) {
        await().atMost(SOON).until(() -> goesOn() && store.outbox().state(channel).fault()
                .filter(why -> why.contains(reason)).isPresent());
    }

    /// Waits until every message is sent. Time goes on meanwhile.
    void isEmptied() {
        await().atMost(SOON).until(() -> goesOn() && store.outbox().state(channel).waiting() == 0);
    }

    private boolean goesOn() {
        now = now.plus(Duration.ofMinutes(1));
        return true;
    }

    @Override
    public void close() {
        store.close();
    }
}
