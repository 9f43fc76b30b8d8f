package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.store.CaseActs.Done;

/// Cases, and what people did with them. Any thread may call; each call is one look at the disk or one commit to it.
public final class Cases {

    private static final String COLUMNS = "SELECT c.*, p.name AS pseudonym FROM case_file c"
            + " JOIN pseudonym p ON p.client = c.client WHERE ";

    private static final String ALWAYS = "1 = 1";

    private final Database database;
    private final CaseActs acts;
    private final CaseDecisions decisions;

    Cases(Database database, CaseActs acts) {
        this.database = database;
        this.acts = acts;
        this.decisions = new CaseDecisions(database, acts);
    }

    // ---- reading -----------------------------------------------------------------------------------------------------

    /// The case of this number; empty where there is none, or none for this reader.
    public Optional<CaseFile> find(CaseScope scope, long id) {
        return list(scope, "c.id = ?", List.of(id), 1, 0).stream().findFirst();
    }

    /// Cases by the time they were opened at, the latest first.
    public List<CaseFile> latest(CaseScope scope, boolean open, int count, int skip) {
        return list(scope, "c.is_open = ?", List.of(open), count, skip);
    }

    /// The open cases of a device or a person.
    public List<CaseFile> of(CaseScope scope, Asker asker) {
        return list(scope, "c.is_open = 1 AND c.client = ?", List.of(acts.records().asker(asker)), 50, 0);
    }

    /// The cases that an incident is in.
    public List<CaseFile> with(CaseScope scope, long incident) {
        return list(scope, "c.id IN (SELECT case_file FROM case_incident WHERE incident = ?)", List.of(incident), 50,
                0);
    }

    /// Those whose outcome waits for a second person's word, the latest opened first.
    public List<CaseFile> proposed(CaseScope scope, int count) {
        return list(scope, "c.is_open = 1 AND c.proposed IS NOT NULL", List.of(), count, 0);
    }

    private List<CaseFile> list(CaseScope scope, String condition, List<?> values, int count, int skip) {
        List<Object> all = new ArrayList<>(values);
        String where = scope.where(all, acts.records());
        all.add(count);
        all.add(skip);
        return database.read(connection -> Sql.of(COLUMNS + condition + " AND " + where
                + " ORDER BY c.opened_at DESC, c.id LIMIT ? OFFSET ?", all.toArray()).list(connection, this::read));
    }

    /// What people did with it, first to last.
    public List<CaseAct> acts(long id) {
        return database.read(connection -> acts.of(connection, id));
    }

    /// A file of a case.
    ///
    /// @param act the number of the act that it was added by
    public Optional<Attachment> attachment(long id, long act) {
        return database.read(connection -> acts.attachment(connection, id, act));
    }

    /// The numbers of accounts that have looked at it, once for each look, latest first, at most 200.
    public List<View> looks(long id) {
        return database.read(connection -> Sql.of("SELECT account, at, what, access FROM viewed WHERE access = ?"
                + " AND what IN ('case_file', 'name') ORDER BY id DESC LIMIT 200", id).list(connection, ViewLog::read));
    }

    /// Whether somebody is the one whom a case is about that is of this device or person.
    public boolean isAbout(Asker asker, long account) {
        return database.read(connection -> Sql.of("SELECT 1 FROM case_file WHERE client = ? AND account = ? LIMIT 1",
                acts.records().asker(asker), account).first(connection, row -> true)).orElse(false);
    }

    // ---- acting ------------------------------------------------------------------------------------------------------

