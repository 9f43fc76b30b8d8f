package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Destroys what cases hold of a person once their day has come, each in one transaction with the entries of the chain that say
/// so.
final class CaseEnds {

    /// How many cases are destroyed at once; the others follow an hour later.
    private static final int MOST = 100;

    private final Database database;
    private final CaseActs acts;

    CaseEnds(Database database, CaseActs acts) {
        this.database = database;
        this.acts = acts;
    }

    /// Gives how many cases.
    int destroyDue(LocalDate today, Instant now) {
        List<Long> due = database.read(connection -> Sql.of("SELECT id FROM case_file WHERE destroy_on <= ?"
                + " AND hold IS NULL AND destroyed_at IS NULL ORDER BY id LIMIT ?", today, MOST)
                .list(connection, row -> row.getLong(1)));
        int destroyed = 0;
        for (long id : due) {
            destroyed += database.write(connection -> destroy(connection, id, today, now));
        }
        if (destroyed > 0) {
            database.forget();
        }
        return destroyed;
    }

    private int destroy(Connection connection, long id, LocalDate today, Instant now) throws SQLException {
        int one = Sql
                .of("UPDATE case_file SET name = NULL, account = NULL, data_key = NULL, destroyed_at = ? WHERE id = ? AND hold IS NULL"
                        + " AND destroyed_at IS NULL AND destroy_on <= ?", now, id, today)
                .run(connection);
        if (one == 1) {
            Sql.of("DELETE FROM case_attachment WHERE case_file = ?", id).run(connection);
            Sql.of("UPDATE reveal SET why = '' WHERE client = (SELECT client FROM case_file WHERE id = ?)", id)
                    .run(connection);
            Sql.of("UPDATE custody SET recipient = '', purpose = '' WHERE incident = ?", id).run(connection);
            acts.destroy(connection, id, now, "kept for as long as its outcome says");
        }
        return one;
    }
}
