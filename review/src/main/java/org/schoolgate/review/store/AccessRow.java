package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.TraceId;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A flagged access as a row of `flagged_access`, there and back.
final class AccessRow {

    static final String COLUMNS = "a.number, a.trace, a.at, a.day, a.grp, a.client, a.certainty, a.verdict, a.rule,"
            + " a.target, a.host, a.seal, a.fault, a.snapshot, a.evidence";

    /// Every column but the salt, in the order in which the digest is made of them.
    private static final List<String> STORED = List.of("number", "format", "trace", "reference", "at", "day", "grp",
            "client", "certainty", "verdict", "grp_verdict", "rule", "sealed", "target", "host", "seal", "fault",
            "snapshot", "evidence", "grade", "asker");

    /// Where among them the format stands.
    private static final int FORMAT = STORED.indexOf("format");

    /// And where the device.
    private static final int CLIENT = STORED.indexOf("client");

    /// What is encrypted, beside the device and whose it is.
    static final Set<String> SEALED = Set.of("target", "host", "evidence", "salt");

    /// The same for a query that calls the table `a`.
    static final String ALL = STORED.stream().map(name -> "a." + name).collect(Collectors.joining(", "));

    static final String INSERT = "INSERT INTO flagged_access (" + String.join(", ", STORED) + ", salt) VALUES (?"
            + ", ?".repeat(STORED.size()) + ")";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AccessRow() {}

    /// What stands in the row, column by column.
    static List<@Nullable Object> values(RecordedAccess access) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : new Object[]{access.number(), Evidence.FORMAT, access.trace().toString(),
            access.reference(), access.at(), access.day(), access.group(), access.client().toString(),
            access.certainty(), access.verdict(), both(access.group(), access.verdict()), access.rule(),
            access.sealed(), access.target(), access.host(), access.seal(), access.fault(), access.snapshot(),
            Evidence.of(access).json(), access.grade(), access.asker().text()}) {
            values.add(Sql.column(value));
        }
        return values;
    }

    /// The spelling of a row that its digest is made of: one line of JSON, a member for each column that there was in the
    /// row's format. The first had no grade; until the fourth each was its device's, and where one is not, it was changed.
    static String text(List<@Nullable Object> values) {
        ObjectNode row = JSON.objectNode();
        int format = values.get(FORMAT) instanceof Number number ? number.intValue() : 0;
        boolean asker = format > 3 || !Objects.equals(values.getLast(), values.get(CLIENT));
        int columns = STORED.size() - (asker ? 0 : format > 1 ? 1 : 2);
        for (int i = 0; i < columns; i++) {
            switch (values.get(i)) {
                case null -> row.putNull(STORED.get(i));
                case Number number -> row.put(STORED.get(i), number.longValue());
                case Object text -> row.put(STORED.get(i), text.toString());
            }
        }
        return row.toString();
    }

    /// The same of a row that was read with [#ALL].
    ///
    /// @throws StoreException where it cannot be decrypted
    static String text(ResultSet row, RecordSeal seal) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : STORED) {
            values.add(switch (name) {
                case "client" -> seal.device(row).toString();
                case "asker" -> seal.asker(row.getString(name)).text();
                default -> SEALED.contains(name) ? clear(row, name, seal).orElse(null) : row.getObject(name);
            });
        }
        return text(values);
    }

    /// What the digest of a row was keyed with.
    static String salt(ResultSet row, RecordSeal seal) throws SQLException {
        return clear(row, "salt", seal).orElse("");
    }

    /// What stands in the row once it is encrypted, the salt last.
    ///
    /// @param values as [#values] gives them
    static Object[] sealed(List<@Nullable Object> values, String salt, RecordSeal seal) {
        long number = (Long) Objects.requireNonNull(values.getFirst());
        List<@Nullable Object> sealed = new ArrayList<>();
        for (int i = 0; i < STORED.size(); i++) {
            sealed.add(sealed(number, STORED.get(i), values.get(i), seal));
        }
        sealed.add(sealed(number, "salt", salt, seal));
        return sealed.toArray();
    }

    /// What stands in a column once it is encrypted.
    static @Nullable Object sealed(long number, String name, @Nullable Object value, RecordSeal seal) {
        if (value == null) {
            return null;
        }
        if (name.equals("client")) {
            return seal.device(IpAddress.parse(value.toString()).orElseThrow());
        }
        if (name.equals("asker")) {
            return seal.asker(Asker.parse(value.toString()));
        }
        return SEALED.contains(name) ? seal.seal(called(number, name), value.toString()) : value;
    }

    /// What a column of a record is called where it is encrypted.
    static String called(long number, String column) {
        return "access " + number + " " + column;
    }

    /// The group and the verdict as one word.
    static String both(String group, Verdict verdict) {
        return group + "/" + Sql.word(verdict);
    }

    /// Reads rows of the columns [#COLUMNS].
    static Sql.Row<RecordedAccess> reader(RecordSeal seal) {
        return row -> read(row, seal);
    }

    static RecordedAccess read(ResultSet row, RecordSeal seal) throws SQLException {
        Evidence evidence = Evidence.parse(clear(row, "evidence", seal).orElse(""));
        return new RecordedAccess(row.getLong("number"), TraceId.parse(row.getString("trace")), Sql.instant(row, "at"),
                Sql.date(row, "day"), row.getString("grp"), evidence.groupTitle(),
                seal.device(row),
                Sql.read(Certainty.class, row.getString("certainty")),
                Sql.read(Verdict.class, row.getString("verdict")), row.getString("rule"), evidence.ruleTitle(),
                evidence.clause(), clear(row, "target", seal),
                Optional.ofNullable(row.getString("seal")), clear(row, "host", seal),
                evidence.categories(), evidence.listings(), evidence.signals(), evidence.circumstances(),
                evidence.ground(), row.getString("snapshot"), row.getInt("fault") == 1,
                evidence.basis(), evidence.identity(),
                evidence.statement(), evidence.before());
    }

    private static Optional<String> clear(ResultSet row, String column, RecordSeal seal) throws SQLException {
        String stored = row.getString(column);
        return stored == null || RecordSeal.isClear(row.getString("client"))
                ? Optional.ofNullable(stored)
                : Optional.of(seal.open(called(row.getLong("number"), column), stored));
    }
}
