package org.schoolgate.review.store;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Says what a database's error means for whoever runs the gateway. Nothing that was to be stored is repeated: a
/// server's message may quote it.
final class Fault {

    private Fault() {}

    /// The error as ours.
    ///
    /// @param place the file or the server
    /// @param doing what failed, such as "cannot be opened"
    static StoreException of(String place, String doing, Throwable fault) {
        SQLException cause = sqlCause(fault);
        String why = cause == null ? fault.getClass().getSimpleName() : why(cause);
        // Only SQLite's own messages are sure to hold nothing but names of tables and columns.
        boolean plain = cause instanceof SQLiteException || cause == null;
        return new StoreException("[" + place + "] the store " + doing + ": " + why, plain ? fault : null);
    }

    private static String why(SQLException fault) {
        if (fault instanceof SQLiteException sqlite) {
            return sqlite(sqlite.getResultCode());
        }
        return postgres(fault);
    }

    private static String sqlite(SQLiteErrorCode code) {
        int primary = code.code & 0xff;
        String advice = switch (primary) {
            case 5, 6 -> "another program holds it; stop that program";
            case 8, 3, 14 -> "the file or its folder may not be written; give both to the user that runs the gateway";
            case 10 -> "the disk does not read or write as it should; check it";
            case 11, 26 -> "the file is damaged or is no store; move it away and put back the last backup";
            case 13 -> "the disk is full; free some space";
            default -> "see the code";
        };
        return advice + " (" + code.name() + ")";
    }

    private static String postgres(SQLException fault) {
        String state = Optional.ofNullable(fault.getSQLState()).orElse("?");
        String advice = switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> "the server does not answer; check its address, and that it runs";
            case "28" -> "the server refuses this user or this password";
            case "3D" -> "the server has no database of this name; make it";
            case "42" -> "the database's user may not do this, or the schema is not ours";
            case "53" -> "the server has run out of disk, memory or connections";
            case "57" -> "the server is shutting down or starting";
            default -> "see the code";
        };
        return advice + " (SQLSTATE " + state + ")";
    }

    private static @Nullable SQLException sqlCause(Throwable fault) {
        SQLException found = null;
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (at instanceof SQLiteException || at instanceof PSQLException || at instanceof SQLException
                    && found == null) {
                found = (SQLException) at;
            }
        }
        return found;
    }
}
