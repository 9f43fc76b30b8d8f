package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Encrypts cases from before they were, each in one transaction, so that one that is broken off goes on at the next start.
final class CaseSealing {

    private final Database database;
    private final CaseSeal seal;

    CaseSealing(Database database, CaseSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    void all() {
        boolean any = false;
        while (database.write(this::next)) {
            any = true;
        }
        if (any) {
            // What stood there in clear is nowhere in the files any more.
            database.forget();
        }
    }

    private boolean next(Connection connection) throws SQLException {
        Optional<Long> found = Sql.of("SELECT id FROM case_file WHERE data_key IS NULL AND destroyed_at IS NULL"
                + " ORDER BY id LIMIT 1").first(connection, row -> row.getLong(1));
        if (found.isEmpty()) {
            return false;
        }
        long id = found.get();
        String wrapped = seal.fresh(id);
        if (Sql.of("UPDATE case_file SET data_key = ? WHERE id = ? AND data_key IS NULL", wrapped, id)
                .run(connection) == 0) {
            return true;
        }
        DataKey key = seal.of(id, wrapped);
        for (String column : List.of("name", "hold")) {
            Optional<String> plain = Sql.of("SELECT " + column + " FROM case_file WHERE id = ? AND " + column
                    + " IS NOT NULL", id).first(connection, row -> row.getString(1));
            if (plain.isPresent()) {
                Sql.of("UPDATE case_file SET " + column + " = ? WHERE id = ?", key.seal(column, plain.get()), id)
                        .run(connection);
            }
        }
        for (long act : Sql.of("SELECT id FROM case_act WHERE case_file = ? AND salt IS NOT NULL ORDER BY id", id)
                .list(connection, row -> row.getLong(1))) {
            act(connection, key, act);
        }
        for (long act : Sql.of("SELECT act FROM case_attachment WHERE case_file = ? ORDER BY act", id)
                .list(connection, row -> row.getLong(1))) {
            Attachment file = Sql.of("SELECT name, content FROM case_attachment WHERE act = ?", act)
                    .first(connection, row -> Attachment.of(row.getString(1), row.getBytes(2))).orElseThrow();
            Sql.of("UPDATE case_attachment SET name = ?, content = ? WHERE act = ?",
                    key.seal(CaseActs.field(act, "file"), file.name()),
                    key.seal(CaseActs.field(act, "content"), file.content()), act).run(connection);
        }
        return true;
    }

    private static void act(Connection connection, DataKey key, long act) throws SQLException {
        List<String> plain = Sql.of("SELECT words, salt FROM case_act WHERE id = ?", act)
                .first(connection, row -> List.of(row.getString(1), row.getString(2))).orElseThrow();
        Sql.of("UPDATE case_act SET words = ?, salt = ? WHERE id = ?",
                key.seal(CaseActs.field(act, "words"), plain.get(0)),
                key.seal(CaseActs.field(act, "salt"), plain.get(1)),
                act).run(connection);
    }
}
