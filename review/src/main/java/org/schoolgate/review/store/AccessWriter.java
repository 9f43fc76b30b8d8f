package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.review.chain.Entry;
import org.schoolgate.review.chain.Sha256;
import tools.jackson.databind.node.JsonNodeFactory;

/// Writes flagged accesses, and keeps the counts and names beside them in step, all in one transaction.
///
/// Counts and names are touched in sorted order, so that two gateways on one database never wait for each other in a
/// circle.
final class AccessWriter {

    private static final String CATEGORY = "INSERT INTO access_category (category, number, grp, verdict, grp_verdict, grade)"
            + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String DAY = """
        INSERT INTO access_day (day, first_number, last_number) VALUES (?, ?, ?)
        ON CONFLICT (day) DO UPDATE SET
        first_number = CASE WHEN excluded.first_number < access_day.first_number
            THEN excluded.first_number ELSE access_day.first_number END,
        last_number = CASE WHEN excluded.last_number > access_day.last_number
            THEN excluded.last_number ELSE access_day.last_number END""";
    private static final String COUNT = """
        INSERT INTO access_count (category, day, grp, verdict, grade, accesses) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (category, day, grp, verdict, grade) DO UPDATE SET
        accesses = access_count.accesses + excluded.accesses""";
    private static final String GROUP = """
        INSERT INTO group_name (name, title) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET title = excluded.title""";
    private static final String NAME = """
        INSERT INTO category_name (slug, title, subject) VALUES (?, ?, ?)
        ON CONFLICT (slug) DO UPDATE SET title = excluded.title, subject = excluded.subject""";

    /// For how much longer than records it is kept how many incidents there were: for reports that compare years.
    private static final Period COUNTS_LONGER = Period.ofYears(2);

    /// How many records one transaction destroys.
    static final int MOST_DESTROYED = 1_000;

    private final Database database;
    private final Chain chain;
    private final RecordSeal seal;
    /// The policy of the last record, once one was written.
    private volatile Optional<String> policy = Optional.empty();
    /// What the tables of names hold already, so that a commit rarely touches them.
    private final Set<Object> named = ConcurrentHashMap.newKeySet();

    /// The texts that are in the store, each with the days of records that name it, so that a commit rarely touches them.
    private final Set<Named> kept = ConcurrentHashMap.newKeySet();

    /// That a record of a day names a text.
    private record Named(String sha256, LocalDate day) implements Comparable<Named> {

        @Override
        public int compareTo(Named other) {
            int by = sha256.compareTo(other.sha256);
            return by != 0 ? by : day.compareTo(other.day);
        }
    }

    AccessWriter(Database database, Chain chain, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
        this.chain = chain;
    }

    /// @param texts that the accesses name
    void append(List<RecordedAccess> accesses, List<Alert> alerts, Collection<KeptText> texts) {
        Set<Named> fresh = new TreeSet<>();
        for (RecordedAccess access : accesses) {
            access.basis().ifPresent(basis -> {
                fresh.add(new Named(basis.policy(), access.day()));
                fresh.add(new Named(basis.lists(), access.day()));
            });
        }
        Map<String, KeptText> bySha = texts.stream().collect(
                Collectors.toMap(KeptText::sha256, Function.identity(), (a, _) -> a));
        fresh.removeIf(one -> kept.contains(one) || !bySha.containsKey(one.sha256()));
        Set<Object> names = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        for (RecordedAccess access : accesses) {
            names.add(new GroupName(access.group(), access.groupTitle()));
            names.addAll(access.categories());
        }
        names.removeAll(named);
        policy = database.write(connection -> {
            Map<Long, String> digests = insert(connection, accesses);
            count(connection, accesses);
            name(connection, names);
            for (Named one : fresh) {
                KeptTexts.put(connection, Objects.requireNonNull(bySha.get(one.sha256())), one.day());
            }
            for (Alert alert : alerts) {
                Outbox.add(connection, alert, seal);
            }
            chain.append(connection, Entry.Kind.ACCESS, digests);
            return PolicyUses.note(connection, policy, accesses);
        });
        named.addAll(names);
        kept.addAll(fresh);
    }

