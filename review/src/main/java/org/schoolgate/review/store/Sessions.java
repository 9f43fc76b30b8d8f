package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Optional;

/// Who is signed in. Any thread may call; each call is one look at the disk or one commit to it.
public final class Sessions {

    private final Database database;

    Sessions(Database database) {
        this.database = database;
    }

    public void create(Session session) {
        database.write(connection -> Sql.of("""
            INSERT INTO session (id_hash, account, csrf_token, created, idle_until, expires, confirmed)
            VALUES (?, ?, ?, ?, ?, ?, ?)""", session.idHash(), session.account(), session.csrfToken(),
                session.created(), session.idleUntil(), session.expires(),
                session.confirmed()).run(connection));
    }

    /// The session of this hash, where it has not ended by `now`.
    public Optional<Session> find(String idHash, Instant now) {
        return database.read(connection -> Sql.of("""
            SELECT id_hash, account, csrf_token, created, idle_until, expires, confirmed FROM session
            WHERE id_hash = ? AND idle_until > ? AND expires > ?""", idHash, now, now)
                .first(connection, row -> new Session(row.getString("id_hash"), row.getLong("account"),
                        row.getString("csrf_token"), Sql.instant(row, "created"), Sql.instant(row, "idle_until"),
                        Sql.instant(row, "expires"), Sql.instant(row, "confirmed"))));
    }

    /// Puts off the end of a session that was used. Costs a commit, so call it now and then, not for each request.
    public void touch(String idHash, Instant idleUntil) {
        database.write(connection -> Sql.of("UPDATE session SET idle_until = ? WHERE id_hash = ?", idleUntil, idHash)
                .run(connection));
    }

    /// Writes down that the one who is signed in has just shown again who they are.
    public void confirm(String idHash, Instant at) {
        database.write(connection -> Sql.of("UPDATE session SET confirmed = ? WHERE id_hash = ?", at, idHash)
                .run(connection));
    }

    public void delete(String idHash) {
        database.write(connection -> Sql.of("DELETE FROM session WHERE id_hash = ?", idHash).run(connection));
    }

    /// Signs an account out everywhere.
    public void deleteAllOf(long account) {
        database.write(connection -> Sql.of("DELETE FROM session WHERE account = ?", account).run(connection));
    }

    /// Removes what has ended by `now`, and gives how many that were.
    public int purgeExpired(Instant now) {
        return database
                .write(connection -> Sql.of("DELETE FROM session WHERE idle_until <= ? OR expires <= ?", now, now)
                        .run(connection));
    }
}
