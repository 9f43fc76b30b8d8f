package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// Brings the schema up to date, and refuses one that is ahead of this program.
///
/// Mostly nothing is to be done. That is told by one query, as Flyway takes half a second to come to the same end.
final class Migrations {

    /// The version of the latest file in `db/migration`.
    static final String LATEST = "22";

    private Migrations() {}

    static void run(DataSource source, String place) {
        if (!isCurrent(source)) {
            migrate(source, place);
        }
    }

    /// Refuses a store that another version has written.
    static void expectCurrent(DataSource source, String place) {
        if (!isCurrent(source)) {
            throw new StoreException("[" + place + "] the store cannot be read, or was written by another version of"
                    + " Schoolgate; start this version's gateway once, which brings it up to date", null);
        }
    }

    private static boolean isCurrent(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return Sql.of("SELECT version, success FROM schema_history ORDER BY installed_rank DESC LIMIT 1")
                    .first(connection, row -> row.getString(1).equals(LATEST) && row.getBoolean(2)).orElse(false);
        } catch (SQLException newOrBroken) {
            return false;
        }
    }

    private static void migrate(DataSource source, String place) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .table("schema_history")
                .loggers("slf4j")
                .load();
        try {
            if (Arrays.stream(flyway.info().applied()).map(MigrationInfo::getState)
                    .anyMatch(
                            state -> state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED)) {
                throw new StoreException("[" + place + "] the store was written by a newer Schoolgate; start that"
                        + " version, or put back a backup from before", null);
            }
            flyway.migrate();
        } catch (FlywayException fault) {
            throw Fault.of(place, "cannot be opened or brought up to date", fault);
        }
    }
}
