package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// What people wrote beside flagged accesses of their own, for whoever may read these. Any thread may call.
public final class Annotations {

    private static final String COLUMNS = "SELECT n.id, n.access, n.at, n.words FROM annotation n";

    private final Database database;
    private final RecordSeal seal;

    Annotations(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// What stands beside these accesses, first to last.
    ///
    /// @param accesses at most 1,000
    public List<Annotation> of(Collection<Long> accesses) {
        if (accesses.isEmpty()) {
            return List.of();
        }
        String marks = String.join(", ", Collections.nCopies(accesses.size(), "?"));
        return database.read(connection -> Sql.of(COLUMNS + " WHERE n.access IN (" + marks + ") ORDER BY n.id",
                accesses.toArray()).list(connection, this::read));
    }

    /// What stands beside the accesses of an incident, first to last, at most `most`.
    public List<Annotation> ofIncident(long incident, int most) {
        return database.read(connection -> Sql.of(COLUMNS + " JOIN incident_access g ON g.access = n.access"
                + " WHERE g.incident = ? ORDER BY n.id LIMIT ?", incident, most).list(connection, this::read));
    }

    private Annotation read(ResultSet row) throws SQLException {
        return new Annotation(row.getLong("access"), Sql.instant(row, "at"),
                seal.open(called(row.getLong("id")), row.getString("words")));
    }

    /// What the words are called where they are encrypted.
    static String called(long id) {
        return "annotation " + id;
    }
}
