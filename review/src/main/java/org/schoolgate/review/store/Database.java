package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;

/// The connections to the database: one that writes, a few that read.
final class Database implements AutoCloseable {

    /// What is done with a connection.
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /// Runs `work` outside any transaction of its own.
    <T> T read(Work<T> work) {
        throw new UnsupportedOperationException("" + work);
    }

    /// Runs `work` as one transaction, and returns when it is on disk.
    <T> T write(Work<T> work) {
        throw new UnsupportedOperationException("" + work);
    }

    @Override
    public void close() {}
}