    /// Opens a case with its first incident. Gives its number.
    public long open(Opening opening) {
        Incident incident = opening.incident();
        long id = Numbers.random(opening.at());
        String wrapped = acts.freshKey(id);
        DataKey key = acts.opened(id, wrapped);
        return database.write(connection -> {
            Sql.of("""
                INSERT INTO case_file (id, year, number, about, account, client, subject, name, opened_by, opened_at,
                first_access, first_look, given_to, is_open, data_key)
                VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM case_file WHERE year = ?), ?, ?, ?, ?, ?, ?, ?,
                ?, (SELECT MIN(at) FROM incident_act WHERE incident = ? AND kind = 'looked'), ?, 1, ?)""", id,
                    opening.year(), opening.year(), opening.about(), opening.account(),
                    acts.records().asker(incident.asker()), incident.subject(),
                    opening.name().map(name -> key.seal("name", name)), opening.by(), opening.at(),
                    incident.first(), incident.id(), opening.by(), wrapped).run(connection);
            link(connection, id, incident);
            List<Done> all = new ArrayList<>(List.of(new Done(CaseAct.Kind.OPENED, opening.why()),
                    new Done(CaseAct.Kind.LINKED, Long.toString(incident.number()))));
            opening.name().ifPresent(name -> all.add(new Done(CaseAct.Kind.NAMED, name)));
            acts.add(connection, id, opening.by(), opening.at(), all);
            return id;
        });
    }

    /// Opens a case with a victim's record, which becomes part of it. It is about no device: so that everything else holds for it as
    /// for any other, it has an address of its own out of those that no device can have.
    ///
    /// @param year the year at the school
    /// @param account the number of the account of whom it is about, where they have one
    public long open(VictimRecord record, long by, Instant at, int year, String why, About about,
            Optional<Long> account,
            Optional<String> name) {
        long id = Numbers.random(at);
        String wrapped = acts.freshKey(id);
        DataKey key = acts.opened(id, wrapped);
        return database.write(connection -> {
            Asker none = new Asker.Device(
                    IpAddress.parse("100::" + String.format("%x:%x:%x:%x", id >>> 48, id >>> 32 & 0xffff,
                            id >>> 16 & 0xffff, id & 0xffff)).orElseThrow());
            Pseudonyms.give(connection, none, acts.records());
            Sql.of("""
                INSERT INTO case_file (id, year, number, about, account, client, subject, name, opened_by, opened_at,
                first_access, given_to, is_open, data_key)
                VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM case_file WHERE year = ?), ?, ?, ?, ?, ?, ?, ?,
                ?, ?, 1, ?)""", id, year, year, about, account, acts.records().asker(none), "Bullying online",
                    name.map(one -> key.seal("name", one)), by, at, record.lodgedAt(), by, wrapped).run(connection);
            Sql.of("UPDATE victim_record SET case_file = ? WHERE id = ?", id, record.id()).run(connection);
            List<Done> all = new ArrayList<>(List.of(new Done(CaseAct.Kind.OPENED, why),
                    new Done(CaseAct.Kind.RECORDED, record.called())));
            name.ifPresent(one -> all.add(new Done(CaseAct.Kind.NAMED, one)));
            acts.add(connection, id, by, at, all);
            acts.add(connection, record.id(), by, at, List.of(new Done(CaseAct.Kind.JOINED, Sql
                    .of("SELECT year, number FROM case_file WHERE id = ?", id)
                    .first(connection, row -> String.format(Locale.ROOT, "%d-%03d", row.getInt(1), row.getInt(2)))
                    .orElseThrow())));
            return id;
        });
    }

    /// Adds another incident of the same person, or device where none is known; does nothing where it is in it, or is of another.
    public boolean link(CaseFile file, Incident incident, long account, Instant at) {
        return database.write(connection -> {
            boolean added = incident.asker().equals(file.asker()) && link(connection, file.id(), incident);
            if (added) {
                Sql.of("UPDATE case_file SET first_access = ? WHERE id = ? AND first_access > ?", incident.first(),
                        file.id(), incident.first()).run(connection);
                acts.add(connection, file.id(), account, at,
                        List.of(new Done(CaseAct.Kind.LINKED, Long.toString(incident.number()))));
            }
            return added;
        });
    }

    private static boolean link(Connection connection, long id, Incident incident) throws SQLException {
        return Sql.of("INSERT INTO case_incident (case_file, incident) VALUES (?, ?) ON CONFLICT DO NOTHING", id,
                incident.id()).run(connection) == 1;
    }

