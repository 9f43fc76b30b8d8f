package org.schoolgate.review.store;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// Brings the schema up to date, and refuses one that is ahead of this program.
final class Migrations {

    private Migrations() {}

    static void run(DataSource source, String place) {
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
