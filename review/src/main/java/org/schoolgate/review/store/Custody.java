package org.schoolgate.review.store;

import java.util.List;

/// Who took which file, and when. It only grows. Any thread may call.
public final class Custody {

    private final Database database;

    Custody(Database database) {
        this.database = database;
    }

    /// Keeps that a file was made, and the look that it is, in one commit. Only then is the file given out.
    public void record(Taken taken) {
        database.write(connection -> {
            long id = Numbers.random(taken.at());
            Sql.of("INSERT INTO custody (id, account, at, kind, incident, name, sha256, recipient, purpose)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id, taken.account(), taken.at(), taken.kind(), taken.about(), taken.name(), taken.sha256(),
                    taken.recipient(), taken.purpose())
                    .run(connection);
            ViewLog.record(connection, taken.account(), taken.at(), View.What.EXPORT, id);
            return id;
        });
    }

    /// The files that were made about an incident or a case, first to last.
    public List<Taken> of(long about) {
        return database.read(connection -> Sql
                .of("SELECT account, at, kind, incident, name, sha256, recipient, purpose FROM custody"
                        + " WHERE incident = ? ORDER BY id", about)
                .list(connection, row -> new Taken(row.getLong("account"), Sql.instant(row, "at"),
                        Sql.read(Taken.Kind.class, row.getString("kind")), row.getLong("incident"),
                        row.getString("name"), row.getString("sha256"), row.getString("recipient"),
                        row.getString("purpose"))));
    }
}
