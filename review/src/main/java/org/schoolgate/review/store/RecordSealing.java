package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Encrypts what was kept of flagged accesses before that was encrypted, some at a time, each time in one transaction that also notes
/// how far it has come: what is broken off goes on at the next start. It runs before anything else is written. Some 15,000 records a second.
final class RecordSealing {

    private static final Logger LOG = LoggerFactory.getLogger(RecordSealing.class);
    private static final int BATCH = 1_000;
    private static final int TOLD_EACH = 50;

    /// Texts that people wrote: the table, its columns, and what each is called where it is encrypted.
    private static final Map<String, List<Text>> TEXTS = Map.of(
            "incident_act", List.of(new Text("words", Incidents::words)),
            "reveal", List.of(new Text("why", Reveals::why)),
            "personal_copy", List.of(new Text("why", id -> PersonalCopies.called(id, "why")),
                    new Text("reference", id -> PersonalCopies.called(id, "reference"))),
            "custody", List.of(new Text("recipient", id -> Custody.called(id, "recipient")),
                    new Text("purpose", id -> Custody.called(id, "purpose"))));

    private static final List<String> WITH_CLIENT = List.of("pseudonym", "incident", "incident_device", "case_file",
            "reveal",
            "own_device",
            "personal_copy");

    private final Database database;
    private final RecordSeal seal;

    private record Text(String column, Called called) {}

    private interface Called {
        String by(long id);
    }

