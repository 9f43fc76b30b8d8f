package org.schoolgate.review.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Since;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.OwnersName;

/// The flagged accesses, newest first. Any thread may call.
public final class Accesses {

    private static final int LARGEST_PAGE = 500;

    private final Database database;
    private final AccessWriter writer;

    Accesses(Database database, Chain chain) {
        this.database = database;
        this.writer = new AccessWriter(database, chain);
    }

    /// Writes records, and what is to be told of them at once, in one commit. Returns when they would survive a power cut. Only
    /// the journal calls this.
    ///
    /// @param texts those that the records name; each is kept once
    public void append(List<RecordedAccess> accesses, List<Alert> alerts, Collection<KeptText> texts) {
        writer.append(accesses, alerts, texts);
    }

    /// Writes records that name no text.
    public void append(List<RecordedAccess> accesses, List<Alert> alerts) {
        append(accesses, alerts, List.of());
    }

    /// Writes records of which nothing is to be told.
    public void append(List<RecordedAccess> accesses) {
        append(accesses, List.of());
    }

    /// Destroys every record of before a day, with what is needed to tell from the chain what it was; the chain says that it was
    /// there, when it was destroyed, and why. Many short transactions, so that nobody who writes waits long.
    ///
    /// @param day in the school's time zone; it stays itself
    /// @param why one sentence, which names nobody
    /// @return how many records
    public long destroyBefore(LocalDate day, Instant now, String why) {
        long all = 0;
        int some;
        do {
            some = writer.destroyBefore(day, now, why);
            all += some;
        } while (some == AccessWriter.MOST_DESTROYED);
        if (all > 0) {
            database.forget();
        }
        return all;
    }

