package org.schoolgate.review.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresCaseIT extends CaseContract {

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    StoreLocation empty() throws Exception {
        return server.empty();
    }

    /// Each column of each row of each table.
    @Override
    String everything(StoreLocation location) throws Exception {
        StoreLocation.Postgres there = (StoreLocation.Postgres) location;
        StringBuilder all = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(there.jdbcUrl(), there.user(), there.password());
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", new String[]{"TABLE"})) {
            while (tables.next()) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT * FROM " + tables.getString("TABLE_NAME"))) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            byte[] bytes = rows.getBytes(column);
                            all.append(bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1))
                                    .append('|');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    @Override
    void change(StoreLocation location, String sql) throws Exception {
        StoreLocation.Postgres there = (StoreLocation.Postgres) location;
        try (Connection connection = DriverManager.getConnection(there.jdbcUrl(), there.user(), there.password());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
