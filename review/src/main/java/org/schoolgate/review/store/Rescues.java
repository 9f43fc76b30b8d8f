package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who has asked to be let in again, and what came of it. Any thread may call; each call is one look at the disk or one commit
/// to it.
public final class Rescues {

    private static final String COLUMNS = "SELECT account, asked, first_yes FROM rescue";

    private final Database database;

    Rescues(Database database) {
        this.database = database;
    }

    /// Writes down that someone asks. Where they have asked after `since` nothing changes: nobody undoes a yes by asking on. For
    /// a name that nobody has, the same work is done and nothing stays.
    public void ask(Optional<Account> who, Instant at, Instant since) {
        long account = who.map(Account::id).orElseGet(() -> -Numbers.random(at));
        database.write(connection -> {
            Sql.of("""
                INSERT INTO rescue (account, asked, first_yes) VALUES (?, ?, NULL)
                ON CONFLICT (account) DO UPDATE SET asked = excluded.asked, first_yes = NULL
                WHERE rescue.asked <= ?""", account, at, since)
                    .run(connection);
            return Sql.of("DELETE FROM rescue WHERE account < 0").run(connection);
        });
    }

    /// Those who asked after `since`, the first first.
    public List<Rescue> open(Instant since) {
        return database.read(connection -> Sql.of(COLUMNS + " WHERE asked > ? ORDER BY asked, account", since)
                .list(connection, Rescues::read));
    }

    /// Writes down who has said yes first; false where somebody was faster.
    public boolean sayYes(Rescue rescue, long account) {
        return database.write(connection -> Sql.of(
                "UPDATE rescue SET first_yes = ? WHERE account = ? AND asked = ? AND first_yes IS NULL", account,
                rescue.account(), rescue.asked()).run(connection)) == 1;
    }

    /// Ends one; false where it was ended already, also by another thread or gateway at this moment.
    public boolean end(long account) {
        return database
                .write(connection -> Sql.of("DELETE FROM rescue WHERE account = ?", account).run(connection)) == 1;
    }

    /// Writes down what was done to a sign-in.
    public void note(SignInNote note) {
        database.write(connection -> Sql.of("INSERT INTO sign_in_note (id, at, what) VALUES (?, ?, ?)",
                Numbers.random(note.at()), note.at(), note.what()).run(connection));
    }

    /// What was done after `since`, the latest first.
    public List<SignInNote> notes(Instant since) {
        return database
                .read(connection -> Sql.of("SELECT at, what FROM sign_in_note WHERE at > ? ORDER BY at DESC", since)
                        .list(connection, row -> new SignInNote(Sql.instant(row, "at"),
                                Sql.read(SignInNote.What.class, row.getString("what")))));
    }

    private static Rescue read(ResultSet row) throws SQLException {
        long yes = row.getLong("first_yes");
        boolean none = row.wasNull();
        return new Rescue(row.getLong("account"), Sql.instant(row, "asked"),
                none ? Optional.empty() : Optional.of(yes));
    }
}
