package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.register.Allowance;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.register.Content;
import org.schoolgate.review.register.Opens;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.store.CaseActs.Done;

/// The entries of the registers, and what people did with them. An entry is never changed and never deleted; what it says
/// stands in its first act. Any thread may call; each call is one look at the disk or one commit to it.
public final class Registers {

    /// How long whoever edits an official page is told that its review date has passed.
    private static final Duration TOLD = Duration.ofDays(60);

    private static final String ROWS = "SELECT e.*, a.id AS act, a.words FROM register_entry e JOIN case_act a"
            + " ON a.case_file = e.id AND a.kind = 'entered' WHERE ";

    private final Database database;
    private final CaseActs acts;

    Registers(Database database, CaseActs acts) {
        this.database = database;
        this.acts = acts;
    }

    /// Makes an entry, and gives its number. Where no second person is needed it holds at once.
    ///
    /// @param told what others are told
    public long enter(Content content, Instant begins, Instant ends, boolean byTwo, long by, Instant at,
            List<Alert> told) {
        long id = Numbers.random(at);
        return database.write(connection -> {
            Sql.of("INSERT INTO register_entry (id, register, number, data_key, begins, ends, by_two, entered_by,"
                    + " entered_at, granted) VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM register_entry"
                    + " WHERE register = ?), ?, ?, ?, ?, ?, ?, ?)", id, content.register(), content.register(),
                    acts.freshKey(id), begins, ends, byTwo, by, at, !byTwo).run(connection);
            acts.add(connection, id, by, at, List.of(new Done(CaseAct.Kind.ENTERED, content.kept())));
            for (Alert alert : told) {
                Outbox.add(connection, alert, acts.records());
            }
            turn(connection);
            return id;
        });
    }

    /// A second person answers. It holds from then on at the earliest. Gives whether it was still open, and asked by somebody
    /// else.
    ///
    /// @param words what they say to it
    public boolean answer(long id, long by, Instant at, boolean yes, String words) {
        return change(id, by, at, new Done(yes ? CaseAct.Kind.AGREED : CaseAct.Kind.DECLINED, words),
                "answered_by = ?, answered_at = ?, granted = ?, begins = CASE WHEN begins < ? THEN ? ELSE begins END",
                "by_two = 1 AND answered_by IS NULL AND entered_by <> ? AND ends > ?", by, at, yes, at, at, id, by, at);
    }

    /// Withdraws an entry. It stays in the register.
    public boolean withdraw(long id, long by, Instant at, String why) {
        return change(id, by, at, new Done(CaseAct.Kind.WITHDREW, why), "withdrawn_by = ?, withdrawn_at = ?",
                "ends > ?", by, at, id, at);
    }

    private boolean change(long id, long by, Instant at, Done done, String set, String where, Object... values) {
        return database.write(connection -> {
            boolean changed = Sql.of("UPDATE register_entry SET " + set + " WHERE id = ? AND withdrawn_at IS NULL AND "
                    + where, values).run(connection) == 1;
            if (changed) {
                acts.add(connection, id, by, at, List.of(done));
                turn(connection);
            }
            return changed;
        });
    }

    /// Of a register those that hold, wait, or are to come, the latest first.
    public List<RegisterEntry> standing(Register register, Instant now, int most) {
        return list(
                "e.register = ? AND e.withdrawn_at IS NULL AND e.ends > ? AND (e.granted = 1 OR e.answered_by IS NULL)"
                        + " ORDER BY e.number DESC LIMIT ?",
                register, now, most);
    }

    /// Of a register all others, the latest first.
    public List<RegisterEntry> past(Register register, Instant now, int most) {
        return list("e.register = ? AND NOT (e.withdrawn_at IS NULL AND e.ends > ? AND (e.granted = 1"
                + " OR e.answered_by IS NULL)) ORDER BY e.number DESC LIMIT ?", register, now, most);
    }

    public Optional<RegisterEntry> find(Register register, long id) {
        return list("e.register = ? AND e.id = ?", register, id).stream().findFirst();
    }

    /// Of a register those whose time touches a span, the first first, those that were withdrawn since among them.
    public List<RegisterEntry> within(Register register, Instant from, Instant until, int most) {
        return list("e.register = ? AND e.granted = 1 AND e.begins <= ? AND e.ends > ? ORDER BY e.number LIMIT ?",
                register, until, from, most);
    }

