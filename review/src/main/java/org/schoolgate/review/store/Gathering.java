package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.Severity;

/// Puts accesses into incidents, within one transaction.
final class Gathering {

    /// How long after the last access of an incident another still belongs to it, and how long before the first.
    static final Duration SPELL = Duration.ofMinutes(30);

    /// What an access is about that is in no category.
    static final String NO_SUBJECT = "Sites on no list";

    private Gathering() {}

    static void gather(Connection connection, GatheredAccess gathered, RecordSeal seal) throws SQLException {
        RecordedAccess access = gathered.access();
        List<String> subjects = access.categories().isEmpty()
                ? List.of(NO_SUBJECT)
                : access.categories().stream().map(CategoryName::subject).distinct().sorted().toList();
        for (String subject : subjects) {
            Optional<Long> open = open(connection, access, subject, seal);
            if (open.isPresent()) {
                join(connection, open.get(), gathered, seal);
            } else if (gathered.raises().isPresent()) {
                begin(connection, gathered, subject, gathered.raises().get(), seal);
            }
        }
    }

    /// The open incident that an access belongs to.
    private static Optional<Long> open(Connection connection, RecordedAccess access, String subject, RecordSeal seal)
            throws SQLException {
        return Sql.of("""
            SELECT id FROM incident WHERE client = ? AND subject = ? AND last_at >= ? AND first_at <= ? AND is_open = 1
            ORDER BY last_at DESC LIMIT 1""", seal.asker(access.asker()), subject, access.at().minus(SPELL),
                access.at().plus(SPELL)).first(connection, row -> row.getLong(1));
    }

    private static void begin(Connection connection, GatheredAccess gathered, String subject, Severity severity,
            RecordSeal seal) throws SQLException {
        RecordedAccess access = gathered.access();
        Pseudonyms.give(connection, access.asker(), seal);
        long id = Numbers.random(access.at());
        Sql.of("""
            INSERT INTO incident (id, number, client, grp, group_title, subject, certainty, first_at, last_at, severity,
            grade, by_hand, accesses, is_open, given_to)
            SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 1, NULL FROM incident""", id,
                seal.asker(access.asker()), access.group(), access.groupTitle(), subject, access.certainty(),
                access.at(),
                access.at(), severity.rank(), gathered.grade()).run(connection);
        Sql.of("INSERT INTO incident_count (day, subject, incidents) VALUES (?, ?, 1) ON CONFLICT (day, subject)"
                + " DO UPDATE SET incidents = incident_count.incidents + 1", access.day(), subject).run(connection);
        for (RecordedAccess before : before(connection, access, subject, seal)) {
            join(connection, id, new GatheredAccess(before, before.grade(), Optional.empty()), seal);
        }
        join(connection, id, gathered, seal);
    }

    /// What the same person asked for, or the same device where no person is known, of the same subject shortly before, and is in no incident yet.
    private static List<RecordedAccess> before(Connection connection, RecordedAccess access, String subject,
            RecordSeal seal)
            throws SQLException {
        List<RecordedAccess> all = Sql.of("SELECT " + AccessRow.COLUMNS
                + " FROM flagged_access a WHERE a.asker = ? AND a.number >= ? AND a.number < ?"
                + " AND NOT EXISTS (SELECT 1 FROM incident_access i WHERE i.access = a.number)"
                + " ORDER BY a.number DESC LIMIT 500", seal.asker(access.asker()),
                Numbers.first(access.at().minus(SPELL)), access.number()).list(connection, AccessRow.reader(seal));
        return all.stream()
                .filter(one -> one.categories().isEmpty()
                        ? subject.equals(NO_SUBJECT)
                        : one.categories().stream().map(CategoryName::subject).collect(Collectors.toSet())
                                .contains(subject))
                .toList();
    }

    /// Puts an access into an incident, and what the incident says of itself in step with it. Its cost does not grow with what is
    /// in the incident.
    private static void join(Connection connection, long incident, GatheredAccess gathered, RecordSeal seal)
            throws SQLException {
        RecordedAccess access = gathered.access();
        int joined = Sql
                .of("INSERT INTO incident_access (incident, access, grade) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        incident, access.number(), gathered.grade())
                .run(connection);
        Sql.of("INSERT INTO incident_device (incident, client) VALUES (?, ?) ON CONFLICT DO NOTHING", incident,
                seal.device(access.client())).run(connection);
        int severity = gathered.raises().map(Severity::rank).orElse(0);
        Sql.of("""
            UPDATE incident SET
            first_at = CASE WHEN first_at > ? THEN ? ELSE first_at END,
            last_at = CASE WHEN last_at < ? THEN ? ELSE last_at END,
            severity = CASE WHEN severity < ? THEN ? ELSE severity END,
            grade = CASE WHEN grade > ? THEN ? ELSE grade END,
            certainty = CASE WHEN CASE certainty WHEN 'not_known' THEN 1 WHEN 'one_of_several' THEN 2
                WHEN 'from_network' THEN 3 ELSE 4 END > ? THEN ? ELSE certainty END,
            accesses = accesses + ?,
            by_hand = by_hand + ?
            WHERE id = ?""", access.at(), access.at(), access.at(), access.at(), severity, severity, gathered.grade(),
                gathered.grade(), access.certainty().bars(), access.certainty(), joined,
                gathered.grade().countsForAPerson() ? joined : 0, incident).run(connection);
    }
}
