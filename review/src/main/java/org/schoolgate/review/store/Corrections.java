package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Which records rest on a list entry that lists no longer have. The records themselves stay as they are. Any thread may call.
public final class Corrections {

    private static final String ADD = "INSERT INTO sorting (name, asked, category) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String TIE = "INSERT INTO access_sorting (number, sorting) VALUES (?, ?)";

    private static final int BATCH = 1_000;
    private static final int MOST_READ = 20_000;
    private static final int MOST = 500;

    private final Database database;
    private final RecordSeal seal;

    Corrections(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// A record that somebody has looked at before it was corrected.
    ///
    /// @param number the record's
    /// @param at when it was corrected
    public record Seen(long number, Instant at) {}

    /// Some of all sortings, in the order of their names.
    ///
    /// @param after the name of the last one that was given; empty text at first
    public List<Sorting> next(String after, int count) {
        return database.read(connection -> Sql.of("""
            SELECT name, asked, category, gone_at FROM sorting WHERE name > ? ORDER BY name LIMIT ?""", after, count)
                .list(connection, row -> new Sorting(row.getString("name"),
                        seal.open(asked(row.getString("name")), row.getString("asked")),
                        row.getString("category"), row.getObject("gone_at") != null)));
    }

    /// Notes that lists no longer have these, and that they have those again.
    ///
    /// @param by what is in force now
    public void note(Collection<Sorting> gone, Collection<Sorting> back, Instant at, String by) {
        database.write(connection -> {
            for (Sorting one : gone) {
                Sql.of("UPDATE sorting SET gone_at = ?, gone_by = ? WHERE name = ? AND gone_at IS NULL", at, by,
                        one.name()).run(connection);
            }
            for (Sorting one : back) {
                Sql.of("UPDATE sorting SET gone_at = NULL, gone_by = NULL WHERE name = ?", one.name()).run(connection);
            }
            return gone.size() + back.size();
        });
    }

    /// What of one record has been corrected since.
    ///
    /// @param number the record's
    public List<Correction> of(long number) {
        return database.read(connection -> Sql.of("""
            SELECT s.category, s.gone_at, s.gone_by FROM access_sorting a JOIN sorting s ON s.name = a.sorting
            WHERE a.number = ? AND s.gone_at IS NOT NULL ORDER BY s.gone_at, s.category""", number)
                .list(connection, row -> new Correction(row.getString(1), Sql.instant(row, "gone_at"),
                        row.getString(3))));
    }

    /// Those that lists still have. Of many it reads the first 20,000 alone.
    public List<Sorting> standing() {
        List<Sorting> all = new ArrayList<>();
        String after = "";
        int read = 0;
        List<Sorting> some;
        do {
            some = next(after, BATCH);
            for (Sorting one : some) {
                after = one.name();
                if (!one.gone()) {
                    all.add(one);
                }
            }
            read += some.size();
        } while (some.size() == BATCH && read < MOST_READ);
        return List.copyOf(all);
    }

    /// How much rests on what lists say of an entry and all below it. See [#resting(Collection, Instant)] and [#standing].
    ///
    /// @param holds whether an address, as it is asked for, is in the entry
    /// @param category the category's slug; empty for any
    public Resting resting(Predicate<String> holds, Optional<String> category, Instant since) {
        return resting(standing().stream().filter(one -> category.map(one.category()::equals).orElse(true)
                && holds.test(one.asked())).toList(), since);
    }

    /// How much rests on some of them: flagged accesses since a moment, and open cases. Counted over all of them, whoever may read them.
    public Resting resting(Collection<Sorting> which, Instant since) {
        List<String> names = which.stream().map(Sorting::name).toList();
        Set<Long> accesses = new HashSet<>();
        Set<Long> cases = new HashSet<>();
        for (int from = 0; from < names.size(); from += MOST) {
            List<String> some = names.subList(from, Math.min(names.size(), from + MOST));
            String marks = "(" + String.join(", ", Collections.nCopies(some.size(), "?")) + ")";
            List<Object> values = new ArrayList<>(some);
            values.add(Numbers.first(since));
            accesses.addAll(numbers("SELECT DISTINCT number FROM access_sorting WHERE sorting IN " + marks
                    + " AND number >= ?", values));
            cases.addAll(numbers("SELECT DISTINCT c.id FROM case_file c"
                    + " JOIN case_incident i ON i.case_file = c.id"
                    + " JOIN incident_access a ON a.incident = i.incident JOIN access_sorting s ON s.number = a.access"
                    + " WHERE c.is_open = 1 AND s.sorting IN " + marks, some));
        }
        return new Resting(accesses.size(), cases.size());
    }

    private List<Long> numbers(String sql, List<?> values) {
        return database.read(connection -> Sql.of(sql, values.toArray()).list(connection, row -> row.getLong(1)));
    }

    /// What rests on an entry, or on several.
    ///
    /// @param accesses flagged accesses of the time that was asked for
    /// @param cases open cases of any time
    public record Resting(long accesses, long cases) {}

    /// Which of these records have been corrected since.
    public Set<Long> among(Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return Set.of();
        }
        String marks = String.join(", ", Collections.nCopies(numbers.size(), "?"));
        return database.read(connection -> new HashSet<>(Sql.of("SELECT DISTINCT a.number FROM access_sorting a"
                + " JOIN sorting s ON s.name = a.sorting WHERE s.gone_at IS NOT NULL AND a.number IN (" + marks + ")",
                numbers.toArray()).list(connection, row -> row.getLong(1))));
    }