    /// Those that wait for somebody's word, the first first.
    public List<RegisterEntry> waiting(Instant now) {
        return list("e.by_two = 1 AND e.answered_by IS NULL AND e.withdrawn_at IS NULL AND e.ends > ?"
                + " ORDER BY e.id LIMIT 50", now);
    }

    /// What people did with it, first to last.
    public List<CaseAct> acts(long id) {
        return database.read(connection -> acts.of(connection, id));
    }

    /// The same of several at once, by the numbers of their entries. One look at the disk.
    public Map<Long, List<CaseAct>> acts(List<RegisterEntry> entries) {
        Map<Long, List<CaseAct>> acts = new HashMap<>();
        if (entries.isEmpty()) {
            return acts;
        }
        database.read(connection -> Sql.of("SELECT a.*, e.data_key FROM case_act a JOIN register_entry e"
                + " ON e.id = a.case_file WHERE a.case_file IN ("
                + String.join(", ", Collections.nCopies(entries.size(), "?")) + ") ORDER BY a.id",
                entries.stream().map(RegisterEntry::id).toArray()).list(connection, this::act))
                .forEach(each -> acts.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(each.getValue()));
        return acts;
    }

    private Map.Entry<Long, CaseAct> act(ResultSet row) throws SQLException {
        long entry = row.getLong("case_file");
        long act = row.getLong("id");
        return Map.entry(entry, new CaseAct(act, row.getLong("account"), Sql.instant(row, "at"),
                Sql.read(CaseAct.Kind.class, row.getString("kind")), acts.opened(entry, row.getString("data_key"))
                        .open(CaseActs.field(act, "words"), row.getString("words")),
                true));
    }

    /// How often what registers open has changed; another number means that it has since. One row is read.
    public long turn() {
        return database.read(connection -> Sql.of("SELECT turn FROM register_turn WHERE id = 1")
                .first(connection, row -> row.getLong(1)).orElse(0L));
    }

    /// All that opens something, now or later, the first first; where there are more than [Allowances#MOST], those alone. Official
    /// pages stay for a while after their review, so that their editors are told why they are closed.
    public Allowances allowances(Instant now) {
        return database.read(connection -> {
            long turn = Sql.of("SELECT turn FROM register_turn WHERE id = 1").first(connection, row -> row.getLong(1))
                    .orElse(0L);
            List<Allowance> all = new ArrayList<>();
            for (RegisterEntry entry : list(connection,
                    "e.granted = 1 AND e.withdrawn_at IS NULL AND (e.register = 'page'"
                            + " AND e.ends > ? OR e.register = 'override' AND e.ends > ?) ORDER BY e.ends DESC, e.id LIMIT ?",
                    now.minus(TOLD), now, Allowances.MOST)) {
                all.add(new Allowance(entry.number(), (Opens) entry.content(), entry.begins(), entry.ends(),
                        entry.byTwo()));
            }
            return new Allowances(turn, all);
        });
    }

    private static void turn(Connection connection) throws SQLException {
        Sql.of("UPDATE register_turn SET turn = turn + 1 WHERE id = 1").run(connection);
    }

    private List<RegisterEntry> list(String condition, Object... values) {
        return database.read(connection -> list(connection, condition, values));
    }

    private List<RegisterEntry> list(Connection connection, String condition, Object... values) throws SQLException {
        return Sql.of(ROWS + condition, values).list(connection, this::read);
    }

    private RegisterEntry read(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        String words = acts.opened(id, row.getString("data_key")).open(CaseActs.field(row.getLong("act"), "words"),
                row.getString("words"));
        return new RegisterEntry(id, row.getInt("number"),
                Content.read(Sql.read(Register.class, row.getString("register")), words),
                Sql.instant(row, "begins"), Sql.instant(row, "ends"), row.getInt("by_two") == 1,
                row.getLong("entered_by"), Sql.instant(row, "entered_at"), row.getInt("granted") == 1,
                by(row, "answered"), by(row, "withdrawn"));
    }

    private static Optional<RegisterEntry.By> by(ResultSet row, String what) throws SQLException {
        Optional<Long> account = Cases.number(row, what + "_by");
        return account.isEmpty()
                ? Optional.empty()
                : Optional.of(new RegisterEntry.By(account.get(), Sql.instant(row, what + "_at")));
    }
}
