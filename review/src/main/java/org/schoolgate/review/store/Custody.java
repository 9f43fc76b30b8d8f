package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Who took which file, and when. It only grows. Any thread may call.
public final class Custody {

    private final Database database;
    private final CaseActs acts;

    Custody(Database database, CaseActs acts) {
        this.database = database;
        this.acts = acts;
    }

    /// Keeps that a file was made, and the look that it is, in one commit. Only then is the file given out.
    public void record(Taken taken) {
        database.write(connection -> {
            long id = Numbers.random(taken.at());
            DataKey key = taken.kind() == Taken.Kind.CASE_PACK ? acts.key(connection, taken.about()) : DataKey.NONE;
            Sql.of("INSERT INTO custody (id, account, at, kind, incident, name, sha256, recipient, purpose)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id, taken.account(), taken.at(), taken.kind(), taken.about(), taken.name(), taken.sha256(),
                    key.seal("recipient " + id, taken.recipient()),
                    key.seal("purpose " + id, taken.purpose()))
                    .run(connection);
            ViewLog.record(connection, taken.account(), taken.at(), View.What.EXPORT, id);
            return id;
        });
    }

    /// The files that were made about an incident or a case, first to last.
    public List<Taken> of(long about) {
        return database.read(connection -> {
            DataKey key = acts.key(connection, about);
            return Sql.of("SELECT id, account, at, kind, incident, name, sha256, recipient, purpose FROM custody"
                    + " WHERE incident = ? ORDER BY id", about)
                    .list(connection, row -> new Taken(row.getLong("account"), Sql.instant(row, "at"),
                            Sql.read(Taken.Kind.class, row.getString("kind")), row.getLong("incident"),
                            row.getString("name"), row.getString("sha256"), clear(key, row, "recipient"),
                            clear(key, row, "purpose")));
        });
    }

    private static String clear(DataKey key, ResultSet row, String column) throws SQLException {
        String sealed = row.getString(column);
        return sealed.isEmpty() ? "" : key.open(column + " " + row.getLong("id"), sealed);
    }
}
