package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What people show beside a password: secrets shared with an app, and recovery codes. Any thread may call; each call is one
/// look at the disk or one commit to it.
public final class Factors {

    private final Database database;

    Factors(Database database) {
        this.database = database;
    }

    /// The secret of an account; empty where none is set up.
    public Optional<Factor> of(long account) {
        return database.read(connection -> Sql.of("SELECT secret, since, last_step FROM factor WHERE account = ?",
                account).first(connection,
                        row -> new Factor(row.getString("secret"), Sql.instant(row, "since"),
                                row.getLong("last_step"))));
    }

    /// Sets up a secret and its recovery codes; those before are gone.
    ///
    /// @param secret encrypted
    /// @param step the half-minute whose code has shown that the app works; it is spent
    /// @param marks the keyed marks of the recovery codes
    public void put(long account, String secret, Instant since, long step, List<String> marks) {
        database.write(connection -> {
            Sql.of("""
                INSERT INTO factor (account, secret, since, last_step) VALUES (?, ?, ?, ?)
                ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, since = excluded.since,
                    last_step = excluded.last_step""", account, secret, since, step).run(connection);
            return putMarks(connection, account, marks);
        });
    }

    /// Gives an account new recovery codes; those before are gone.
    public void putCodes(long account, List<String> marks) {
        database.write(connection -> putMarks(connection, account, marks));
    }

    private static int putMarks(Connection connection, long account, List<String> marks) throws SQLException {
        Sql.of("DELETE FROM recovery_code WHERE account = ?", account).run(connection);
        for (String mark : marks) {
            Sql.of("INSERT INTO recovery_code (account, mark) VALUES (?, ?)", account, mark).run(connection);
        }
        return marks.size();
    }

    /// Spends the code of a half-minute, with all before it.
    ///
    /// @return false where it was spent already, also by another thread or gateway at this moment
    public boolean spendStep(long account, long step) {
        return database.write(connection -> Sql.of(
                "UPDATE factor SET last_step = ? WHERE account = ? AND last_step < ?", step, account, step)
                .run(connection)) == 1;
    }

    /// Spends a recovery code; false where there is none such, or not any more.
    public boolean spendCode(long account, String mark) {
        return database.write(connection -> Sql.of("DELETE FROM recovery_code WHERE account = ? AND mark = ?", account,
                mark).run(connection)) == 1;
    }

    /// How many recovery codes are left.
    public int codesLeft(long account) {
        return database.read(connection -> Sql.of("SELECT COUNT(*) FROM recovery_code WHERE account = ?", account)
                .first(connection, row -> row.getInt(1))).orElse(0);
    }

    /// Takes away everything that an account shows beside its password.
    public void remove(long account) {
        database.write(connection -> {
            Sql.of("DELETE FROM passkey WHERE account = ?", account).run(connection);
            Sql.of("DELETE FROM recovery_code WHERE account = ?", account).run(connection);
            return Sql.of("DELETE FROM factor WHERE account = ?", account).run(connection);
        });
    }
}
