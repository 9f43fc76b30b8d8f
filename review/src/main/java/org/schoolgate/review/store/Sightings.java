package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What patterns look back on. It is kept in step with the records, in the transaction that writes them, so that a restart forgets
/// nothing. Each look costs a few steps in an index, however many accesses there are.
final class Sightings {

    /// How many of the latest are looked at for one that was closed.
    private static final int MOST_LOOKED_AT = 100;

    private Sightings() {}

    /// Notes the access that an alert is about, and tells whether what must have come before it did.
    static boolean complete(Connection connection, Alert alert, long number, RecordSeal seal) throws SQLException {
        Optional<Alert.LookBack> lookBack = alert.lookBack();
        if (lookBack.isEmpty()) {
            return true;
        }
        Alert.LookBack back = lookBack.get();
        String topic = seal.mark(alert.topic());
        Sql.of("DELETE FROM sighting WHERE topic = ? AND at < ?", topic, alert.at().minus(back.kept()))
                .run(connection);
        Sql.of("INSERT INTO sighting (topic, number, at) VALUES (?, ?, ?) ON CONFLICT (topic, number) DO NOTHING",
                topic, number, alert.at()).run(connection);
        return often(connection, topic, alert, back)
                && (back.afterBlock().isEmpty()
                        || wasClosed(connection, topic, alert, number, back.afterBlock().get(), seal));
    }

    private static boolean often(Connection connection, String topic, Alert alert, Alert.LookBack back)
            throws SQLException {
        return back.times() < 2 || Sql.of("SELECT 1 FROM sighting WHERE topic = ? AND at > ? AND at <= ?"
                + " ORDER BY at LIMIT 1 OFFSET ?", topic, alert.at().minus(back.within()), alert.at(),
                back.times() - 1).first(connection, row -> true).orElse(false);
    }

    /// Whether something was closed shortly before that is not what is asked for now.
    private static boolean wasClosed(Connection connection, String topic, Alert alert, long number, Duration within,
            RecordSeal seal) throws SQLException {
        Sql.Row<String> place = row -> {
            RecordedAccess access = AccessRow.read(row, seal);
            return access.host().or(access::seal).orElse("");
        };
        Optional<String> now = Sql.of("SELECT " + AccessRow.COLUMNS + " FROM flagged_access a WHERE a.number = ?",
                number).first(connection, place);
        List<String> closed = Sql.of("SELECT " + AccessRow.COLUMNS + """
             FROM (SELECT number, at FROM sighting WHERE topic = ? AND at >= ? AND at <= ? AND number <> ?
                ORDER BY at DESC LIMIT ?) seen
            JOIN flagged_access a ON a.number = seen.number WHERE a.verdict = 'block'""", topic,
                alert.at().minus(within), alert.at(), number, MOST_LOOKED_AT).list(connection, place);
        return closed.stream().anyMatch(one -> !Optional.of(one).equals(now));
    }

    /// Forgets what was before a moment.
    static void forgetBefore(Connection connection, Instant moment) throws SQLException {
        Sql.of("DELETE FROM sighting WHERE at < ?", moment).run(connection);
    }
}
