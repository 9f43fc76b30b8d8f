package org.schoolgate.review.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.plea.Decided;
import org.schoolgate.review.plea.Said;
import org.schoolgate.review.store.CaseActs.Done;
import org.schoolgate.review.store.Plea.State;

/// What people say of closed sites, and what was decided. Each is in the chain: that it was said, proposed and decided. Any thread may call;
/// each call is one look at the disk or one commit to it.
public final class Pleas {

    /// How many may wait for a decision; nothing is taken beyond that, and nothing given up for it.
    public static final int MOST_WAITING = 500;

    /// How many are destroyed at once; the others follow an hour later.
    private static final int MOST_DESTROYED = 500;

    /// What is said, and what was decided or proposed last, beside each row.
    private static final String ROWS = "SELECT p.*, a.id AS act, a.words, d.id AS decision_act, d.words AS decision"
            + " FROM plea p JOIN case_act a ON a.case_file = p.id AND a.kind = 'pleaded' LEFT JOIN case_act d ON d.id ="
            + " (SELECT MAX(l.id) FROM case_act l WHERE l.case_file = p.id AND l.kind IN ('answered', 'proposed'))"
            + " WHERE p.destroyed_at IS NULL AND ";

    private final Database database;
    private final CaseActs acts;
    private final SecureRandom random = new SecureRandom();

    Pleas(Database database, CaseActs acts) {
        this.database = database;
        this.acts = acts;
    }

    /// Keeps one, and gives its reference; empty where too many wait already.
    ///
    /// @param neededAt when the lesson begins
    /// @param told what others are told
    public Optional<String> add(Said said, Plea.From from, Instant at, Optional<Instant> neededAt, List<Alert> told) {
        long id = Numbers.random(at);
        String reference = new TraceId(random.nextLong()).reference();
        String site = site(said.site());
        Optional<Said.Entry> entry = said.entries().stream().findFirst();
        return database.write(connection -> {
            if (waiting(connection) >= MOST_WAITING) {
                return Optional.empty();
            }
            boolean repeated = Sql.of("SELECT 1 FROM plea WHERE site = ? AND state = 'kept' LIMIT 1", site)
                    .first(connection, _ -> true).orElse(false);
            Sql.of("INSERT INTO plea (id, reference, data_key, at, kind, needed_at, grp, group_title, pupil, site, entry,"
                    + " category, asked, repeated, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, 'waiting')",
                    id, reference, acts.freshKey(id), at, said.kind(), neededAt, from.group(), from.title(),
                    from.pupil(), site, entry.map(one -> entry(one)).orElse(""),
                    entry.map(Said.Entry::title).orElse(""), repeated).run(connection);
            acts.add(connection, id, 0, at, List.of(new Done(CaseAct.Kind.PLEADED, said.kept())));
            for (Alert alert : told) {
                Outbox.add(connection, alert, acts.records());
            }
            return Optional.of(reference);
        });
    }

    /// Counts it once more. Gives whether it is there and undecided.
    public boolean again(String reference) {
        return database.write(connection -> Sql.of("UPDATE plea SET asked = asked + 1 WHERE reference = ?"
                + " AND state IN ('waiting', 'second')", reference).run(connection) == 1);
    }

    /// How many wait.
    public long waiting() {
        return database.read(Pleas::waiting);
    }

    private static long waiting(Connection connection) throws SQLException {
        return Sql.of("SELECT COUNT(*) FROM plea WHERE state IN ('waiting', 'second')")
                .first(connection, row -> row.getLong(1)).orElse(0L);
    }

    public Optional<Plea> find(String reference) {
        return list("p.reference = ?", reference).stream().findFirst();
    }

    /// All that wait, the first first.
    public List<Plea> queue() {
        return list("p.state IN ('waiting', 'second') ORDER BY p.at, p.id LIMIT ?", MOST_WAITING);
    }

    /// Those that were decided, the latest first.
    public List<Plea> decided(int most) {
        return list("p.state NOT IN ('waiting', 'second') ORDER BY p.decided_at DESC, p.id DESC LIMIT ?", most);
    }

    /// Decides all that is said of the same site and waits, and gives how many. Where a change that this takes effect by waits for a second
    /// person, they wait for it, too.
    ///
    /// @param change the number of that change
    public int decide(Plea plea, long by, Instant at, Decided decided, Optional<Long> change) {
        boolean second = change.isPresent();
        return database.write(connection -> {
            int count = 0;
            for (long id : same(connection, plea, "waiting")) {
                count += change(connection, id, by, at,
                        List.of(new Done(second ? CaseAct.Kind.PROPOSED : CaseAct.Kind.ANSWERED, decided.kept())),
                        second ? State.SECOND : State.of(decided.outcome()), Optional.of(by), change, "waiting");
            }
            return count;
        });
    }

    /// A second person agrees, and the change is in force: all that waits for it is decided. Gives how many.
    ///
    /// @param by the account; 0 for the gateway itself, where somebody agreed elsewhere
    public int agree(Plea plea, long by, Instant at, String words) {
        return second(plea, (connection, id) -> {
            Decided proposed = plea.decision().orElseThrow();
            return change(connection, id, by, at, List.of(new Done(CaseAct.Kind.AGREED, words),
                    new Done(CaseAct.Kind.ANSWERED, proposed.kept())), State.of(proposed.outcome()),
                    by == 0 ? plea.decidedBy() : Optional.of(by), Optional.empty(), "second");
        });
    }

