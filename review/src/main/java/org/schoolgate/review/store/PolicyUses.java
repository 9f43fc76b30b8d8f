package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which policy was in force from when, as far as records tell: a line with the first record by another policy than that of
/// the record before. Any thread may read.
public final class PolicyUses {

    private static final int MOST = 1_000;

    private final Database database;

    PolicyUses(Database database) {
        this.database = database;
    }

    /// A policy came into force.
    ///
    /// @param at when something was first recorded by it
    /// @param sha256 names its text, which [KeptTexts] has until the last record by it is gone
    public record Use(Instant at, String sha256) {}

    /// What came into force within a span, first to last, at most 1,000. Before these the one that was in force when the span
    /// began, where that is known.
    ///
    /// @param until not within it
    public List<Use> within(Instant from, Instant until) {
        return database.read(connection -> Sql.of("SELECT at, sha256 FROM policy_use WHERE at < ? AND at >="
                + " COALESCE((SELECT MAX(at) FROM policy_use WHERE at <= ?), 0) ORDER BY at, id LIMIT ?", until, from,
                MOST).list(connection, row -> new Use(Sql.instant(row, "at"), row.getString("sha256"))));
    }

    /// Notes what comes into force with some accesses, in their order.
    ///
    /// @param before the policy of the record before; empty where that is not known
    /// @return the policy of the last of them
    static Optional<String> note(Connection connection, Optional<String> before, List<RecordedAccess> accesses)
            throws SQLException {
        Optional<String> last = before.isPresent()
                ? before
                : Sql.of("SELECT sha256 FROM policy_use ORDER BY at DESC, id DESC LIMIT 1").first(connection,
                        row -> row.getString(1));
        for (RecordedAccess access : accesses) {
            Optional<String> policy = access.basis().map(RecordedBasis::policy).filter(sha -> !sha.isEmpty());
            if (policy.isPresent() && !policy.equals(last)) {
                Sql.of("INSERT INTO policy_use (id, at, sha256) VALUES (?, ?, ?)", Numbers.random(access.at()),
                        access.at(), policy).run(connection);
                last = policy;
            }
        }
        return last;
    }
}
