package org.schoolgate.review.journal;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;

/// The encrypted pieces that a store has on disk.
final class StoredPieces {

    /// More than a piece's nonce, and less than SQLite keeps together on one page.
    private static final int LENGTH = 60;

    private StoredPieces() {}

    /// The beginnings of all pieces of records, of what was written beside them, and of the device's.
    static List<String> of(Path file) throws Exception {
        List<String> pieces = new ArrayList<>();
        for (String query : List.of("SELECT target FROM flagged_access WHERE sealed = 0",
                "SELECT evidence FROM flagged_access",
                "SELECT client FROM flagged_access", "SELECT words FROM incident_act WHERE words <> ''",
                "SELECT why FROM reveal")) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    String piece = rows.getString(1);
                    pieces.add(piece.substring(0, Math.min(LENGTH, piece.length())));
                }
            }
        }
        return pieces;
    }
}
