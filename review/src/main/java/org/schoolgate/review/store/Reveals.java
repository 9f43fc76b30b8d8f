package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who asked to be shown whose a pseudonym is, who agreed, and each showing. Any thread may call. A page shows it only
/// after the showing has been recorded: where that fails, nothing is shown.
public final class Reveals {

    /// How often one reader may be shown who it is within an hour.
    public static final int MOST = 60;

    /// What [#groups] calls the case that is about the Head of School.
    public static final String HEADS = "a case about head";

    /// How long a question waits for somebody's word.
    private static final Duration STANDS = Duration.ofHours(24);

    private static final String COLUMNS = "SELECT r.*, p.name AS pseudonym FROM reveal r JOIN pseudonym p"
            + " ON p.client = r.client WHERE ";

    private final Database database;
    private final RecordSeal seal;

    Reveals(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// What pages call a device or a person; they are given such a name where they have none.
    public String pseudonym(Asker asker) {
        Optional<String> known = database.read(connection -> Pseudonyms.find(connection, asker, seal));
        return known.isPresent() ? known.get() : database.write(connection -> {
            Pseudonyms.give(connection, asker, seal);
            return Pseudonyms.find(connection, asker, seal).orElseThrow();
        });
    }

    /// The groups that incidents of a person, or from a device, were in; that of a case about anyone but a pupil is called so, too.
    public Set<String> groups(Asker asker) {
        String stored = seal.asker(asker);
        return new HashSet<>(database.read(connection -> Sql.of("SELECT grp FROM incident WHERE client = ?"
                + " UNION SELECT i.grp FROM incident_device d JOIN incident i ON i.id = d.incident WHERE d.client = ?"
                + " UNION SELECT 'a case about ' || about FROM case_file WHERE client = ? AND about <> 'pupil'",
                stored, stored, stored).list(connection, row -> row.getString(1))));
    }

    /// Somebody asks. Where no second person is needed it is granted at once, and people are told.
    ///
    /// @param hours for how long
    /// @param told what others are told; of one that waits, none
    public long ask(Asker asker, boolean byTwo, long by, Instant at, String why, int hours, List<Alert> told) {
        long id = Numbers.random(at);
        return database.write(connection -> {
            Pseudonyms.give(connection, asker, seal);
            Sql.of("INSERT INTO reveal (id, client, by_two, asked_by, asked_at, why, hours, granted, ends)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", id, seal.asker(asker), byTwo, by, at,
                    seal.seal(why(id), why), hours, !byTwo,
                    byTwo ? Instant.EPOCH : at.plus(Duration.ofHours(hours))).run(connection);
            for (Alert alert : told) {
                Outbox.add(connection, alert, seal);
            }
            return id;
        });
    }

    /// A second person answers. Gives whether it was still open, and asked by somebody else.
    public boolean answer(long id, long by, Instant at, boolean yes) {
        return database.write(connection -> Sql.of("UPDATE reveal SET answered_by = ?, answered_at = ?, granted = ?,"
                + " ends = CASE WHEN ? = 1 THEN ? + hours * 3600000 ELSE 0 END WHERE id = ? AND by_two = 1"
                + " AND answered_by IS NULL AND asked_by <> ? AND asked_at > ?", by, at, yes, yes, at, id, by,
                at.minus(STANDS)).run(connection) == 1);
    }

    /// Those that wait for somebody's word, the first first.
    public List<Reveal> waiting(Instant now) {
        return list("r.by_two = 1 AND r.answered_by IS NULL AND r.asked_at > ? ORDER BY r.id LIMIT 50",
                now.minus(STANDS));
    }

    /// What is in force for a reader, who asked or agreed; the latest first.
    public List<Reveal> inForce(long reader, Instant now) {
        return list(
                "r.granted = 1 AND r.ends > ? AND (r.asked_by = ? OR r.answered_by = ?) ORDER BY r.id DESC LIMIT 50",
                now, reader, reader);
    }

    /// Those that one person was shown without a second, since a moment, the latest first.
    public List<Reveal> atOnce(Instant since) {
        return list("r.by_two = 0 AND r.asked_at > ? ORDER BY r.id DESC LIMIT 50", since);
    }

    /// What a reader asked about a device or a person, and nobody has answered yet.
    public Optional<Reveal> asked(long reader, Asker asker, Instant now) {
        return waiting(now).stream()
                .filter(reveal -> reveal.askedBy() == reader && reveal.asker().equals(asker)).findFirst();
    }

    /// Asks whether a reader is shown who it is now, and records each thing that then is.
    ///
    /// @param byTwo whether a second person must have agreed
    /// @param page the number of the access, the incident, the case or the reveal whose page it is
    /// @param things how many addresses and names stand on the page
    public Showing show(long reader, Asker asker, boolean byTwo, Instant now, long page, int things) {
        return database.write(connection -> {
            Optional<Instant> until = Sql
                    .of("SELECT MAX(ends) FROM reveal WHERE client = ? AND granted = 1 AND ends > ?"
                            + " AND (asked_by = ? OR answered_by = ?) AND by_two >= ?", seal.asker(asker), now,
                            reader,
                            reader,
                            byTwo)
                    .first(connection, row -> Instant.ofEpochMilli(row.getLong(1)))
                    .filter(ends -> ends.isAfter(now));
            if (until.isEmpty()) {
                return new Showing.Hidden();
            }
            long before = Sql.of("SELECT COUNT(*) FROM viewed WHERE account = ? AND what = 'name' AND at > ?", reader,
                    now.minus(Duration.ofHours(1))).first(connection, row -> row.getLong(1)).orElse(0L);
            if (before + things > MOST) {
                return new Showing.TooMany();
            }
            for (int thing = 0; thing < things; thing++) {
                ViewLog.record(connection, reader, now, View.What.NAME, page);
            }
            return new Showing.Shown(until.get());
        });
    }

    /// What a reason is called where it is encrypted.
    static String why(long reveal) {
        return "why of " + reveal;
    }

    private List<Reveal> list(String condition, Object... values) {
        return database.read(connection -> Sql.of(COLUMNS + condition, values).list(connection, this::read));
    }

    private Reveal read(ResultSet row) throws SQLException {
        long answeredBy = row.getLong("answered_by");
        boolean answered = !row.wasNull();
        return new Reveal(row.getLong("id"), seal.asker(row), row.getString("pseudonym"),
                row.getInt("by_two") == 1, row.getLong("asked_by"), Sql.instant(row, "asked_at"),
                seal.open(why(row.getLong("id")), row.getString("why")),
                row.getInt("hours"), answered ? Optional.of(answeredBy) : Optional.empty(), row.getInt("granted") == 1,
                Sql.instant(row, "ends"));
    }
}
