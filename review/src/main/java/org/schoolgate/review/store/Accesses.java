package org.schoolgate.review.store;

import java.util.List;
import java.util.Optional;

/// The flagged accesses. Any thread may call.
public final class Accesses {

    private final Database database;

    Accesses(Database database) {
        this.database = database;
    }

    /// Writes records in one commit, and returns when they would survive a power cut. Only the journal calls this.
    public void append(List<RecordedAccess> accesses) {
        throw new UnsupportedOperationException(database + " " + accesses);
    }

    /// One page, newest first.
    ///
    /// @param cursor where to read on, from an earlier page; empty for the first page
    /// @param size how many at most, 1 to 500
    public AccessPage page(AccessFilter filter, Optional<Cursor> cursor, int size) {
        throw new UnsupportedOperationException("" + filter + cursor + size);
    }

    public Optional<RecordedAccess> find(long number) {
        throw new UnsupportedOperationException("" + number);
    }

    /// The accesses that carry this reference, newest first, however it is typed. Mostly one; two in about a million
    /// share one.
    public List<RecordedAccess> findByReference(String reference) {
        throw new UnsupportedOperationException(reference);
    }

    /// How many each day has, for the newest `days` days that have any, newest first.
    public List<DayCount> countsByDay(AccessFilter filter, int days) {
        throw new UnsupportedOperationException("" + filter + days);
    }

    /// The groups that occur, by title.
    public List<GroupName> groups() {
        throw new UnsupportedOperationException();
    }

    /// The categories that occur, by title.
    public List<CategoryName> categories() {
        throw new UnsupportedOperationException();
    }
}
