package org.schoolgate.review.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;

/// What was recorded in some days, counted for reports. Any thread may call.
public final class Statistics {

    private final Database database;
    private final RecordSeal seal;

    Statistics(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// An incident as it is counted.
    ///
    /// @param first when its first access was asked for
    /// @param looked when somebody first looked at it
    /// @param closed when it was first closed
    public record Counted(String subject, Severity severity, boolean open, Instant first, Optional<Instant> looked,
            Optional<Instant> closed) {}

    /// The incidents that began within a span, in no order.
    ///
    /// @param from within it
    /// @param until not within it
    public List<Counted> incidents(Scope scope, Instant from, Instant until) {
        List<Object> values = new ArrayList<>(List.of(from, until));
        String where = "i.first_at >= ? AND i.first_at < ?" + Incidents.within(scope, seal, values);
        Map<Long, Map<String, Instant>> acts = new HashMap<>();
        return database.read(connection -> {
            Sql.of("SELECT a.incident AS incident, a.kind AS kind, MIN(a.at) AS at FROM incident i"
                    + " JOIN incident_act a ON a.incident = i.id WHERE " + where
                    + " AND a.kind IN ('looked', 'closed') GROUP BY a.incident, a.kind", values.toArray())
                    .list(connection, row -> acts.computeIfAbsent(row.getLong("incident"), _ -> new HashMap<>())
                            .put(row.getString("kind"), Sql.instant(row, "at")));
            return Sql.of("SELECT i.id, i.subject, i.severity, i.is_open, i.first_at FROM incident i WHERE " + where,
                    values.toArray()).list(connection, row -> {
                        Map<String, Instant> done = acts.getOrDefault(row.getLong("id"), Map.of());
                        return new Counted(row.getString("subject"), Severity.ranked(row.getInt("severity")),
                                row.getInt("is_open") == 1, Sql.instant(row, "first_at"),
                                Optional.ofNullable(done.get("looked")), Optional.ofNullable(done.get("closed")));
                    });
        });
    }

    /// How many incidents began within some days, by subject: all of them, whoever may read them. Kept for two years longer than
    /// records are.
    ///
    /// @param last the last day, within it
    public Map<String, Long> begun(LocalDate first, LocalDate last) {
        Map<String, Long> counts = new TreeMap<>();
        database.read(connection -> Sql.of("SELECT subject, SUM(incidents) AS incidents FROM incident_count"
                + " WHERE day >= ? AND day <= ? GROUP BY subject", first, last)
                .list(connection, row -> counts.put(row.getString("subject"), row.getLong("incidents"))));
        return counts;
    }

    /// The accesses of some days by category and grade; one in two categories is counted in each. Kept counts are read, but
    /// for the devices and people that are singled out.
    ///
    /// @param first the first day
    /// @param last the last day, within it
    public Map<CategoryName, Map<Grade, Long>> accesses(Scope scope, LocalDate first, LocalDate last) {
        Map<String, Map<Grade, Long>> counts = new TreeMap<>();
        if (scope.only().isEmpty()) {
            List<Object> values = new ArrayList<>(List.of(first, last));
            count(counts, 1, "SELECT category, grade, SUM(accesses) AS accesses FROM access_count"
                    + " WHERE category <> '' AND day >= ? AND day <= ?" + groups(scope, "grp", values)
                    + " GROUP BY category, grade", values);
        }
        Set<Asker> singled = scope.only().orElse(scope.without());
        if (!singled.isEmpty()) {
            List<Object> values = new ArrayList<>();
            String of = Whose.accesses(singled, seal, values)
                    + (scope.only().isPresent() ? " AND NOT " + Whose.accesses(scope.without(), seal, values) : "");
            values.addAll(List.of(first, last));
            count(counts, scope.only().isPresent() ? 1 : -1, "SELECT c.category AS category, a.grade AS grade,"
                    + " COUNT(*) AS accesses FROM flagged_access a JOIN access_category c ON c.number = a.number"
                    + " WHERE " + of + " AND a.day >= ? AND a.day <= ?" + groups(scope, "a.grp", values)
                    + " GROUP BY c.category, a.grade", values);
        }
        Map<CategoryName, Map<Grade, Long>> named = new HashMap<>();
        database.read(connection -> Sql.of("SELECT slug, title, subject FROM category_name").list(connection,
                row -> new CategoryName(row.getString(1), row.getString(2), row.getString(3))))
                .forEach(name -> Optional.ofNullable(counts.get(name.slug())).ifPresent(some -> named.put(name, some)));
        return named;
    }

    private void count(Map<String, Map<Grade, Long>> counts, int sign, String sql, List<Object> values) {
        database.read(connection -> Sql.of(sql, values.toArray())
                .list(connection, row -> counts.computeIfAbsent(row.getString("category"), _ -> new HashMap<>())
                        .merge(Sql.read(Grade.class, row.getString("grade")), sign * row.getLong("accesses"),
                                Long::sum)));
    }

    private static String groups(Scope scope, String column, List<Object> values) {
        if (scope.groups().isEmpty()) {
            return "";
        }
        return " AND " + column + " IN " + Whose.among(scope.groups().get(), values);
    }
}
