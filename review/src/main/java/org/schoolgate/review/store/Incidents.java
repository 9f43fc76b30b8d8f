package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.Certainty;

/// Incidents, and what people did with them. Any thread may call.
public final class Incidents {

    private static final String COLUMNS = "SELECT i.*, p.name AS pseudonym FROM incident i"
            + " JOIN pseudonym p ON p.client = i.client WHERE ";

    private final Database database;
    private final RecordSeal seal;

    Incidents(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    // ---- gathering ---------------------------------------------------------------------------------------------------

    /// What has been recorded and not gathered yet, in the order of writing.
    ///
    /// @param accesses the next of them; those that were destroyed meanwhile are left out
    /// @param from up to which entry of the chain everything had been gathered
    /// @param upTo the same once these are
    public record Ungathered(List<RecordedAccess> accesses, long from, long upTo) {}

    /// The next accesses to gather, at most `count`, and none that was asked for after `until`.
    public Ungathered next(int count, Instant until) {
        return database.read(connection -> {
            long from = Sql.of("SELECT seq FROM gathered WHERE id = 1").first(connection, row -> row.getLong(1))
                    .orElse(0L);
            List<RecordedAccess> accesses = new ArrayList<>();
            long upTo = from;
            for (long[] entry : Sql
                    .of("SELECT e.seq, COALESCE(a.number, -1) FROM chain_entry e LEFT JOIN flagged_access a"
                            + " ON a.number = e.about AND e.kind <> 'erased' WHERE e.seq > ? ORDER BY e.seq LIMIT ?",
                            from, count)
                    .list(connection, row -> new long[]{row.getLong(1), row.getLong(2)})) {
                Optional<RecordedAccess> access = Sql.of("SELECT " + AccessRow.COLUMNS
                        + " FROM flagged_access a WHERE a.number = ?", entry[1])
                        .first(connection, AccessRow.reader(seal));
                if (access.filter(one -> one.at().isAfter(until)).isPresent()) {
                    break;
                }
                access.ifPresent(accesses::add);
                upTo = entry[0];
            }
            return new Ungathered(accesses, from, upTo);
        });
    }

    /// Puts accesses into incidents, in one commit; does nothing where another gateway has done it meanwhile. Only whoever
    /// gathers calls this.
    public void gather(Ungathered ungathered, List<GatheredAccess> accesses) {
        database.write(connection -> {
            if (Sql.of("UPDATE gathered SET seq = ? WHERE id = 1 AND seq = ?", ungathered.upTo(), ungathered.from())
                    .run(connection) == 1) {
                for (GatheredAccess access : accesses) {
                    Gathering.gather(connection, access, seal);
                }
            }
            return accesses.size();
        });
    }

    /// Destroys incidents that ended before a moment and of whose records none is left, with all that people wrote about them, and
    /// who asked before it to be shown which device it is. Gives how many incidents; the rest of many follow at the next call.
    public int destroyBefore(Instant before) {
        return new IncidentEnds(database).destroyBefore(before);
    }

    // ---- reading -----------------------------------------------------------------------------------------------------

    /// What waits, the most severe first and of the same severity the oldest first.
    public List<Incident> queue(Scope scope, int count) {
        return list(scope, "i.is_open = 1", "i.severity DESC, i.first_at, i.id", count, 0);
    }

    /// How many wait.
    public long waiting(Scope scope) {
        List<Object> values = new ArrayList<>();
        String where = within(scope, seal, values);
        return database.read(connection -> Sql.of("SELECT COUNT(*) FROM incident i WHERE i.is_open = 1" + where,
                values.toArray()).first(connection, row -> row.getLong(1))).orElse(0L);
    }

    /// Incidents by time, the latest first.
    ///
    /// @param open whether those that wait, or those that are closed
    /// @param skip how many to leave out
    public List<Incident> latest(Scope scope, boolean open, int count, int skip) {
        return list(scope, open ? "i.is_open = 1" : "i.is_open = 0", "i.last_at DESC, i.id", count, skip);
    }

    /// The incident of this number; empty where there is none, or none for this reader.
    public Optional<Incident> find(Scope scope, long id) {
        List<Object> values = new ArrayList<>(List.of(id));
        String where = within(scope, seal, values);
        return database.read(connection -> Sql.of(COLUMNS + "i.id = ?" + where, values.toArray())
                .first(connection, this::read));
    }

    /// The incident that people call by this number.
    public Optional<Incident> called(long number) {
        return database.read(connection -> Sql.of(COLUMNS + "i.number = ?", number)
                .first(connection, this::read));
    }

    /// The incidents that an access is in.
    public List<Incident> of(Scope scope, long access) {
        List<Object> values = new ArrayList<>(List.of(access));
        String where = within(scope, seal, values);
        return database.read(connection -> Sql.of(COLUMNS
                + "i.id IN (SELECT incident FROM incident_access WHERE access = ?)" + where + " ORDER BY i.number",
                values.toArray()).list(connection, this::read));
    }

    /// The incidents in a case, the first first.
    public List<Incident> inCase(Scope scope, long caseFile) {
        return list(scope, "i.id IN (SELECT incident FROM case_incident WHERE case_file = " + caseFile + ")",
                "i.number", 200, 0);
    }

    /// What is in an incident, oldest first, at most `count`, each with the grade that it was gathered with.
    public List<GatheredAccess> accesses(long id, int count) {
        return database.read(connection -> Sql.of("SELECT " + AccessRow.COLUMNS + ", g.grade AS gathered FROM"
                + " incident_access g JOIN flagged_access a ON a.number = g.access WHERE g.incident = ?"
                + " ORDER BY a.number LIMIT ?", id, count)
                .list(connection, row -> new GatheredAccess(AccessRow.read(row, seal),
                        Sql.read(Grade.class, row.getString("gathered")), Optional.empty())));
    }

    /// What people did with it, first to last.
    public List<IncidentAct> acts(long id) {
        return database.read(connection -> Sql
                .of("SELECT id, account, at, kind, words FROM incident_act WHERE incident = ?"
                        + " ORDER BY id", id)
                .list(connection, row -> new IncidentAct(row.getLong("account"), Sql.instant(row, "at"),
                        Sql.read(IncidentAct.Kind.class, row.getString("kind")),
                        seal.open(words(row.getLong("id")), row.getString("words")))));
    }

    // ---- acting ------------------------------------------------------------------------------------------------------

    /// Records that somebody has looked at it; the first look of each stands among the acts.
    public void look(long id, long account, Instant at) {
        database.write(connection -> {
            ViewLog.record(connection, account, at, View.What.INCIDENT, id);
            boolean first = Sql
                    .of("SELECT id FROM incident_act WHERE incident = ? AND account = ? AND kind = 'looked'", id,
                            account)
                    .first(connection, row -> row.getLong(1)).isEmpty();
            if (first) {
                add(connection, id, new IncidentAct(account, at, IncidentAct.Kind.LOOKED, ""));
            }
            return first;
        });
    }

    /// Keeps a note. It is never changed.
    public void note(long id, long account, Instant at, String words) {
        database.write(connection -> {
            add(connection, id, new IncidentAct(account, at, IncidentAct.Kind.NOTED, words));
            return true;
        });
    }

    /// Gives it to somebody.
    public void give(long id, long account, Instant at, long to) {
        database.write(connection -> {
            Sql.of("UPDATE incident SET given_to = ? WHERE id = ?", to, id).run(connection);
            add(connection, id, new IncidentAct(account, at, IncidentAct.Kind.GAVE, Long.toString(to)));
            return true;
        });
    }

    /// Closes it, or opens it again; does nothing where it is so already.
    ///
    /// @return whether anything was changed
    public boolean setOpen(long id, long account, Instant at, boolean open, String why) {
        return database.write(connection -> {
            boolean changed = Sql.of("UPDATE incident SET is_open = ? WHERE id = ? AND is_open <> ?", open, id, open)
                    .run(connection) == 1;
            if (changed) {
                add(connection, id, new IncidentAct(account, at,
                        open ? IncidentAct.Kind.OPENED : IncidentAct.Kind.CLOSED, why));
            }
            return changed;
        });
    }

    private void add(Connection connection, long id, IncidentAct act) throws SQLException {
        long number = Numbers.random(act.at());
        Sql.of("INSERT INTO incident_act (id, incident, account, at, kind, words) VALUES (?, ?, ?, ?, ?, ?)",
                number, id, act.account(), act.at(), act.kind(), seal.seal(words(number), act.words())).run(connection);
    }

    /// What the words of an act are called where they are encrypted.
    static String words(long act) {
        return "words of act " + act;
    }

    private List<Incident> list(Scope scope, String which, String order, int count, int skip) {
        List<Object> values = new ArrayList<>();
        String where = within(scope, seal, values);
        values.add(count);
        values.add(skip);
        return database.read(connection -> Sql.of(COLUMNS + which + where + " ORDER BY " + order + " LIMIT ? OFFSET ?",
                values.toArray()).list(connection, this::read));
    }

    static String within(Scope scope, RecordSeal seal, List<Object> values) {
        StringBuilder where = new StringBuilder();
        scope.groups().ifPresent(groups -> where.append(" AND i.grp IN ").append(Whose.among(groups, values)));
        scope.only().ifPresent(only -> where.append(" AND ").append(Whose.incidents(only, seal, values)));
        if (!scope.without().isEmpty()) {
            where.append(" AND NOT ").append(Whose.incidents(scope.without(), seal, values));
        }
        return where.toString();
    }

    private Incident read(ResultSet row) throws SQLException {
        long givenTo = row.getLong("given_to");
        boolean given = !row.wasNull();
        return new Incident(row.getLong("id"), row.getLong("number"),
                seal.asker(row), row.getString("pseudonym"), row.getString("grp"), row.getString("group_title"),
                row.getString("subject"), Sql.read(Certainty.class, row.getString("certainty")),
                Sql.instant(row, "first_at"), Sql.instant(row, "last_at"), Severity.ranked(row.getInt("severity")),
                Sql.read(Grade.class, row.getString("grade")), row.getLong("by_hand"), row.getLong("accesses"),
                row.getInt("is_open") == 1, given ? Optional.of(givenTo) : Optional.empty());
    }
}
