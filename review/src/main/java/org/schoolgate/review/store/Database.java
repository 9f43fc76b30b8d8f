package org.schoolgate.review.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/// The connections to the database: one that writes, a few that read.
///
/// One writer is what SQLite allows, and what keeps commits in order; readers never wait for it.
final class Database implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String place;
    private final HikariDataSource writer;
    private final HikariDataSource readers;
    private final AutoCloseable lock;
    private final List<String> forgetting;

    private Database(String place, HikariDataSource writer, HikariDataSource readers, List<String> forgetting,
            AutoCloseable lock) {
        this.place = place;
        this.forgetting = forgetting;
        this.writer = writer;
        this.readers = readers;
        this.lock = lock;
    }

    /// What is done with a connection.
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /// Opens both pools.
    ///
    /// @param place what messages call the database
    /// @param source gives connections
    /// @param readers how many may read at once
    /// @param readOnly the statement that keeps a connection from writing
    /// @param lifetime after what time a connection is replaced; zero for never
    /// @param forgetting statements after which nothing that was deleted is left in the database's files
    /// @param lock is closed last
    static Database open(String place, DataSource source, int readers, String readOnly, Duration lifetime,
            List<String> forgetting, AutoCloseable lock) {
        HikariDataSource writer = new HikariDataSource(writing(source, lifetime));
        try {
            return new Database(place, writer,
                    new HikariDataSource(reading(source, readers, readOnly, lifetime)), forgetting, lock);
        } catch (RuntimeException fault) {
            writer.close();
            throw fault;
        }
    }

    /// Opens connections that read. Who writes is refused.
    static Database openToRead(String place, DataSource source, int readers, String readOnly) {
        HikariDataSource both = new HikariDataSource(reading(source, readers, readOnly, Duration.ZERO));
        return new Database(place, both, both, List.of(), () -> {});
    }

    /// Runs `work` outside any transaction of its own.
    <T> T read(Work<T> work) {
        try (Connection connection = readers.getConnection()) {
            return work.run(connection);
        } catch (SQLException fault) {
            throw Fault.of(place, "cannot be read", fault);
        }
    }

    /// Runs `work` as one transaction, and returns when it is on disk. Where it fails nothing of it is kept, and the next
    /// call gets a fresh connection.
    <T> T write(Work<T> work) {
        try (Connection connection = writer.getConnection()) {
            try {
                connection.setAutoCommit(false);
                T result = work.run(connection);
                // This commits. SQLite's driver would begin the next transaction at once in commit(), and keep the lock.
                connection.setAutoCommit(true);
                return result;
            } catch (SQLException | RuntimeException fault) {
                abandon(connection, fault);
                throw fault;
            }
        } catch (SQLException fault) {
            throw Fault.of(place, "cannot be written", fault);
        }
    }

    /// Sees to it that what was deleted is nowhere in the database's files any more.
    void forget() {
        try (Connection connection = writer.getConnection()) {
            for (String statement : forgetting) {
                Sql.of(statement).list(connection, row -> row.getObject(1));
            }
        } catch (SQLException fault) {
            throw Fault.of(place, "cannot be written", fault);
        }
    }

    private void abandon(Connection connection, Exception fault) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException rollback) {
            fault.addSuppressed(rollback);
        }
        writer.evictConnection(connection);
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
        try {
            lock.close();
        } catch (Exception fault) {
            throw Fault.of(place, "cannot be closed", fault);
        }
    }

    @Override
    public String toString() {
        return place;
    }

    private static HikariConfig writing(DataSource source, Duration lifetime) {
        HikariConfig config = pool("store-writer", source, lifetime);
        config.setMaximumPoolSize(1);
        return config;
    }

    private static HikariConfig reading(DataSource source, int readers, String readOnly, Duration lifetime) {
        HikariConfig config = pool("store-readers", source, lifetime);
        config.setMaximumPoolSize(readers);
        config.setConnectionInitSql(readOnly);
        return config;
    }

    private static HikariConfig pool(String name, DataSource source, Duration lifetime) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis() / 2);
        config.setMaxLifetime(lifetime.toMillis());
        return config;
    }
}
