package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.schoolgate.review.casework.Outcome;

/// Copies for people who ask what is kept of them: that each was asked for, and what is kept of its device or account. What is read
/// here is of that alone: of a device nothing that is known to be somebody's. Any thread may call.
public final class PersonalCopies {

    private static final int PAGE = 500;
    private static final String COLUMNS = "SELECT id, account, at, client, first_day, last_day, why, reference"
            + " FROM personal_copy";

    private final Database database;
    private final RecordSeal seal;

    PersonalCopies(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// A case in which incidents of the copy are, without anything that people wrote in it.
    ///
    /// @param called such as "2026-027"
    /// @param tellable whether it has an outcome, is on no hold, and is not destroyed
    /// @param written how many notes and files people put into it
    public record OfCase(String called, Instant opened, Optional<Outcome> outcome, Optional<Instant> decided,
            Optional<LocalDate> destroyOn, boolean tellable, long written) {}

    /// Keeps that a copy was asked for, and gives its number.
    public long add(PersonalCopy copy) {
        long id = Numbers.random(copy.at());
        return database.write(connection -> {
            Sql.of("INSERT INTO personal_copy (id, account, at, client, first_day, last_day, why, reference)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", id, copy.account(), copy.at(),
                    whose(copy), copy.first(), copy.last(), seal.seal(called(id, "why"), copy.why()),
                    seal.seal(called(id, "reference"), copy.reference())).run(connection);
            return id;
        });
    }

    public Optional<PersonalCopy> find(long id) {
        return database
                .read(connection -> Sql.of(COLUMNS + " WHERE id = ?", id).first(connection, this::read));
    }

    /// The latest, latest first.
    public List<PersonalCopy> latest(int most) {
        return database.read(connection -> Sql.of(COLUMNS + " ORDER BY id DESC LIMIT ?", most).list(connection,
                this::read));
    }

    /// Reads the accesses of the copy within its days, first to last, some hundred at a time.
    ///
    /// @param most how many at most
    /// @return how many were read
    public int accesses(PersonalCopy copy, int most, Consumer<List<RecordedAccess>> page) {
        String asker = whose(copy);
        long after = Numbers.first(copy.first().minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()) - 1;
        long end = Numbers.first(copy.last().plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant());
        int all = 0;
        List<RecordedAccess> some;
        do {
            long from = after;
            int count = Math.min(PAGE, most - all);
            some = database.read(connection -> Sql.of("SELECT " + AccessRow.COLUMNS + " FROM flagged_access a WHERE"
                    + " a.asker = ? AND a.number > ? AND a.number < ? AND a.day >= ? AND a.day <= ?"
                    + " ORDER BY a.number LIMIT ?", asker, from, end, copy.first(), copy.last(), count)
                    .list(connection, AccessRow.reader(seal)));
            if (!some.isEmpty()) {
                page.accept(some);
                all += some.size();
                after = some.getLast().number();
            }
        } while (some.size() == PAGE && all < most);
        return all;
    }

    /// How many accesses of the copy there are within its days.
    public long count(PersonalCopy copy) {
        return database.read(connection -> Sql.of("SELECT COUNT(*) FROM flagged_access WHERE asker = ? AND day >= ?"
                + " AND day <= ?", whose(copy), copy.first(), copy.last())
                .first(connection, row -> row.getLong(1)).orElse(0L));
    }

    /// In which incidents of the copy accesses are: the numbers that people call these by, by the access's own.
    public Map<Long, String> incidents(PersonalCopy copy) {
        Map<Long, String> numbers = new HashMap<>();
        database.read(connection -> Sql.of("SELECT l.access, i.number FROM incident i JOIN incident_access l"
                + " ON l.incident = i.id JOIN flagged_access a ON a.number = l.access WHERE i.client = ?"
                + " AND a.asker = i.client AND a.day >= ? AND a.day <= ? ORDER BY i.number",
                whose(copy), copy.first(), copy.last()).list(connection,
                        row -> numbers.merge(row.getLong(1), row.getString(2), (one, other) -> one + ", " + other)));
        return numbers;
    }

    /// The cases with its incidents that have accesses within the days.
    public List<OfCase> cases(PersonalCopy copy) {
        return database.read(connection -> Sql.of("""
            SELECT c.year, c.number, c.opened_at, c.outcome, c.decided_at, c.destroy_on, c.is_open, c.hold,
            c.destroyed_at, (SELECT COUNT(*) FROM case_act x WHERE x.case_file = c.id
                AND x.kind IN ('noted', 'attached')) AS written
            FROM case_file c WHERE c.client = ? AND EXISTS (SELECT 1 FROM case_incident l JOIN incident_access g
                ON g.incident = l.incident JOIN flagged_access a ON a.number = g.access
                WHERE l.case_file = c.id AND a.day >= ? AND a.day <= ?)
            ORDER BY c.year, c.number LIMIT 200""", whose(copy), copy.first(),
                copy.last()).list(connection, PersonalCopies::ofCase));
    }

    private static OfCase ofCase(ResultSet row) throws SQLException {
        Optional<Outcome> outcome = Optional.ofNullable(row.getString("outcome"))
                .map(word -> Sql.read(Outcome.class, word));
        boolean tellable = outcome.isPresent() && row.getInt("is_open") == 0 && row.getString("hold") == null;
        row.getLong("destroyed_at");
        tellable &= row.wasNull();
        return new OfCase("%d-%03d".formatted(row.getInt("year"), row.getInt("number")), Sql.instant(row, "opened_at"),
                outcome, outcome.isPresent() ? Optional.of(Sql.instant(row, "decided_at")) : Optional.empty(),
                Optional.ofNullable(row.getString("destroy_on")).map(LocalDate::parse), tellable,
                row.getLong("written"));
    }

    /// Empty text where it is known no more.
    private String whose(PersonalCopy copy) {
        return copy.asker().map(seal::asker).orElse("");
    }

    /// What a column of a copy is called where it is encrypted.
    static String called(long id, String column) {
        return "copy " + id + " " + column;
    }

    private PersonalCopy read(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new PersonalCopy(id, row.getLong("account"), Sql.instant(row, "at"),
                row.getString("client").isEmpty() ? Optional.empty() : Optional.of(seal.asker(row)),
                Sql.date(row, "first_day"), Sql.date(row, "last_day"),
                seal.open(called(id, "why"), row.getString("why")),
                seal.open(called(id, "reference"), row.getString("reference")));
    }
}