    /// The records that an account has looked at, and not again since they were corrected; latest correction first, at most
    /// 100. Its cost grows with how much the account has looked at, and with nothing else.
    public List<Seen> seenBefore(long account) {
        return database.read(connection -> Sql.of("""
            SELECT v.access AS number, MAX(s.gone_at) AS gone_at FROM viewed v
            JOIN access_sorting a ON a.number = v.access JOIN sorting s ON s.name = a.sorting
            WHERE v.account = ? AND v.what = 'access' AND s.gone_at IS NOT NULL
            GROUP BY v.access HAVING MAX(v.at) < MAX(s.gone_at) ORDER BY 2 DESC, 1 DESC LIMIT 100""", account)
                .list(connection, row -> new Seen(row.getLong(1), Sql.instant(row, "gone_at"))));
    }

    /// Ties records to what they rest on. In the order of names, so that two gateways on one database never wait for each other
    /// in a circle.
    static void add(Connection connection, List<RecordedAccess> accesses, RecordSeal seal) throws SQLException {
        Map<String, Sorting> all = new TreeMap<>();
        Map<Long, Set<Sorting>> byNumber = new TreeMap<>();
        for (RecordedAccess access : accesses) {
            Set<Sorting> some = Sorting.of(access);
            if (!some.isEmpty()) {
                byNumber.put(access.number(), some);
                some.forEach(sorting -> all.put(sorting.name(), sorting));
            }
        }
        if (all.isEmpty()) {
            return;
        }
        try (PreparedStatement add = connection.prepareStatement(ADD);
                PreparedStatement tie = connection.prepareStatement(TIE)) {
            for (Sorting sorting : all.values()) {
                String name = seal.mark(sorting.name());
                Sql.bind(add, name, seal.seal(asked(name), sorting.asked()), sorting.category());
                add.addBatch();
            }
            add.executeBatch();
            for (Map.Entry<Long, Set<Sorting>> record : byNumber.entrySet()) {
                for (Sorting sorting : record.getValue()) {
                    Sql.bind(tie, record.getKey(), seal.mark(sorting.name()));
                    tie.addBatch();
                }
            }
            tie.executeBatch();
        }
    }

    /// What an address is called where it is encrypted.
    ///
    /// @param name of its row
    static String asked(String name) {
        return "asked " + name;
    }

    /// Takes a record out, and the addresses that no other record rests on with it.
    static void forget(Connection connection, long number) throws SQLException {
        List<String> names = Sql.of("SELECT sorting FROM access_sorting WHERE number = ?", number)
                .list(connection, row -> row.getString(1));
        Sql.of("DELETE FROM access_sorting WHERE number = ?", number).run(connection);
        for (String name : names) {
            Sql.of("DELETE FROM sorting WHERE name = ? AND NOT EXISTS"
                    + " (SELECT 1 FROM access_sorting WHERE sorting = ?)", name, name).run(connection);
        }
    }
}
