package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Messages until they have been sent. Any thread may call. Several gateways may share it: each message is sent by whoever
/// claims it.
public final class Outbox {

    /// For how long a claimed message is left alone.
    private static final Duration CLAIMED = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int LONGEST_FAULT = 300;

    private final Database database;

    Outbox(Database database) {
        this.database = database;
    }

    /// A message that waits.
    ///
    /// @param id stays the same however often it is tried
    /// @param tries how often it was tried before
    public record Waiting(long id, Message message, int tries) {}

    /// How the outbox is.
    ///
    /// @param waiting how many messages
    /// @param oldest since when the oldest waits
    /// @param fault why a try failed
    public record State(long waiting, Optional<Instant> oldest, Optional<String> fault) {}

    /// Adds the messages of an alert that is about no one record, unless people were told of its topic a moment ago.
    public void add(Alert alert) {
        database.write(connection -> {
            add(connection, alert);
            return alert;
        });
    }

    /// Adds the messages of an alert, unless people were told of its topic a moment ago. Within the transaction that writes the
    /// record, so that neither is there without the other.
    static void add(Connection connection, Alert alert) throws SQLException {
        Optional<Instant> last = Sql.of("SELECT at FROM alerted WHERE topic = ?", alert.topic())
                .first(connection, row -> Sql.instant(row, "at"));
        if (last.isPresent() && alert.at().isBefore(last.get().plus(alert.quiet()))) {
            return;
        }
        Sql.of("INSERT INTO alerted (topic, at) VALUES (?, ?) ON CONFLICT (topic) DO UPDATE SET at = excluded.at",
                alert.topic(), alert.at()).run(connection);
        for (Message message : alert.messages()) {
            add(connection, message, alert.at());
        }
    }

    private static void add(Connection connection, Message message, Instant now) throws SQLException {
        Sql.of("INSERT INTO outbox (id, recipient, subject, body, made, due, tries, sent) VALUES (?, ?, ?, ?, ?, ?, 0, 0)",
                Numbers.random(now), message.recipient(), message.subject(), message.body(), now, Instant.EPOCH)
                .run(connection);
    }

    /// Takes the message that is due first, for two minutes; empty where none is due.
    public Optional<Waiting> claim(Instant now) {
        if (!database.read(connection -> Sql.of("SELECT 1 FROM outbox WHERE sent = 0 AND due <= ? LIMIT 1", now)
                .first(connection, row -> true)).orElse(false)) {
            return Optional.empty();
        }
        return database.write(connection -> {
            Optional<Waiting> next = Sql.of("SELECT id, recipient, subject, body, tries FROM outbox WHERE sent = 0"
                    + " AND due <= ? ORDER BY due, id LIMIT 1", now).first(connection,
                            row -> new Waiting(row.getLong(1),
                                    new Message(row.getString(2), row.getString(3), row.getString(4)), row.getInt(5)));
            // Another gateway may have been faster.
            return next.isPresent()
                    && Sql.of("UPDATE outbox SET due = ?, tries = tries + 1 WHERE id = ? AND sent = 0 AND"
                            + " tries = ?", now.plus(CLAIMED), next.get().id(), next.get().tries()).run(connection) == 1
                                    ? next
                                    : Optional.empty();
        });
    }

    /// It has been sent: what it said is forgotten.
    public void sent(Waiting message) {
        database.write(connection -> Sql.of("UPDATE outbox SET sent = 1, body = '', fault = NULL WHERE id = ?",
                message.id()).run(connection));
    }

    /// It could not be sent, and is tried again: after ten seconds, then less and less often, every five minutes at last.
    public void failed(Waiting message, String why, Instant now) {
        Duration wait = Duration.ofSeconds(10L << Math.min(message.tries(), 5));
        Instant due = now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        database.write(connection -> Sql.of("UPDATE outbox SET due = ?, fault = ? WHERE id = ?", due,
                why.length() <= LONGEST_FAULT ? why : why.substring(0, LONGEST_FAULT), message.id()).run(connection));
    }

    /// Forgets whom was told of what before a moment; what still waits is kept.
    static void forgetBefore(Connection connection, Instant moment) throws SQLException {
        Sql.of("DELETE FROM alerted WHERE at < ?", moment).run(connection);
        Sql.of("DELETE FROM outbox WHERE sent = 1 AND made < ?", moment).run(connection);
    }

    /// How many messages wait, since when, and why.
    public State state() {
        return database.read(connection -> Sql.of("SELECT COUNT(*), MIN(made), MAX(fault) FROM outbox WHERE sent = 0")
                .first(connection, row -> new State(row.getLong(1),
                        row.getLong(1) == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(row.getLong(2))),
                        Optional.ofNullable(row.getString(3))))
                .orElseThrow());
    }
}
