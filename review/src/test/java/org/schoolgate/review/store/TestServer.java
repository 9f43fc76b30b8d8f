package org.schoolgate.review.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Databases of one class of tests, which registers it, on a PostgreSQL server that all classes share: it starts when the first is
/// asked for, and ends with the process. After the last test of the class its databases are dropped.
public final class TestServer implements AfterAllCallback, AutoCloseable {

    private static final String MODEL = "model";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<String> databases = new ArrayList<>();

    /// The one server, with a model of a database in which the store's tables are made.
    private static final class Shared {

        private static final EmbeddedPostgres SERVER = start();

        private Shared() {}

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off").start();
                run(server, "CREATE DATABASE " + MODEL);
                Migrations.run(server.getDatabase("postgres", MODEL), MODEL);
                return server;
            } catch (IOException cannot) {
                throw new UncheckedIOException(cannot);
            } catch (SQLException cannot) {
                throw new IllegalStateException(cannot);
            }
        }
    }

    /// A database with the tables of a store, as its migrations make them, and nothing in them.
    public StoreLocation.Postgres empty() throws SQLException {
        return create(" TEMPLATE " + MODEL);
    }

    /// A database that nobody has used.
    StoreLocation.Postgres bare() throws SQLException {
        return create("");
    }

    private StoreLocation.Postgres create(String how) throws SQLException {
        String name = "store" + COUNT.incrementAndGet();
        run(Shared.SERVER, "CREATE DATABASE " + name + how);
        databases.add(name);
        return at(name);
    }

    /// Where a database of that name is, or would be.
    StoreLocation.Postgres at(String name) {
        return new StoreLocation.Postgres(Shared.SERVER.getJdbcUrl("postgres", name), "postgres", "postgres");
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
    public void afterAll(ExtensionContext context) throws SQLException {
        close();
    }

    @Override
    public void close() throws SQLException {
        for (String name : databases) {
            run(Shared.SERVER, "DROP DATABASE " + name + " WITH (FORCE)");
        }
        databases.clear();
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
