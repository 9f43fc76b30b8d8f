package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.review.casework.Lodging;
import org.schoolgate.review.store.CaseActs.Done;
import org.schoolgate.review.store.VictimRecord.Victim;

/// Victims' records, and what people did with them. What was lodged is never changed, only added to; no clock destroys it. Any thread may
/// call; each call is one look at the disk or one commit to it.
public final class VictimRecords {

    private final Database database;
    private final CaseActs acts;

    VictimRecords(Database database, CaseActs acts) {
        this.database = database;
        this.acts = acts;
    }

    /// The record of this number; empty where there is none, or none for this reader.
    public Optional<VictimRecord> find(VictimScope scope, long id) {
        return list(scope, "v.id = ?", id, 1, 0).stream().findFirst();
    }

    /// The latest first.
    public List<VictimRecord> latest(VictimScope scope, int count, int skip) {
        return list(scope, "v.id > ?", 0, count, skip);
    }

    /// Those that are part of a case, at most 50.
    public List<VictimRecord> in(VictimScope scope, long caseFile) {
        return list(scope, "v.case_file = ?", caseFile, 50, 0);
    }

    private List<VictimRecord> list(VictimScope scope, String condition, long number, int count, int skip) {
        List<Object> values = new ArrayList<>(List.of(number));
        String where = scope.where(values);
        values.addAll(List.of(count, skip));
        return database.read(connection -> Sql.of("SELECT v.* FROM victim_record v WHERE " + condition + " AND " + where
                + " ORDER BY v.lodged_at DESC, v.id LIMIT ? OFFSET ?", values.toArray())
                .list(connection, VictimRecords::read));
    }

    /// What people did with it, first to last.
    public List<CaseAct> acts(long id) {
        return database.read(connection -> acts.of(connection, id));
    }

    /// A picture or a paper in it.
    ///
    /// @param act the number of the act that it was added by
    public Optional<Attachment> attachment(long id, long act) {
        return database.read(connection -> acts.attachment(connection, id, act));
    }

    /// Lodges one, and tells others that one was lodged. Gives its number.
    ///
    /// @param year the year at the school
    public long lodge(long account, Instant at, int year, Victim victim, boolean aboutHead, Lodging lodging,
            List<Alert> told) {
        long id = Numbers.random(at);
        return database.write(connection -> {
            Sql.of("INSERT INTO victim_record (id, year, number, lodged_by, lodged_at, victim, about_head, data_key)"
                    + " VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM victim_record WHERE year = ?), ?, ?, ?, ?, ?)",
                    id, year, year, account, at, victim, aboutHead, acts.freshKey(id)).run(connection);
            acts.add(connection, id, account, at, List.of(new Done(CaseAct.Kind.LODGED, lodging.kept())));
            for (Alert alert : told) {
                Outbox.add(connection, alert, acts.records());
            }
            return id;
        });
    }

    /// Adds words to it.
    public boolean note(long id, long account, Instant at, String words) {
        return act(id, account, at, new Done(CaseAct.Kind.NOTED, words), "id = id", "1 = 1", List.of());
    }

    /// Adds a picture or a paper.
    public void attach(long id, long account, Instant at, Attachment file) {
        database.write(connection -> acts.attach(connection, id, account, at, file));
    }

    /// Makes it part of a case, once.
    public boolean join(VictimRecord record, CaseFile file, long account, Instant at) {
        return database.write(connection -> {
            boolean joined = change(connection, record.id(), account, at,
                    new Done(CaseAct.Kind.JOINED, file.called()), "case_file = ?", "case_file IS NULL",
                    List.of(file.id()));
            if (joined) {
                acts.add(connection, file.id(), account, at,
                        List.of(new Done(CaseAct.Kind.RECORDED, record.called())));
            }
            return joined;
        });
    }

    /// Asks that it be destroyed, which a second person decides.
    public boolean doom(long id, long account, Instant at, String why) {
        return act(id, account, at, new Done(CaseAct.Kind.DOOMED, why), "doomed_by = ?", "doomed_by IS NULL",
                List.of(account));
    }

    /// Decides that it is not destroyed; whoever asked may take that back so, too.
    public boolean spare(long id, long account, Instant at, String why) {
        return act(id, account, at, new Done(CaseAct.Kind.SPARED, why), "doomed_by = NULL", "doomed_by IS NOT NULL",
                List.of());
    }

    /// Destroys what was written and added, as a second person. That it was, who did what, and both reasons stay.
    public boolean destroy(long id, long account, Instant at, String why) {
        boolean destroyed = database.write(connection -> {
            String first = acts.of(connection, id).stream().filter(act -> act.kind() == CaseAct.Kind.DOOMED)
                    .reduce((_, later) -> later).map(CaseAct::words).orElse("");
            boolean done = Sql
                    .of("UPDATE victim_record SET destroyed_at = ?, doomed_by = NULL, data_key = NULL WHERE id = ?"
                            + " AND destroyed_at IS NULL AND doomed_by IS NOT NULL AND doomed_by <> ?", at, id, account)
                    .run(connection) == 1;
            if (done) {
                Sql.of("DELETE FROM case_attachment WHERE case_file = ?", id).run(connection);
                acts.destroy(connection, id, at, "two people decided so");
                acts.add(connection, id, account, at, List.of(new Done(CaseAct.Kind.DESTROYED, first + "\n" + why)));
            }
            return done;
        });
        if (destroyed) {
            database.forget();
        }
        return destroyed;
    }

    private boolean act(long id, long account, Instant at, Done done, String set, String where, List<?> values) {
        return database.write(connection -> change(connection, id, account, at, done, set, where, values));
    }

    private boolean change(Connection connection, long id, long account, Instant at, Done done, String set,
            String where, List<?> values) throws SQLException {
        boolean changed = Sql.of("UPDATE victim_record SET " + set + " WHERE destroyed_at IS NULL AND " + where
                + " AND id = " + id, values.toArray()).run(connection) == 1;
        if (changed) {
            acts.add(connection, id, account, at, List.of(done));
        }
        return changed;
    }

    private static VictimRecord read(ResultSet row) throws SQLException {
        return new VictimRecord(row.getLong("id"), row.getInt("year"), row.getInt("number"), row.getLong("lodged_by"),
                Sql.instant(row, "lodged_at"), Sql.read(Victim.class, row.getString("victim")),
                row.getInt("about_head") == 1, Cases.number(row, "case_file"), Cases.number(row, "doomed_by"),
                Cases.number(row, "destroyed_at").map(Instant::ofEpochMilli));
    }
}
