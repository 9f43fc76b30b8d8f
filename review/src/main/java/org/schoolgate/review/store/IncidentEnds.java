package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Destroys what is left of an incident once its records are: what people wrote about it, who asked to be shown the device and
/// why, and the device's pseudonym.
final class IncidentEnds {

    /// How many incidents, and how many askings, are destroyed in one commit; the others follow an hour later.
    private static final int MOST = 1_000;

    private final Database database;

    IncidentEnds(Database database) {
        this.database = database;
    }

    /// Gives how many incidents. One in a case stays until that has been destroyed.
    int destroyBefore(Instant before) {
        List<Long> over = database.read(connection -> Sql.of("SELECT id FROM incident WHERE last_at < ?"
                + " AND NOT EXISTS (SELECT 1 FROM incident_access a WHERE a.incident = incident.id)"
                + " AND NOT EXISTS (SELECT 1 FROM case_incident c JOIN case_file f ON f.id = c.case_file"
                + " WHERE c.incident = incident.id AND f.destroyed_at IS NULL) ORDER BY id LIMIT ?", before, MOST)
                .list(connection, row -> row.getLong(1)));
        boolean asked = database.read(connection -> Sql.of("SELECT 1 FROM reveal WHERE asked_at < ? LIMIT 1", before)
                .first(connection, row -> true)).orElse(false);
        if (over.isEmpty() && !asked) {
            return 0;
        }
        database.write(connection -> destroy(connection, over, before));
        database.forget();
        return over.size();
    }

    private static int destroy(Connection connection, List<Long> over, Instant before) throws SQLException {
        for (long id : over) {
            // Acts and links go with it.
            Sql.of("DELETE FROM incident WHERE id = ? AND NOT EXISTS (SELECT 1 FROM incident_access a"
                    + " WHERE a.incident = incident.id)", id).run(connection);
        }
        Sql.of("DELETE FROM reveal WHERE id IN (SELECT id FROM reveal WHERE asked_at < ? ORDER BY asked_at LIMIT ?)",
                before, MOST).run(connection);
        return Sql.of(
                "DELETE FROM pseudonym WHERE NOT EXISTS (SELECT 1 FROM incident i WHERE i.client = pseudonym.client)"
                        + " AND NOT EXISTS (SELECT 1 FROM case_file c WHERE c.client = pseudonym.client)"
                        + " AND NOT EXISTS (SELECT 1 FROM reveal r WHERE r.client = pseudonym.client)")
                .run(connection);
    }
}
