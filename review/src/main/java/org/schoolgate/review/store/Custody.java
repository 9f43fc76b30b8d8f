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
            boolean ofCase = taken.kind() == Taken.Kind.CASE_PACK;
            DataKey key = ofCase ? acts.key(connection, taken.about()) : DataKey.NONE;
            Sql.of("INSERT INTO custody (id, account, at, kind, incident, name, sha256, recipient, purpose)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id, taken.account(), taken.at(), taken.kind(), taken.about(), taken.name(), taken.sha256(),
                    sealed(ofCase, key, called(id, "recipient"), taken.recipient()),
                    sealed(ofCase, key, called(id, "purpose"), taken.purpose()))
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

    /// What a column is called where it is encrypted.
    static String called(long id, String column) {
        return column + " " + id;
    }

    /// What was handed over of a case goes with its key; everything else is encrypted as flagged accesses are.
    private String sealed(boolean ofCase, DataKey key, String what, String plain) {
        return ofCase ? key.seal(what, plain) : acts.records().seal(what, plain);
    }

    private String clear(DataKey key, ResultSet row, String column) throws SQLException {
        String sealed = row.getString(column);
        String what = called(row.getLong("id"), column);
        if (sealed.isEmpty()) {
            return "";
        }
        return Sql.read(Taken.Kind.class, row.getString("kind")) == Taken.Kind.CASE_PACK
                ? key.open(what, sealed)
                : acts.records().open(what, sealed);
    }
}
