package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who has looked at which flagged accesses, and when. It only grows.
///
/// Any thread may call. A page is shown only after its look has been recorded: where that fails, nothing is shown.
public final class ViewLog {

    /// One for all of this process: two looks within a millisecond must not draw the same number, as one would then fail.
    private static final Numbers NUMBERS = new Numbers();

    private final Database database;

    ViewLog(Database database) {
        this.database = database;
    }

    /// Records that an account has seen a list of flagged accesses.
    public void recordList(long account, Instant at) {
        record(account, at, View.What.LIST, 0);
    }

    /// Records that an account has seen one flagged access.
    ///
    /// @param access the access's number
    public void recordAccess(long account, Instant at, long access) {
        record(account, at, View.What.ACCESS, access);
    }

    /// Who has looked at one access, latest first, at most 100.
    public List<View> of(long access) {
        return database.read(connection -> Sql
                .of("""
                    SELECT account, at, what, access FROM viewed WHERE access = ? AND what = 'access' ORDER BY id DESC LIMIT 100""",
                        access)
                .list(connection, ViewLog::read));
    }

    /// Who has looked at one incident, first to last.
    public List<View> ofIncident(long incident) {
        return database.read(connection -> Sql
                .of("SELECT account, at, what, access FROM viewed WHERE access = ? AND what = 'incident' ORDER BY id",
                        incident)
                .list(connection, ViewLog::read));
    }

    /// The latest looks of all, latest first.
    public List<View> latest(int count) {
        return database
                .read(connection -> Sql.of("SELECT account, at, what, access FROM viewed ORDER BY id DESC LIMIT ?",
                        count).list(connection, ViewLog::read));
    }

    /// The latest looks of some accounts, latest first.
    ///
    /// @param accounts their numbers; with none of them nothing is given
    public List<View> latest(Collection<Long> accounts, int count) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        List<Object> values = new ArrayList<>(accounts);
        values.add(count);
        return database.read(connection -> Sql.of("SELECT account, at, what, access FROM viewed WHERE account IN ("
                + String.join(", ", Collections.nCopies(accounts.size(), "?")) + ") ORDER BY id DESC LIMIT ?",
                values.toArray())
                .list(connection, ViewLog::read));
    }

    /// How often each account has looked at one access, incident or case since a moment; lists are left out.
    public Map<Long, Long> counted(Instant since) {
        return counted(since, Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    /// The same within a span.
    ///
    /// @param until not within it
    public Map<Long, Long> counted(Instant since, Instant until) {
        Map<Long, Long> out = new HashMap<>();
        database.read(connection -> Sql
                .of("SELECT account, COUNT(*) AS looks FROM viewed WHERE at >= ? AND at < ? AND what NOT IN ('list', 'name', 'register')"
                        + " GROUP BY account", since, until)
                .list(connection, row -> Map.entry(row.getLong(1), row.getLong(2))))
                .forEach(each -> out.put(each.getKey(), each.getValue()));
        return out;
    }

    /// How often each account was shown who it is since a moment.
    public Map<Long, Long> shown(Instant since) {
        Map<Long, Long> out = new HashMap<>();
        database.read(connection -> Sql
                .of("SELECT account, COUNT(*) AS looks FROM viewed WHERE at >= ? AND what = 'name' GROUP BY account",
                        since)
                .list(connection, row -> Map.entry(row.getLong(1), row.getLong(2))))
                .forEach(each -> out.put(each.getKey(), each.getValue()));
        return out;
    }

    /// Records that an account has seen one case.
    public void recordCase(long account, Instant at, long id) {
        record(account, at, View.What.CASE_FILE, id);
    }

    /// Records that an account has seen one victim's record.
    public void recordVictim(long account, Instant at, long id) {
        record(account, at, View.What.VICTIM_RECORD, id);
    }

    /// Records that an account has seen a register.
    public void recordRegister(long account, Instant at) {
        record(account, at, View.What.REGISTER, 0);
    }

    /// Records that an account has seen family contacts or express permissions.
    ///
    /// @param number the access or the incident that one stood beside; 0 for the register
    public void recordFamily(long account, Instant at, long number) {
        record(account, at, View.What.FAMILY, number);
    }

    private void record(long account, Instant at, View.What what, long number) {
        database.write(connection -> {
            record(connection, account, at, what, number);
            return true;
        });
    }

    /// The same within the transaction of something else.
    static void record(Connection connection, long account, Instant at, View.What what, long number)
            throws SQLException {
        Sql.of("INSERT INTO viewed (id, account, at, what, access) VALUES (?, ?, ?, ?, ?)", NUMBERS.next(at), account,
                at, what, number).run(connection);
    }

    static View read(ResultSet row) throws SQLException {
        return new View(row.getLong("account"), Sql.instant(row, "at"),
                Sql.read(View.What.class, row.getString("what")), row.getLong("access"));
    }
}
