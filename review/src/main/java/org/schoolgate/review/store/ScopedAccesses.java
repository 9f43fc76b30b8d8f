package org.schoolgate.review.store;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Since;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.OwnersName;

/// The flagged accesses that are there for somebody, newest first; see [Scope]. Any thread may call.
public final class ScopedAccesses {

    private static final int LARGEST_PAGE = 500;

    private final Database database;
    private final Scope scope;
    private final RecordSeal seal;

    ScopedAccesses(Database database, Scope scope, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
        this.scope = scope;
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
        boolean newerWay = cursor.isPresent() && !cursor.get().isOlder();
        List<RecordedAccess> found = found(filter, span, cursor, size + 1, newerWay);
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

    /// One index gives each part in order: one for each group that is there, or for each device and person: what a person asked for from such a device
    /// is in both.
    private List<RecordedAccess> found(AccessFilter filter, Optional<AccessQuery.Span> span, Optional<Cursor> cursor,
            int limit, boolean newerWay) {
        List<AccessQuery.Part> parts = new ArrayList<>();
        List<Optional<String>> groups = scope.groups().isEmpty()
                ? List.of(filter.group())
                : groupsThere().stream().filter(group -> filter.group().map(group::equals).orElse(true))
                        .map(Optional::of).toList();
        for (Optional<String> group : groups) {
            if (scope.only().isEmpty()) {
                parts.add(new AccessQuery.Part(group, Optional.empty(), scope.without()));
            }
            for (Asker asker : scope.only().orElse(Set.of())) {
                parts.add(new AccessQuery.Part(group, Optional.of(asker), scope.without()));
            }
        }
        Comparator<RecordedAccess> order = Comparator.comparingLong(RecordedAccess::number);
        return parts.stream()
                .flatMap(part -> database.read(connection -> AccessQuery.page(filter, part, span, cursor, limit, seal)
                        .list(connection, AccessRow.reader(seal))).stream())
                .distinct().sorted(newerWay ? order : order.reversed()).limit(limit).toList();
    }

    private Set<String> groupsThere() {
        return groups().stream().map(GroupName::name).collect(Collectors.toSet());
    }

    /// The access of this number; empty where there is none, or none for this reader.
    public Optional<RecordedAccess> find(long number) {
        return database.read(connection -> Sql.of("SELECT " + AccessRow.COLUMNS
                + " FROM flagged_access a WHERE a.number = ?", number).first(connection, AccessRow.reader(seal)))
                .filter(scope::holds);
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
                letters.substring(0, 4) + "-" + letters.substring(4)).list(connection, AccessRow.reader(seal))).stream()
                .filter(scope::holds).toList();
    }

    /// What the same device did after an access, as far as it was recorded. By it a first grade is seen otherwise, see
    /// [Ground#since].
    public Since since(RecordedAccess access) {
        List<RecordedAccess> after = database.read(connection -> Sql.of("SELECT " + AccessRow.COLUMNS
                + " FROM flagged_access a WHERE a.client = ? AND a.number > ? AND a.number < ?"
                + " AND a.grade IN ('a', 'b', 'c') ORDER BY a.number LIMIT " + LARGEST_PAGE,
                seal.device(access.client()), access.number(),
                Numbers.first(access.at().plus(Circumstances.FOLLOW_UP).plusMillis(1)))
                .list(connection, AccessRow.reader(seal)));
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
    /// counted anew, but for the devices and people that are singled out.
    public List<DayCount> countsByDay(AccessFilter filter, int days) {
        if (scope.only().isPresent()) {
            return days(counted(filter, scope.only().get()), days);
        }
        List<String> groups = scope.groups().isEmpty() ? List.of() : List.copyOf(groupsThere());
        StringBuilder where = new StringBuilder("category = ?");
        List<Object> values = new ArrayList<>(List.of(filter.category().orElse("")));
        filter.day().ifPresent(day -> and(where, values, "day", day));
        filter.group().ifPresent(group -> and(where, values, "grp", group));
        filter.verdict().ifPresent(verdict -> and(where, values, "verdict", verdict));
        filter.grade().ifPresent(grade -> and(where, values, "grade", grade));
        if (scope.groups().isPresent()) {
            where.append(" AND grp IN ").append(Whose.among(groups, values));
        }
        Map<LocalDate, Long> hidden = counted(filter, scope.without());
        values.add(days + hidden.size());
        Map<LocalDate, Long> counts = new TreeMap<>(hidden);
        counts.replaceAll((_, count) -> -count);
        if (scope.groups().isEmpty() || !groups.isEmpty()) {
            database.read(connection -> Sql.of("SELECT day, SUM(accesses) AS accesses FROM access_count WHERE "
                    + where + " GROUP BY day ORDER BY day DESC LIMIT ?", values.toArray())
                    .list(connection, row -> new DayCount(Sql.date(row, "day"), row.getLong("accesses"))))
                    .forEach(count -> counts.merge(count.day(), count.accesses(), Long::sum));
        }
        return days(counts, days);
    }

    private static List<DayCount> days(Map<LocalDate, Long> counts, int days) {
        return counts.entrySet().stream().filter(day -> day.getValue() > 0)
                .sorted(Map.Entry.<LocalDate, Long>comparingByKey().reversed()).limit(days)
                .map(day -> new DayCount(day.getKey(), day.getValue())).toList();
    }

    /// The accesses of some devices and people, counted one by one.
    private Map<LocalDate, Long> counted(AccessFilter filter, Set<Asker> askers) {
        Map<LocalDate, Long> counts = new TreeMap<>();
        if (!askers.isEmpty()) {
            List<Object> values = new ArrayList<>();
            StringBuilder where = new StringBuilder(Whose.accesses(askers, seal, values));
            if (scope.only().isPresent()) {
                where.append(" AND NOT ").append(Whose.accesses(scope.without(), seal, values));
            }
            filter.day().ifPresent(day -> and(where, values, "a.day", day));
            filter.group().ifPresent(group -> and(where, values, "a.grp", group));
            filter.verdict().ifPresent(verdict -> and(where, values, "a.verdict", verdict));
            filter.grade().ifPresent(grade -> and(where, values, "a.grade", grade));
            filter.category().ifPresent(category -> {
                where.append(
                        " AND EXISTS (SELECT 1 FROM access_category c WHERE c.category = ? AND c.number = a.number)");
                values.add(category);
            });
            Set<String> groups = scope.groups().isEmpty() ? Set.of() : groupsThere();
            if (scope.groups().isPresent()) {
                where.append(" AND a.grp IN ").append(Whose.among(groups, values));
            }
            if (scope.groups().isEmpty() || !groups.isEmpty()) {
                database.read(connection -> Sql
                        .of("SELECT a.day AS day, COUNT(*) AS accesses FROM flagged_access a WHERE "
                                + where + " GROUP BY a.day", values.toArray())
                        .list(connection, row -> new DayCount(Sql.date(row, "day"), row.getLong("accesses"))))
                        .forEach(count -> counts.merge(count.day(), count.accesses(), Long::sum));
            }
        }
        return counts;
    }

    /// The groups that occur and are there for this reader, by title.
    public List<GroupName> groups() {
        return database.read(connection -> Sql.of("SELECT name, title FROM group_name ORDER BY title, name")
                .list(connection, row -> new GroupName(row.getString(1), row.getString(2)))).stream()
                .filter(group -> scope.groups().map(some -> some.contains(group.name())).orElse(true)).toList();
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
