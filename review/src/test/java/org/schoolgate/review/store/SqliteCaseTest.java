package org.schoolgate.review.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
    String everything(StoreLocation location) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Override
    void change(StoreLocation location, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + location);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
