package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The public halves of passkeys. Any thread may call; each call is one look at the disk or one commit to it.
public final class Passkeys {

    private static final String COLUMNS = "SELECT id, account, name, credential, synced, uses, created, used FROM passkey";

    private final Database database;

    Passkeys(Database database) {
        this.database = database;
    }

    /// Adds one; false where it is there already.
    public boolean add(Passkey passkey) {
        return database.write(connection -> Sql.of("""
            INSERT INTO passkey (id, account, name, credential, synced, uses, created, used)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""", passkey.id(), passkey.account(),
                passkey.name(), passkey.credential(), passkey.synced(), passkey.uses(), passkey.created(),
                passkey.used()).run(connection)) == 1;
    }

    public Optional<Passkey> find(String id) {
        return database.read(connection -> Sql.of(COLUMNS + " WHERE id = ?", id).first(connection, Passkeys::read));
    }

    /// Those of an account, the oldest first.
    public List<Passkey> of(long account) {
        return database.read(connection -> Sql.of(COLUMNS + " WHERE account = ? ORDER BY created, id", account)
                .list(connection, Passkeys::read));
    }

    /// Writes down that one was used.
    public void use(String id, long uses, Instant at) {
        database.write(connection -> Sql.of("UPDATE passkey SET uses = ?, used = ? WHERE id = ?", uses, at, id)
                .run(connection));
    }

    /// Removes one of an account's own; another's stays.
    public void remove(long account, String id) {
        database.write(connection -> Sql.of("DELETE FROM passkey WHERE account = ? AND id = ?", account, id)
                .run(connection));
    }

    private static Passkey read(ResultSet row) throws SQLException {
        long used = row.getLong("used");
        return new Passkey(row.getString("id"), row.getLong("account"), row.getString("name"),
                row.getString("credential"), row.getInt("synced") == 1, row.getLong("uses"),
                Sql.instant(row, "created"), used == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(used)));
    }
}
