package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Optional;

/// Which account of the school's own provider belongs to whom who signs in here. Any thread may call; each call is one look
/// at the disk or one commit to it.
public final class SchoolAccounts {

    private final Database database;

    SchoolAccounts(Database database) {
        this.database = database;
    }

    /// Whose it is.
    ///
    /// @param subject the hash of issuer and subject
    public Optional<Account> owner(String subject) {
        return database.read(connection -> Sql.of("SELECT account FROM school_account WHERE subject = ?", subject)
                .first(connection, row -> row.getLong(1))).flatMap(id -> new Accounts(database).byId(id));
    }

    /// Since when somebody has one connected.
    public Optional<Instant> since(long account) {
        return database.read(connection -> Sql.of("SELECT since FROM school_account WHERE account = ?", account)
                .first(connection, row -> Sql.instant(row, "since")));
    }

    /// Connects one, in place of one before; does nothing where it is somebody else's.
    ///
    /// @return whether it is connected now
    public boolean connect(String subject, long account, Instant at) {
        return database.write(connection -> {
            Optional<Long> owner = Sql.of("SELECT account FROM school_account WHERE subject = ?", subject)
                    .first(connection, row -> row.getLong(1));
            if (owner.isPresent()) {
                return owner.get() == account;
            }
            Sql.of("DELETE FROM school_account WHERE account = ?", account).run(connection);
            Sql.of("INSERT INTO school_account (subject, account, since) VALUES (?, ?, ?)", subject, account, at)
                    .run(connection);
            return true;
        });
    }

    public void disconnect(long account) {
        database.write(connection -> Sql.of("DELETE FROM school_account WHERE account = ?", account).run(connection));
    }
}
