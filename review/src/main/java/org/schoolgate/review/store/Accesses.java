package org.schoolgate.review.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.evidence.Since;

/// The flagged accesses, newest first. Any thread may call.
public final class Accesses {

    private final Database database;
    private final AccessWriter writer;

    Accesses(Database database, Chain chain) {
        this.database = database;
        this.writer = new AccessWriter(database, chain);
    }

    /// Writes records, and what is to be told of them at once, in one commit. Returns when they would survive a power cut. Only
    /// the journal calls this.
    public void append(List<RecordedAccess> accesses, List<Alert> alerts) {
        writer.append(accesses, alerts);
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
        return new ScopedAccesses(database, scope);
    }

    /// One page of all; see [ScopedAccesses#page].
    public AccessPage page(AccessFilter filter, Optional<Cursor> cursor, int size) {
        return within(Scope.ALL).page(filter, cursor, size);
    }

    /// The access of this number.
    public Optional<RecordedAccess> find(long number) {
        return within(Scope.ALL).find(number);
    }

    /// The accesses that carry this reference; see [ScopedAccesses#findByReference].
    public List<RecordedAccess> findByReference(String reference) {
        return within(Scope.ALL).findByReference(reference);
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
