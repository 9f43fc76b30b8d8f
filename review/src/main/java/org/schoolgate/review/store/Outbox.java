package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Messages until they have been sent. Any thread may call. Several gateways may share it: each message is sent by whoever
/// claims it.
public final class Outbox {

    /// For how long a claimed message is left alone.
    private static final Duration CLAIMED = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int LONGEST_FAULT = 300;

    /// What the topics of announcements begin with.
    public static final String ANNOUNCED = "announced-";

    private final Database database;
    private final RecordSeal seal;

    Outbox(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// A message that waits.
    ///
    /// @param id stays the same however often it is tried
    /// @param tries how often it was tried before
    public record Waiting(long id, Message message, int tries) {}

    /// How a channel is.
    ///
    /// @param waiting how many messages
    /// @param oldest since when the oldest waits
    /// @param fault why a try failed
    public record State(Channel channel, long waiting, Optional<Instant> oldest, Optional<String> fault) {}

    /// Adds the messages of an alert that is about no one record, unless people were told of its topic a moment ago.
    public void add(Alert alert) {
        database.write(connection -> {
            add(connection, alert, seal);
            return alert;
        });
    }

    /// Adds the messages of an alert, unless their receivers were told of its topic a moment ago. Within the transaction that
    /// writes the record, so that neither is there without the other.
    static void add(Connection connection, Alert alert, RecordSeal seal) throws SQLException {
        if (alert.about().isPresent()) {
            long number = alert.about().get();
            if (!Sightings.complete(connection, alert, number, seal)) {
                return;
            }
            Sql.of("INSERT INTO access_severity (number, severity) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET"
                    + " severity = excluded.severity WHERE excluded.severity > access_severity.severity", number,
                    alert.severity().rank()).run(connection);
        }
        for (Message message : alert.messages()) {
            if (mayBeTold(connection, alert, message, seal)) {
                add(connection, message, alert.at());
            }
        }
    }

    /// Whether a receiver has been told nothing of the topic for a while, or only that it was less severe.
    private static boolean mayBeTold(Connection connection, Alert alert, Message message, RecordSeal seal)
            throws SQLException {
        String topic = seal.mark(alert.topic() + "|" + Sql.word(message.channel()) + "|" + message.recipient());
        boolean told = Sql.of("SELECT at FROM alerted WHERE topic = ? AND severity >= ?", topic,
                alert.severity().rank()).first(connection, row -> Sql.instant(row, "at"))
                .filter(last -> alert.at().isBefore(last.plus(alert.quiet()))).isPresent();
        if (told) {
            return false;
        }
        Sql.of("INSERT INTO alerted (topic, at, severity) VALUES (?, ?, ?) ON CONFLICT (topic) DO UPDATE SET"
                + " at = excluded.at, severity = excluded.severity", topic, alert.at(), alert.severity().rank())
                .run(connection);
        return true;
    }

    /// Since when the messages of a summary have been sent to a receiver; where none has, from now on.
    public LocalDate lastSummary(String topic, LocalDate now) {
        Optional<LocalDate> last = database.read(connection -> summary(connection, topic));
        return last.isPresent() ? last.get() : database.write(connection -> {
            Sql.of("INSERT INTO alerted (topic, at) VALUES (?, ?) ON CONFLICT (topic) DO NOTHING", topic,
                    now.atStartOfDay(ZoneOffset.UTC).toInstant()).run(connection);
            return summary(connection, topic).orElse(now);
        });
    }

    /// Adds a summary, unless another gateway has done so.
    ///
    /// @param last the day of the summary before
    /// @param due the day of this one
    public void addSummary(String topic, LocalDate last, LocalDate due, Instant now, Message message) {
        database.write(connection -> {
            boolean first = Sql.of("UPDATE alerted SET at = ? WHERE topic = ? AND at = ?",
                    due.atStartOfDay(ZoneOffset.UTC).toInstant(), topic, last.atStartOfDay(ZoneOffset.UTC).toInstant())
                    .run(connection) == 1;
            if (first) {
                add(connection, message, now);
            }
            return first;
        });
    }

    private static Optional<LocalDate> summary(Connection connection, String topic) throws SQLException {
        return Sql.of("SELECT at FROM alerted WHERE topic = ?", topic).first(connection,
                row -> LocalDate.ofInstant(Sql.instant(row, "at"), ZoneOffset.UTC));
    }

    private static void add(Connection connection, Message message, Instant now) throws SQLException {
        Sql.of("INSERT INTO outbox (id, channel, recipient, subject, body, made, due, tries, sent)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)", Numbers.random(now), message.channel(), message.recipient(),
                message.subject(), message.body(), now, Instant.EPOCH).run(connection);
    }

    /// Takes the message that is due first by a channel, for two minutes; empty where none is due.
    public Optional<Waiting> claim(Channel channel, Instant now) {
        if (!database
                .read(connection -> Sql.of("SELECT 1 FROM outbox WHERE channel = ? AND sent = 0 AND due <= ? LIMIT 1",
                        channel, now).first(connection, row -> true))
                .orElse(false)) {
            return Optional.empty();
        }
        return database.write(connection -> {
            Optional<Waiting> next = Sql.of("SELECT id, recipient, subject, body, tries FROM outbox WHERE channel = ?"
                    + " AND sent = 0 AND due <= ? ORDER BY due, id LIMIT 1", channel, now).first(connection,
                            row -> new Waiting(row.getLong(1), new Message(channel, row.getString(2), row.getString(3),
                                    row.getString(4)), row.getInt(5)));
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

    /// Forgets whom was told of what before a moment; what still waits is kept, and up to which day reports were announced: the
    /// next of a year may be due later than all else is kept.
    static void forgetBefore(Connection connection, Instant moment) throws SQLException {
        Sql.of("DELETE FROM alerted WHERE at < ? AND topic NOT LIKE '" + ANNOUNCED + "%'", moment).run(connection);
        Sql.of("DELETE FROM outbox WHERE sent = 1 AND made < ?", moment).run(connection);
        Sightings.forgetBefore(connection, moment);
    }

    /// The channels by which messages wait: how many, since when, and why.
    public List<State> waiting() {
        return database.read(connection -> Sql.of("SELECT channel, COUNT(*), MIN(made), MAX(fault) FROM outbox"
                + " WHERE sent = 0 GROUP BY channel ORDER BY channel").list(connection,
                        row -> new State(Sql.read(Channel.class, row.getString(1)), row.getLong(2),
                                Optional.of(Instant.ofEpochMilli(row.getLong(3))),
                                Optional.ofNullable(row.getString(4)))));
    }

    /// The same of one channel.
    public State state(Channel channel) {
        return waiting().stream().filter(state -> state.channel() == channel).findFirst()
                .orElse(new State(channel, 0, Optional.empty(), Optional.empty()));
    }
}
