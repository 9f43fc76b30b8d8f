package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            "snapshot", "evidence", "grade");

    /// Where among them the format stands.
    private static final int FORMAT = STORED.indexOf("format");

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
            Evidence.of(access).json(), access.grade()}) {
            values.add(Sql.column(value));
        }
        return values;
    }

    /// The spelling of a row that its digest is made of: one line of JSON, a member for each column that there was in the
    /// row's format. The first had no grade.
    static String text(List<@Nullable Object> values) {
        ObjectNode row = JSON.objectNode();
        boolean graded = values.get(FORMAT) instanceof Number format && format.intValue() > 1;
        for (int i = 0; i < STORED.size() - (graded ? 0 : 1); i++) {
            switch (values.get(i)) {
                case null -> row.putNull(STORED.get(i));
                case Number number -> row.put(STORED.get(i), number.longValue());
                case Object text -> row.put(STORED.get(i), text.toString());
            }
        }
        return row.toString();
    }

    /// The same of a row that was read with [#ALL].
    static String text(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : STORED) {
            values.add(row.getObject(name));
        }
        return text(values);
    }

    /// The group and the verdict as one word.
    static String both(String group, Verdict verdict) {
        return group + "/" + Sql.word(verdict);
    }

    static RecordedAccess read(ResultSet row) throws SQLException {
        Evidence evidence = Evidence.parse(row.getString("evidence"));
        String client = row.getString("client");
        return new RecordedAccess(row.getLong("number"), TraceId.parse(row.getString("trace")), Sql.instant(row, "at"),
                Sql.date(row, "day"), row.getString("grp"), evidence.groupTitle(),
                IpAddress.parse(client).orElseThrow(() -> new SQLException("a client's address is damaged")),
                Sql.read(Certainty.class, row.getString("certainty")),
                Sql.read(Verdict.class, row.getString("verdict")), row.getString("rule"), evidence.ruleTitle(),
                evidence.clause(), Optional.ofNullable(row.getString("target")),
                Optional.ofNullable(row.getString("seal")), Optional.ofNullable(row.getString("host")),
                evidence.categories(), evidence.listings(), evidence.signals(), evidence.circumstances(),
                evidence.ground(), row.getString("snapshot"), row.getInt("fault") == 1,
                evidence.basis());
    }
}
