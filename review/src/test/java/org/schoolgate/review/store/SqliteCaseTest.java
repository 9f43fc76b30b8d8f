package org.schoolgate.review.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;

class SqliteCaseTest extends CaseContract {

    @TempDir
    private Path folder;

    @Override
    StoreLocation empty() {
        return new StoreLocation.Sqlite(folder.resolve("cases.db"));
    }

    @Override
    void change(StoreLocation location, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + location);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