    /// A second person does not agree, or the change waits no longer: all that waited for it waits for a decision again.
    ///
    /// @param by the account; 0 for the gateway itself
    public int decline(Plea plea, long by, Instant at, String words) {
        return second(plea, (connection, id) -> change(connection, id, by, at,
                List.of(new Done(CaseAct.Kind.DECLINED, words)), State.WAITING, Optional.empty(), Optional.empty(),
                "second"));
    }

    private interface Change {
        int of(Connection connection, long id) throws SQLException;
    }

    private int second(Plea plea, Change change) {
        return database.write(connection -> {
            int count = 0;
            for (long id : same(connection, plea, "second")) {
                count += change.of(connection, id);
            }
            return count;
        });
    }

    private List<Long> same(Connection connection, Plea plea, String state) throws SQLException {
        return Sql.of("SELECT id FROM plea WHERE site = ? AND state = ? ORDER BY id", site(plea.said().site()), state)
                .list(connection, row -> row.getLong(1));
    }

    private int change(Connection connection, long id, long by, Instant at, List<Done> done, State state,
            Optional<Long> decidedBy, Optional<Long> change, String before) throws SQLException {
        int changed = Sql.of("UPDATE plea SET state = ?, change = ?, decided_by = ?, decided_at = ? WHERE id = ?"
                + " AND state = ?", state, change, decidedBy, decidedBy.map(_ -> at), id, before).run(connection);
        if (changed == 1) {
            acts.add(connection, id, by, at, done);
        }
        return changed;
    }

    /// What people did with it, first to last.
    public List<CaseAct> acts(long id) {
        return database.read(connection -> acts.of(connection, id));
    }

    /// One of them, as reports count them.
    ///
    /// @param category the title of what closed it; empty text where no list did
    public record Counted(Instant at, Said.Kind kind, boolean pupil, String category, long asked, boolean repeated,
            State state, Optional<Instant> decided) {}

    /// All that was said within a span, the first first. What was said is not read; of what was destroyed this is left.
    public List<Counted> counted(Instant from, Instant until) {
        return database.read(connection -> Sql.of("SELECT at, kind, pupil, category, asked, repeated, state, decided_at"
                + " FROM plea WHERE at >= ? AND at < ? ORDER BY at, id", from, until)
                .list(connection, row -> new Counted(Sql.instant(row, "at"),
                        Sql.read(Said.Kind.class, row.getString("kind")), row.getInt("pupil") == 1,
                        row.getString("category"), row.getLong("asked"), row.getInt("repeated") == 1,
                        Sql.read(State.class, row.getString("state")), moment(row, "decided_at"))));
    }

    /// Destroys what was said before a moment, and what was decided. That it was said, of which kind and about which category, is left to
    /// be counted. Gives how many.
    public int destroyBefore(Instant moment, Instant now, String why) {
        List<Long> due = database.read(connection -> Sql.of("SELECT id FROM plea WHERE at < ? AND destroyed_at IS NULL"
                + " ORDER BY id LIMIT ?", moment, MOST_DESTROYED).list(connection, row -> row.getLong(1)));
        for (long id : due) {
            database.write(connection -> {
                Sql.of("UPDATE plea SET reference = ?, data_key = NULL, site = '', entry = '', grp = '', group_title = '',"
                        + " destroyed_at = ?, change = NULL, state = CASE WHEN state IN ('waiting', 'second') THEN 'kept'"
                        + " ELSE state END WHERE id = ? AND destroyed_at IS NULL", "destroyed " + id, now, id)
                        .run(connection);
                acts.destroy(connection, id, now, why);
                return id;
            });
        }
        if (!due.isEmpty()) {
            database.forget();
        }
        return due.size();
    }

    private String site(String host) {
        return acts.records().mark("site " + host);
    }

    private String entry(Said.Entry entry) {
        return acts.records().mark("entry " + entry.list() + " " + entry.entry());
    }

    private List<Plea> list(String condition, Object... values) {
        return database.read(connection -> Sql.of(ROWS + condition, values).list(connection, this::read));
    }

    private Plea read(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        DataKey key = acts.opened(id, row.getString("data_key"));
        @Nullable
        String decision = row.getString("decision");
        State state = Sql.read(State.class, row.getString("state"));
        return new Plea(id, row.getString("reference"), Sql.instant(row, "at"),
                new Plea.From(row.getString("grp"), row.getString("group_title"), row.getInt("pupil") == 1),
                moment(row, "needed_at"),
                Said.read(key.open(CaseActs.field(row.getLong("act"), "words"), row.getString("words"))),
                row.getLong("asked"), row.getInt("repeated") == 1, state, Cases.number(row, "change"),
                decision == null || state == State.WAITING
                        ? Optional.empty()
                        : Optional.of(Decided.read(key.open(CaseActs.field(row.getLong("decision_act"), "words"),
                                decision))),
                Cases.number(row, "decided_by"), moment(row, "decided_at"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Cases.number(row, column).map(Instant::ofEpochMilli);
    }
}
