package org.schoolgate.review.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A PostgreSQL server for one class of tests, which registers it: it starts when the first database is asked for, and is
/// stopped after the last test.
public final class TestServer implements AfterAllCallback, AutoCloseable {

    private Optional<EmbeddedPostgres> started = Optional.empty();
    private int databases;

    /// A database that nobody has used.
    public StoreLocation.Postgres empty() throws IOException, SQLException {
        String name = "store" + databases++;
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE DATABASE " + name);
        }
        return at(name);
    }

    /// Where a database of that name is, or would be.
    StoreLocation.Postgres at(String name) throws IOException {
        return new StoreLocation.Postgres(server().getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    /// Changes a database behind the store's back.
    static void change(StoreLocation location, String sql) throws SQLException {
        try (Connection connection = connection(location); Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /// A connection of one's own; whoever asks closes it.
    static Connection connection(StoreLocation location) throws SQLException {
        StoreLocation.Postgres there = (StoreLocation.Postgres) location;
        return DriverManager.getConnection(there.jdbcUrl(), there.user(), there.password());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        if (started.isPresent()) {
            started.get().close();
        }
    }

    private EmbeddedPostgres server() throws IOException {
        if (started.isEmpty()) {
            started = Optional.of(EmbeddedPostgres.builder().setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off").start());
        }
        return started.get();
    }
}
