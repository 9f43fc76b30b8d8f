package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who may sign in. Any thread may call; each call is one look at the disk or one commit to it.
public final class Accounts {

    private static final String COLUMNS = "SELECT id, name, display_name, role, password_hash, must_change, created"
            + " FROM account";

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
            INSERT INTO account (id, name, display_name, role, password_hash, must_change, created)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING""", id, canonical(name), displayName,
                role, passwordHash, mustChange, at).run(connection));
        return made == 0 ? Optional.empty() : byId(id);
    }

    /// Sets a password. The account's sessions stay; end them by [Sessions#deleteAllOf].
    public void setPassword(long id, String passwordHash, boolean mustChange) {
        database.write(connection -> Sql.of("UPDATE account SET password_hash = ?, must_change = ?,"
                + " settled = CASE WHEN ? = 0 THEN 1 ELSE settled END WHERE id = ?",
                passwordHash, mustChange, mustChange, id).run(connection));
    }

    /// Whether somebody has chosen a password for it once.
    public boolean isSettled(long id) {
        return database.read(connection -> Sql.of("SELECT settled FROM account WHERE id = ?", id)
                .first(connection, row -> row.getInt(1) == 1)).orElse(false);
    }

    /// Gives an account another role, and keeps that it was. It takes effect with the account's next request.
    ///
    /// @param by the number of the account that gives it
    public void setRole(long id, Role role, long by, Instant at) {
        database.write(connection -> {
            Sql.of("INSERT INTO role_change (id, account, at, made_by, was, became) SELECT ?, id, ?, ?, role, ?"
                    + " FROM account WHERE id = ? AND role <> ?", Numbers.random(at), at, by, role, id, role)
                    .run(connection);
            return Sql.of("UPDATE account SET role = ? WHERE id = ?", role, id).run(connection);
        });
    }

    /// That an account was given another role.
    public record RoleChange(Instant at, long account, long by, Role was, Role became) {}

    /// The changes of roles within a span, first to last.
    ///
    /// @param until not within it
    public List<RoleChange> roleChanges(Instant from, Instant until, int most) {
        return database.read(connection -> Sql.of("SELECT at, account, made_by, was, became FROM role_change"
                + " WHERE at >= ? AND at < ? ORDER BY at, id LIMIT ?", from, until, most)
                .list(connection, row -> new RoleChange(Sql.instant(row, "at"), row.getLong("account"),
                        row.getLong("made_by"), Sql.read(Role.class, row.getString("was")),
                        Sql.read(Role.class, row.getString("became")))));
    }

    /// Where an account is told of reports; empty for nowhere.
    public Optional<String> mail(long id) {
        return database.read(connection -> Sql.of("SELECT mail FROM account WHERE id = ? AND mail IS NOT NULL", id)
                .first(connection, row -> row.getString(1)));
    }

    /// Sets where an account is told of reports.
    ///
    /// @param mail an address; empty for nowhere
    public void setMail(long id, Optional<String> mail) {
        database.write(connection -> Sql.of("UPDATE account SET mail = ? WHERE id = ?", mail, id).run(connection));
    }

    private static String canonical(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static Account read(ResultSet row) throws SQLException {
        return new Account(row.getLong("id"), row.getString("name"), row.getString("display_name"),
                Sql.read(Role.class, row.getString("role")), row.getString("password_hash"),
                row.getInt("must_change") == 1, Sql.instant(row, "created"));
    }
}
