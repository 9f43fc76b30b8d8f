package org.schoolgate.review.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.TraceId;

/// A flagged access as a row of `flagged_access`, there and back.
final class AccessRow {

    static final String COLUMNS = "a.number, a.trace, a.at, a.day, a.grp, a.client, a.certainty, a.verdict, a.rule,"
            + " a.target, a.host, a.seal, a.fault, a.snapshot, a.evidence";

    static final String INSERT = """
        INSERT INTO flagged_access (number, format, trace, reference, at, day, grp, client, certainty, verdict,
        grp_verdict, rule, sealed, target, host, seal, fault, snapshot, evidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private AccessRow() {}

    static void bind(PreparedStatement insert, RecordedAccess access) throws SQLException {
        Sql.bind(insert, access.number(), Evidence.FORMAT, access.trace().toString(), access.reference(), access.at(),
                access.day(), access.group(), access.client().toString(), access.certainty(), access.verdict(),
                both(access.group(), access.verdict()), access.rule(), access.sealed(), access.target(), access.host(),
                access.seal(), access.fault(),
                access.snapshot(), Evidence.of(access).json());
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
                evidence.categories(), evidence.listings(), evidence.signals(), row.getString("snapshot"),
                row.getInt("fault") == 1);
    }
}
