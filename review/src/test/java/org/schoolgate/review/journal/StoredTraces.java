package org.schoolgate.review.journal;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The traces of the accesses in a store's file, read beside whoever writes to it.
final class StoredTraces {

    private StoredTraces() {}

    static List<Long> of(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT trace FROM flagged_access")) {
            List<Long> out = new ArrayList<>();
            while (rows.next()) {
                out.add(Long.parseUnsignedLong(rows.getString(1), 16));
            }
            return out;
        }
    }
}