    /// Keeps a note. It is never changed.
    public boolean note(long id, long account, Instant at, String words) {
        return act(id, account, at, new Done(CaseAct.Kind.NOTED, words), "id = id", ALWAYS);
    }

    /// Writes down whom it is about.
    public boolean name(long id, long account, Instant at, String name) {
        return sealed(id, account, at, new Done(CaseAct.Kind.NAMED, name), "name", ALWAYS);
    }

    /// Gives it to somebody.
    public void give(long id, long account, Instant at, long to) {
        act(id, account, at, new Done(CaseAct.Kind.GAVE, Long.toString(to)), "given_to = ?", ALWAYS, to);
    }

    /// Writes down that whoever it is about was told; once.
    public boolean told(long id, long account, Instant at, String words) {
        return act(id, account, at, new Done(CaseAct.Kind.TOLD, words), "told_at = COALESCE(told_at, ?)", ALWAYS,
                at);
    }

    /// Sees to it that nothing of it is destroyed, nor any record in it.
    public boolean hold(long id, long account, Instant at, String why) {
        return sealed(id, account, at, new Done(CaseAct.Kind.HELD, why), "hold", "hold IS NULL");
    }

    /// Lifts a hold.
    public boolean release(long id, long account, Instant at, String why) {
        return act(id, account, at, new Done(CaseAct.Kind.RELEASED, why), "hold = NULL", "hold IS NOT NULL");
    }

    /// Why no record can be read, and none is written, and what to do; empty where they can.
    public Optional<String> trouble() {
        return acts.trouble();
    }

    /// How cases end.
    public CaseDecisions decisions() {
        return decisions;
    }

    /// Adds a file.
    public void attach(long id, long account, Instant at, Attachment file) {
        database.write(connection -> acts.attach(connection, id, account, at, file));
    }

    /// The same where the words of the act stand in a column of the case as well.
    private boolean sealed(long id, long account, Instant at, Done done, String column, String where) {
        return database.write(connection -> acts.change(connection, id, account, at, done, column + " = ?", where,
                List.of(acts.key(connection, id).seal(column, done.words()))));
    }

    /// Gives whether anything was done: with a case that was destroyed nothing can be.
    private boolean act(long id, long account, Instant at, Done done, String set, String where, Object... values) {
        return database
                .write(connection -> acts.change(connection, id, account, at, done, set, where, List.of(values)));
    }

    /// Destroys what cases past their day hold of a person: the name, what was written, and the files. That they were, who did
    /// what when, and how they ended stays. Those on hold are left alone.
    ///
    /// @return how many cases
    public int destroyDue(LocalDate today, Instant now) {
        return new CaseEnds(database, acts).destroyDue(today, now);
    }

    private CaseFile read(ResultSet row) throws SQLException {
        return new CaseFile(row.getLong("id"), row.getInt("year"), row.getInt("number"),
                Sql.read(About.class, row.getString("about")), number(row, "account"),
                acts.records().asker(row),
                row.getString("pseudonym"), row.getString("subject"), clear(row, "name"),
                row.getLong("opened_by"), Sql.instant(row, "opened_at"), Sql.instant(row, "first_access"),
                number(row, "first_look").map(Instant::ofEpochMilli), number(row, "told_at").map(Instant::ofEpochMilli),
                number(row, "decided_at").map(Instant::ofEpochMilli),
                outcome(row, "outcome"), outcome(row, "proposed"), number(row, "proposed_by"),
                number(row, "given_to"), clear(row, "hold"),
                Optional.ofNullable(row.getString("destroy_on")).map(LocalDate::parse),
                number(row, "destroyed_at").map(Instant::ofEpochMilli), row.getInt("is_open") == 1);
    }

    private Optional<String> clear(ResultSet row, String column) throws SQLException {
        String sealed = row.getString(column);
        return sealed == null
                ? Optional.empty()
                : Optional.of(acts.clear(row.getLong("id"), column, row.getString("data_key"), sealed));
    }

    private static Optional<Outcome> outcome(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(word -> Sql.read(Outcome.class, word));
    }

    static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }
}