    /// Destroys the oldest records of before `day`, their salts with them, and what was counted of days of which none is left. What
    /// remains is that they were, and why they are gone.
    ///
    /// @return how many: [#MOST_DESTROYED] where there may be more
    int destroyBefore(LocalDate day, Instant now, String why) {
        return database.write(connection -> {
            List<Long> numbers = Sql.of("SELECT number FROM flagged_access WHERE number <= "
                    + "COALESCE((SELECT MAX(last_number) FROM access_day WHERE day < ?), -1) AND day < ? AND NOT EXISTS (SELECT 1"
                    + " FROM incident_access i JOIN case_incident c ON c.incident = i.incident"
                    + " JOIN case_file f ON f.id = c.case_file WHERE i.access = flagged_access.number AND f.hold IS NOT NULL)"
                    + " ORDER BY number"
                    + " LIMIT ?", day, day, MOST_DESTROYED).list(connection, row -> row.getLong(1));
            chain.append(connection, Entry.Kind.ERASED, destroy(connection, numbers, now, why));
            if (numbers.size() < MOST_DESTROYED) {
                Sql.of("DELETE FROM access_count WHERE day < ?", day).run(connection);
                Sql.of("DELETE FROM incident_count WHERE day < ?", day.minus(COUNTS_LONGER)).run(connection);
                Sql.of("UPDATE personal_copy SET client = '' WHERE last_day < ? AND client <> ''", day).run(connection);
                // Of a day with records of a case on hold the span stays, so that they are found once the hold is lifted.
                Sql.of("DELETE FROM access_day WHERE day < ? AND NOT EXISTS (SELECT 1 FROM flagged_access f WHERE"
                        + " f.number BETWEEN access_day.first_number AND access_day.last_number"
                        + " AND f.day = access_day.day)", day).run(connection);
                KeptTexts.forgetBefore(connection, day);
                kept.removeIf(one -> one.day().isBefore(day));
                Outbox.forgetBefore(connection, day.atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return numbers.size();
        });
    }

    /// Gives the digest of what was noted of each, by its number.
    private static Map<Long, String> destroy(Connection connection, List<Long> numbers, Instant now, String why)
            throws SQLException {
        Map<Long, String> digests = new LinkedHashMap<>();
        try (PreparedStatement category = connection.prepareStatement("DELETE FROM access_category WHERE number = ?");
                PreparedStatement row = connection.prepareStatement("DELETE FROM flagged_access WHERE number = ?");
                PreparedStatement note = connection
                        .prepareStatement("INSERT INTO destroyed (number, note, salt) VALUES (?, ?, ?)")) {
            for (long number : numbers) {
                String text = JsonNodeFactory.instance.objectNode().put("number", number).put("at", now.toEpochMilli())
                        .put("why", why).toString();
                String salt = Chain.salt();
                digests.put(number, Sha256.keyed(salt, text));
                Corrections.forget(connection, number);
                Sql.bind(category, number);
                category.addBatch();
                Sql.bind(row, number);
                row.addBatch();
                Sql.bind(note, number, text, salt);
                note.addBatch();
            }
            if (!numbers.isEmpty()) {
                category.executeBatch();
                row.executeBatch();
                note.executeBatch();
            }
        }
        return digests;
    }

    /// Gives the digest of each, by its number, in the order in which they were written.
    private Map<Long, String> insert(Connection connection, List<RecordedAccess> accesses) throws SQLException {
        Map<Long, String> digests = new LinkedHashMap<>();
        try (PreparedStatement row = connection.prepareStatement(AccessRow.INSERT);
                PreparedStatement category = connection.prepareStatement(CATEGORY)) {
            boolean any = false;
            for (RecordedAccess access : accesses) {
                List<@Nullable Object> values = AccessRow.values(access);
                String salt = Chain.salt();
                digests.put(access.number(), Sha256.keyed(salt, AccessRow.text(values)));
                Sql.bind(row, AccessRow.sealed(values, salt, seal));
                row.addBatch();
                for (CategoryName name : access.categories()) {
                    Sql.bind(category, name.slug(), access.number(), access.group(), access.verdict(),
                            AccessRow.both(access.group(), access.verdict()), access.grade());
                    category.addBatch();
                    any = true;
                }
            }
            row.executeBatch();
            if (any) {
                category.executeBatch();
            }
        }
        Corrections.add(connection, accesses, seal);
        return digests;
    }

    private static void count(Connection connection, List<RecordedAccess> accesses) throws SQLException {
        Map<String, long[]> days = new TreeMap<>();
        Map<List<String>, Integer> counts = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (RecordedAccess access : accesses) {
            String day = access.day().toString();
            long number = access.number();
            days.merge(day, new long[]{number, number},
                    (a, b) -> new long[]{Math.min(a[0], b[0]), Math.max(a[1], b[1])});
            String verdict = Sql.word(access.verdict());
            String grade = Sql.word(access.grade());
            counts.merge(List.of("", day, access.group(), verdict, grade), 1, Integer::sum);
            for (CategoryName name : access.categories()) {
                counts.merge(List.of(name.slug(), day, access.group(), verdict, grade), 1, Integer::sum);
            }
        }
        for (Map.Entry<String, long[]> day : days.entrySet()) {
            Sql.of(DAY, day.getKey(), day.getValue()[0], day.getValue()[1]).run(connection);
        }
        for (Map.Entry<List<String>, Integer> count : counts.entrySet()) {
            List<String> key = count.getKey();
            Sql.of(COUNT, key.get(0), key.get(1), key.get(2), key.get(3), key.get(4), count.getValue()).run(connection);
        }
    }

    private static void name(Connection connection, Set<Object> names) throws SQLException {
        for (Object name : names) {
            switch (name) {
                case GroupName group -> Sql.of(GROUP, group.name(), group.title()).run(connection);
                case CategoryName category ->
                    Sql.of(NAME, category.slug(), category.title(), category.subject()).run(connection);
                default -> throw new IllegalStateException("no name of ours: " + name.getClass());
            }
        }
    }
}
