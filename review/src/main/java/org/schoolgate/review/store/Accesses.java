package org.schoolgate.review.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Since;
import org.schoolgate.filters.policy.Severity;

/// The flagged accesses, newest first. Any thread may call.
public final class Accesses {

    private final Database database;
    private final RecordSeal seal;
    private final AccessWriter writer;

    Accesses(Database database, Chain chain, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
        this.writer = new AccessWriter(database, chain, seal);
    }

    /// Writes records, and what is to be told of them at once, in one commit. Returns when they would survive a power cut. Only
    /// the journal calls this.
    ///
    /// @param texts those that the records name; each is kept once
    public void append(List<RecordedAccess> accesses, List<Alert> alerts, Collection<KeptText> texts) {
        writer.append(accesses, alerts, texts);
    }

    /// Writes records that name no text.
    public void append(List<RecordedAccess> accesses, List<Alert> alerts) {
        append(accesses, alerts, List.of());
    }

    /// Writes records of which nothing is to be told.
    public void append(List<RecordedAccess> accesses) {
        append(accesses, List.of());
    }

    /// Destroys every record of before a day, with what is needed to tell from the chain what it was; the chain says that it was
    /// there, when it was destroyed, and why. Many short transactions, so that nobody who writes waits long.
    ///
    /// @param day in the school's time zone; it stays itself
    /// @param why one sentence, which names nobody
    /// @return how many records
    public long destroyBefore(LocalDate day, Instant now, String why) {
        long all = 0;
        int some;
        do {
            some = writer.destroyBefore(day, now, why);
            all += some;
        } while (some == AccessWriter.MOST_DESTROYED);
        if (all > 0) {
            database.forget();
        }
        return all;
    }

    /// The accesses that are there for somebody.
    public ScopedAccesses within(Scope scope) {
        return new ScopedAccesses(database, scope, seal);
    }

    /// One page of all; see [ScopedAccesses#page].
    public AccessPage page(AccessFilter filter, Optional<Cursor> cursor, int size) {
        return within(Scope.ALL).page(filter, cursor, size);
    }

    /// The access of this number.
    public Optional<RecordedAccess> find(long number) {
        return within(Scope.ALL).find(number);
    }

    /// What people call the access of this number, also where nothing else of it can be read any more.
    public Optional<String> reference(long number) {
        return database.read(connection -> Sql.of("SELECT reference FROM flagged_access WHERE number = ?", number)
                .first(connection, row -> row.getString(1)));
    }

    /// The accesses that carry this reference; see [ScopedAccesses#findByReference].
    public List<RecordedAccess> findByReference(String reference) {
        return within(Scope.ALL).findByReference(reference);
    }

    /// How soon somebody should look at each of these, as the school said when they were recorded; without those of which it said
    /// nothing.
    ///
    /// @param numbers at most 1,000
    public Map<Long, Severity> severities(Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        String marks = String.join(", ", Collections.nCopies(numbers.size(), "?"));
        return database.read(connection -> Sql.of("SELECT number, severity FROM access_severity WHERE number IN ("
                + marks + ")", numbers.toArray()).list(connection,
                        row -> Map.entry(row.getLong(1), Severity.ranked(row.getInt(2)))))
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// How many there were of each subject and grade, by subject. An access in two categories counts in both.
    ///
    /// @param first the first day
    /// @param end the day after the last
    public List<SubjectCount> countsBySubject(LocalDate first, LocalDate end) {
        return database.read(connection -> Sql.of("""
            SELECT name.subject, counted.grade, SUM(counted.accesses) FROM access_count counted
            JOIN category_name name ON name.slug = counted.category
            WHERE counted.day >= ? AND counted.day < ?
            GROUP BY name.subject, counted.grade ORDER BY name.subject, counted.grade""", first, end)
                .list(connection, row -> new SubjectCount(row.getString(1),
                        Sql.read(Grade.class, row.getString(2)), row.getLong(3))));
    }

    /// How many there were in all.
    ///
    /// @param first the first day
    /// @param end the day after the last
    public long count(LocalDate first, LocalDate end) {
        return database.read(connection -> Sql.of("SELECT COALESCE(SUM(accesses), 0) FROM access_count WHERE"
                + " category = '' AND day >= ? AND day < ?", first, end).first(connection, row -> row.getLong(1)))
                .orElse(0L);
    }

    /// How many each day has of all; see [ScopedAccesses#countsByDay].
    public List<DayCount> countsByDay(AccessFilter filter, int days) {
        return within(Scope.ALL).countsByDay(filter, days);
    }

    /// What the same device did after an access; see [ScopedAccesses#since].
    public Since since(RecordedAccess access) {
        return within(Scope.ALL).since(access);
    }
}
