package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who may sign in. Any thread may call; each call is one look at the disk or one commit to it.
public final class Accounts {

    private static final String COLUMNS = "SELECT id, name, display_name, role, password_hash, must_change, failures,"
            + " failing_since, locked_until, created FROM account";

    private final Database database;

    Accounts(Database database) {
        this.database = database;
    }

    /// The account of this name, in whatever case it is typed.
    public Optional<Account> find(String name) {
        return database.read(connection -> Sql.of(COLUMNS + " WHERE name = ?", canonical(name))
                .first(connection, Accounts::read));
    }

    public Optional<Account> byId(long id) {
        return database.read(connection -> Sql.of(COLUMNS + " WHERE id = ?", id).first(connection, Accounts::read));
    }

    /// Every account, by name.
    public List<Account> all() {
        return database.read(connection -> Sql.of(COLUMNS + " ORDER BY name").list(connection, Accounts::read));
    }

    public boolean anyExists() {
        return database.read(connection -> Sql.of("SELECT id FROM account LIMIT 1")
                .first(connection, row -> row.getLong(1))).isPresent();
    }

    /// Makes an account; empty where the name is taken.
    ///
    /// @param name what is typed to sign in; kept in lower case without blanks around it
    /// @param passwordHash the password's hash with its parameters
    /// @param mustChange whether a new password must be set at the first sign-in
    /// @param at now
    public Optional<Account> create(String name, String displayName, Role role, String passwordHash, boolean mustChange,
            Instant at) {
        long id = Numbers.random(at);
        int made = database.write(connection -> Sql.of("""
            INSERT INTO account (id, name, display_name, role, password_hash, must_change, failures, created)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (name) DO NOTHING""", id, canonical(name), displayName,
                role, passwordHash, mustChange, at).run(connection));
        return made == 0 ? Optional.empty() : byId(id);
    }

    /// Sets a password, and forgets failed sign-ins. The account's sessions stay; end them by [Sessions#deleteAllOf].
    public void setPassword(long id, String passwordHash, boolean mustChange) {
        database.write(connection -> Sql.of("""
            UPDATE account SET password_hash = ?, must_change = ?, failures = 0, failing_since = NULL,
            locked_until = NULL WHERE id = ?""", passwordHash, mustChange, id).run(connection));
    }

    /// Counts one failed sign-in, and gives how many there are within the window, this one included. A window begins
    /// with the first failure after the one before it has passed.
    public int recordFailure(long id, Instant at, Duration window) {
        return database.write(connection -> {
            Instant start = at.minus(window);
            Sql.of("""
                UPDATE account SET
                failures = CASE WHEN failing_since > ? THEN failures + 1 ELSE 1 END,
                failing_since = CASE WHEN failing_since > ? THEN failing_since ELSE ? END
                WHERE id = ?""", start, start, at, id).run(connection);
            return Sql.of("SELECT failures FROM account WHERE id = ?", id)
                    .first(connection, row -> row.getInt(1)).orElse(0);
        });
    }

    /// Takes no sign-in until then.
    public void lock(long id, Instant until) {
        database.write(connection -> Sql.of("UPDATE account SET locked_until = ? WHERE id = ?", until, id)
                .run(connection));
    }

    /// Forgets failed sign-ins and any lock.
    public void recordSuccess(long id) {
        database.write(connection -> Sql.of(
                "UPDATE account SET failures = 0, failing_since = NULL, locked_until = NULL WHERE id = ?", id)
                .run(connection));
    }

    private static String canonical(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static Account read(ResultSet row) throws SQLException {
        return new Account(row.getLong("id"), row.getString("name"), row.getString("display_name"),
                Sql.read(Role.class, row.getString("role")), row.getString("password_hash"),
                row.getInt("must_change") == 1, row.getInt("failures"), Sql.instantIfAny(row, "failing_since"),
                Sql.instantIfAny(row, "locked_until"), Sql.instant(row, "created"));
    }
}
