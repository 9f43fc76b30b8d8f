package org.schoolgate.review.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL server for one class of tests.
public final class TestServer implements AutoCloseable {

    private final EmbeddedPostgres server;
    private int databases;

    public TestServer() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").setServerConfig("full_page_writes", "off")
                .start();
    }

    /// A database that nobody has used.
    public StoreLocation.Postgres empty() throws SQLException {
        String name = "store" + databases++;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE DATABASE " + name);
        }
        return at(name);
    }

    /// Where a database of that name is, or would be.
    StoreLocation.Postgres at(String name) {
        return new StoreLocation.Postgres(server.getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
