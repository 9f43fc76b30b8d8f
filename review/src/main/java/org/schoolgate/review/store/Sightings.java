package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What patterns look back on. It is kept in step with the records, in the transaction that writes them, so that a restart forgets
/// nothing. Each look costs a few steps in an index, however many accesses there are.
final class Sightings {

    /// How many of the latest are looked at for one that was closed.
    private static final int MOST_LOOKED_AT = 100;

    private Sightings() {}

    /// Notes the access that an alert is about, and tells whether what must have come before it did.
    static boolean complete(Connection connection, Alert alert, long number) throws SQLException {
        Optional<Alert.LookBack> lookBack = alert.lookBack();
        if (lookBack.isEmpty()) {
            return true;
        }
        Alert.LookBack back = lookBack.get();
        Sql.of("DELETE FROM sighting WHERE topic = ? AND at < ?", alert.topic(), alert.at().minus(back.kept()))
                .run(connection);
        Sql.of("INSERT INTO sighting (topic, number, at) VALUES (?, ?, ?) ON CONFLICT (topic, number) DO NOTHING",
                alert.topic(), number, alert.at()).run(connection);
        return often(connection, alert, back)
                && (back.afterBlock().isEmpty() || wasClosed(connection, alert, number, back.afterBlock().get()));
    }

    private static boolean often(Connection connection, Alert alert, Alert.LookBack back) throws SQLException {
        return back.times() < 2 || Sql.of("SELECT 1 FROM sighting WHERE topic = ? AND at > ? AND at <= ?"
                + " ORDER BY at LIMIT 1 OFFSET ?", alert.topic(), alert.at().minus(back.within()), alert.at(),
                back.times() - 1).first(connection, row -> true).orElse(false);
    }

    /// Whether something was closed shortly before that is not what is asked for now.
    private static boolean wasClosed(Connection connection, Alert alert, long number, Duration within)
            throws SQLException {
        return Sql.of("""
            SELECT 1 FROM (SELECT number, at FROM sighting WHERE topic = ? AND at >= ? AND at <= ? AND number <> ?
                ORDER BY at DESC LIMIT ?) seen
            JOIN flagged_access earlier ON earlier.number = seen.number
            JOIN flagged_access later ON later.number = ?
            WHERE earlier.verdict = 'block'
                AND COALESCE(earlier.host, earlier.seal) <> COALESCE(later.host, later.seal)
            LIMIT 1""", alert.topic(), alert.at().minus(within), alert.at(), number, MOST_LOOKED_AT, number)
                .first(connection, row -> true).orElse(false);
    }

    /// Forgets what was before a moment.
    static void forgetBefore(Connection connection, Instant moment) throws SQLException {
        Sql.of("DELETE FROM sighting WHERE at < ?", moment).run(connection);
    }
}