    RecordSealing(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    void all() {
        int steps = 0;
        while (database.write(this::next)) {
            steps++;
            if (steps % TOLD_EACH == 0) {
                LOG.info("Records from before are being encrypted, this once: {} so far", steps * BATCH);
            }
        }
        if (steps > 0) {
            // Either database keeps samples of what stands in its columns.
            database.write(connection -> Sql.of("ANALYZE").run(connection));
            // What stood there in clear is nowhere in the files any more.
            database.forget();
        }
    }

    /// Does some of what is still to do; gives whether there was any.
    private boolean next(Connection connection) throws SQLException {
        // It writes first, so that it is the only one.
        Sql.of("UPDATE sealing SET done = done").run(connection);
        Optional<String> found = Sql.of("SELECT what FROM sealing ORDER BY what LIMIT 1").first(connection,
                row -> row.getString(1));
        if (found.isEmpty()) {
            return false;
        }
        String what = found.get();
        long done = Sql.of("SELECT done FROM sealing WHERE what = ?", what).first(connection, row -> row.getLong(1))
                .orElseThrow();
        Optional<Long> upTo = switch (what) {
            case "flagged_access" -> accesses(connection, done);
            case "client" -> clients(connection);
            case "sorting" -> sortings(connection);
            case "topic" -> topics(connection);
            default -> texts(connection, what, done);
        };
        if (upTo.isPresent()) {
            Sql.of("UPDATE sealing SET done = ? WHERE what = ?", upTo.get(), what).run(connection);
        } else {
            Sql.of("DELETE FROM sealing WHERE what = ?", what).run(connection);
        }
        return true;
    }

    private Optional<Long> accesses(Connection connection, long done) throws SQLException {
        List<List<@Nullable Object>> rows = Sql.of("SELECT a.number, a.client, a.target, a.host, a.evidence, a.salt"
                + " FROM flagged_access a WHERE a.number > ? ORDER BY a.number LIMIT ?", done, BATCH)
                .list(connection, RecordSealing::columns);
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE flagged_access SET asker = CASE WHEN asker = client THEN ? ELSE asker END,"
                        + " client = ?, target = ?, host = ?, evidence = ?, salt = ? WHERE number = ?")) {
            for (List<@Nullable Object> row : rows) {
                String client = Objects.requireNonNull(row.get(1)).toString();
                if (RecordSeal.isClear(client)) {
                    long number = (Long) Objects.requireNonNull(row.getFirst());
                    String device = seal.device(seal.device(client));
                    Sql.bind(update, device, device, AccessRow.sealed(number, "target", row.get(2), seal),
                            AccessRow.sealed(number, "host", row.get(3), seal),
                            AccessRow.sealed(number, "evidence", row.get(4), seal),
                            AccessRow.sealed(number, "salt", row.get(5), seal), number);
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of((Long) Objects.requireNonNull(rows.getLast().getFirst()));
    }

    private static List<@Nullable Object> columns(ResultSet row) throws SQLException {
        List<@Nullable Object> columns = new ArrayList<>();
        columns.add(row.getLong(1));
        for (int i = 2; i <= 6; i++) {
            columns.add(row.getString(i));
        }
        return columns;
    }

    private Optional<Long> clients(Connection connection) throws SQLException {
        for (String table : WITH_CLIENT) {
            List<String> clear = Sql.of("SELECT DISTINCT client FROM " + table + " WHERE client LIKE '%.%'"
                    + " OR client LIKE '%:%' LIMIT ?", BATCH).list(connection, row -> row.getString(1));
            for (String client : clear) {
                Sql.of("UPDATE " + table + " SET client = ? WHERE client = ?", seal.device(seal.device(client)), client)
                        .run(connection);
            }
            if (!clear.isEmpty()) {
                return Optional.of(0L);
            }
        }
        return Optional.empty();
    }

    private Optional<Long> texts(Connection connection, String table, long done) throws SQLException {
        List<Text> texts = Objects.requireNonNull(TEXTS.get(table));
        String columns = String.join(", ", texts.stream().map(Text::column).toList());
        // What was handed over of a case is encrypted with the case's own key.
        String only = table.equals("custody") ? " AND kind <> 'case_pack'" : "";
        List<List<String>> rows = Sql.of("SELECT id, " + columns + " FROM " + table + " WHERE id > ?" + only
                + " ORDER BY id LIMIT ?", done, BATCH).list(connection, row -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= 1 + texts.size(); i++) {
                        values.add(row.getString(i));
                    }
                    return values;
                });
        for (List<String> row : rows) {
            long id = Long.parseLong(row.getFirst());
            for (int i = 0; i < texts.size(); i++) {
                Text text = texts.get(i);
                Sql.of("UPDATE " + table + " SET " + text.column() + " = ? WHERE id = ?",
                        seal.seal(text.called().by(id), row.get(1 + i)), id).run(connection);
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(rows.getLast().getFirst()));
    }

    /// No name in clear sorts after a mark.
    private Optional<Long> sortings(Connection connection) throws SQLException {
        List<List<String>> rows = Sql.of("SELECT name, asked FROM sorting WHERE name < ? ORDER BY name LIMIT ?",
                RecordSeal.MARK, BATCH).list(connection, row -> List.of(row.getString(1), row.getString(2)));
        for (List<String> row : rows) {
            String name = seal.mark(row.get(0));
            Sql.of("UPDATE sorting SET name = ?, asked = ? WHERE name = ?", name,
                    seal.seal(Corrections.asked(name), row.get(1)), row.get(0)).run(connection);
            Sql.of("UPDATE access_sorting SET sorting = ? WHERE sorting = ?", name, row.get(0)).run(connection);
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(0L);
    }

    /// Topics of alerts, which name a device. Those of reports and summaries name none.
    private Optional<Long> topics(Connection connection) throws SQLException {
        for (String table : List.of("sighting", "alerted")) {
            List<String> rows = Sql.of("SELECT DISTINCT topic FROM " + table + " WHERE topic LIKE '%|%'"
                    + " AND topic NOT LIKE 'announced-%' AND topic NOT LIKE 'summary-%' LIMIT ?", BATCH)
                    .list(connection, row -> row.getString(1));
            for (String topic : rows) {
                Sql.of("UPDATE " + table + " SET topic = ? WHERE topic = ?", seal.mark(topic), topic).run(connection);
            }
            if (!rows.isEmpty()) {
                return Optional.of(0L);
            }
        }
        return Optional.empty();
    }
}
