package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.DriverManager;
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

    @Override
    void change(StoreLocation location, String sql) throws Exception {
        StoreLocation.Postgres there = (StoreLocation.Postgres) location;
        try (Connection connection = DriverManager.getConnection(there.jdbcUrl(), there.user(), there.password());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