    /// One page, newest first. Its cost does not grow with the number of accesses.
    ///
    /// @param cursor where to read on, from an earlier page; empty for the first page
    /// @param size how many at most, 1 to 500
    public AccessPage page(AccessFilter filter, Optional<Cursor> cursor, int size) {
        if (size < 1 || size > LARGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " accesses, not " + size);
        }
        Optional<AccessQuery.Span> span = filter.day().flatMap(day -> database.read(connection -> Sql.of(
                "SELECT first_number, last_number FROM access_day WHERE day = ?", day)
                .first(connection, row -> new AccessQuery.Span(row.getLong(1), row.getLong(2)))));
        if (filter.day().isPresent() && span.isEmpty()) {
            return new AccessPage(List.of(), Optional.empty(), Optional.empty());
        }
        List<RecordedAccess> found = database.read(connection -> AccessQuery.page(filter, span, cursor, size + 1)
                .list(connection, AccessRow::read));
        boolean newerWay = cursor.isPresent() && !cursor.get().isOlder();
        boolean more = found.size() > size;
        if (newerWay && !more) {
            // Nothing lies before it: the first page, and a full one.
            return page(filter, Optional.empty(), size);
        }
        List<RecordedAccess> shown = new ArrayList<>(more ? found.subList(0, size) : found);
        if (newerWay) {
            Collections.reverse(shown);
        }
        if (shown.isEmpty()) {
            return new AccessPage(shown, cursor.map(from -> Cursor.newerThan(from.number() - 1)), Optional.empty());
        }
        Optional<Cursor> newer = cursor.map(from -> Cursor.newerThan(shown.getFirst().number()));
        Optional<Cursor> older = more || newerWay
                ? Optional.of(Cursor.olderThan(shown.getLast().number()))
                : Optional.empty();
        return new AccessPage(shown, newer, older);
    }

    public Optional<RecordedAccess> find(long number) {
        return database.read(connection -> Sql.of("SELECT " + AccessRow.COLUMNS
                + " FROM flagged_access a WHERE a.number = ?", number).first(connection, AccessRow::read));
    }

    /// The accesses that carry this reference, newest first and at most ten, however it is typed. Mostly one; two in
    /// about a million share one.
    public List<RecordedAccess> findByReference(String reference) {
        String letters = reference.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        if (letters.length() != 8) {
            return List.of();
        }
        return database.read(connection -> Sql.of("SELECT " + AccessRow.COLUMNS + " FROM flagged_access a"
                + " WHERE a.reference = ? ORDER BY a.number DESC LIMIT 10",
                letters.substring(0, 4) + "-" + letters.substring(4)).list(connection, AccessRow::read));
    }

    /// What the same device did after an access, as far as it was recorded. By it a first grade is seen otherwise, see
    /// [Ground#since].
    public Since since(RecordedAccess access) {
        List<RecordedAccess> after = database.read(connection -> Sql.of("SELECT " + AccessRow.COLUMNS
                + " FROM flagged_access a WHERE a.client = ? AND a.number > ? AND a.number < ?"
                + " AND a.grade IN ('a', 'b', 'c') ORDER BY a.number LIMIT " + LARGEST_PAGE,
                access.client().toString(), access.number(),
                Numbers.first(access.at().plus(Circumstances.FOLLOW_UP).plusMillis(1)))
                .list(connection, AccessRow::read));
        return new Since(
                after.stream().anyMatch(next -> next.ground() == Ground.BURST
                        && within(access, next, Duration.ZERO, Circumstances.SHORTLY)),
                after.stream().anyMatch(next -> wasOpenedTogether(access, next)),
                after.stream().anyMatch(next -> next.grade().countsForAPerson() && isSameOwners(access, next)
                        && within(access, next, Circumstances.AT_ONCE, Circumstances.FOLLOW_UP)));
    }

    private static boolean wasOpenedTogether(RecordedAccess access, RecordedAccess next) {
        return (next.ground() == Ground.NO_CLICK || next.ground() == Ground.ONE_CLICK)
                && within(access, next, Duration.ZERO, Circumstances.AT_ONCE)
                && access.signals().refererHost().equals(next.signals().refererHost())
                && !isSameOwners(access, next);
    }

    private static boolean within(RecordedAccess access, RecordedAccess next, Duration least, Duration most) {
        Duration apart = Duration.between(access.at(), next.at());
        return apart.compareTo(least) >= 0 && apart.compareTo(most) <= 0;
    }

    /// A sealed address has no host here, so nobody can tell.
    private static boolean isSameOwners(RecordedAccess access, RecordedAccess next) {
        Optional<String> owner = owner(access);
        return owner.isPresent() && owner.equals(owner(next));
    }

    private static Optional<String> owner(RecordedAccess access) {
        return access.host().flatMap(Host::parse).map(OwnersName::of);
    }

    /// How many each day has, for the newest `days` days that have any, newest first. Read from counts that are kept, not
    /// counted anew.
    public List<DayCount> countsByDay(AccessFilter filter, int days) {
        StringBuilder where = new StringBuilder("category = ?");
        List<Object> values = new ArrayList<>(List.of(filter.category().orElse("")));
        filter.day().ifPresent(day -> and(where, values, "day", day));
        filter.group().ifPresent(group -> and(where, values, "grp", group));
        filter.verdict().ifPresent(verdict -> and(where, values, "verdict", verdict));
        filter.grade().ifPresent(grade -> and(where, values, "grade", grade));
        values.add(days);
        return database.read(connection -> Sql.of("SELECT day, SUM(accesses) AS accesses FROM access_count WHERE "
                + where + " GROUP BY day ORDER BY day DESC LIMIT ?", values.toArray())
                .list(connection, row -> new DayCount(Sql.date(row, "day"), row.getLong("accesses"))));
    }

    /// The groups that occur, by title.
    public List<GroupName> groups() {
        return database.read(connection -> Sql.of("SELECT name, title FROM group_name ORDER BY title, name")
                .list(connection, row -> new GroupName(row.getString(1), row.getString(2))));
    }

    /// The categories that occur, by title.
    public List<CategoryName> categories() {
        return database.read(connection -> Sql.of("SELECT slug, title, subject FROM category_name ORDER BY title, slug")
                .list(connection, row -> new CategoryName(row.getString(1), row.getString(2), row.getString(3))));
    }

    private static void and(StringBuilder where, List<Object> values, String column, Object value) {
        where.append(" AND ").append(column).append(" = ?");
        values.add(value);
    }
}
