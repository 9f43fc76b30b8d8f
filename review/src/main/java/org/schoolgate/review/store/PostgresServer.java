package org.schoolgate.review.store;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Opens the store in a database of a PostgreSQL server. Several gateways may have it open.
final class PostgresServer {

    private static final int READERS = 4;
    private static final String READ_ONLY = "SET default_transaction_read_only = on";
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 30;

    private PostgresServer() {}

    static Database open(StoreLocation.Postgres location) {
        String place = location.toString();
        try {
            Migrations.run(source(location), place);
            return Database.open(place, source(location), READERS, READ_ONLY, Duration.ofMinutes(30),
                    List.of(), () -> {});
        } catch (RuntimeException fault) {
            throw fault instanceof StoreException ours ? ours : Fault.of(place, "cannot be opened", fault);
        }
    }

    static Database openToRead(StoreLocation.Postgres location) {
        String place = location.toString();
        try {
            Migrations.expectCurrent(source(location), place);
            return Database.openToRead(place, source(location), READERS, READ_ONLY);
        } catch (RuntimeException fault) {
            throw fault instanceof StoreException ours ? ours : Fault.of(place, "cannot be opened", fault);
        }
    }

    private static DataSource source(StoreLocation.Postgres location) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(location.jdbcUrl());
        source.setUser(location.user());
        source.setPassword(location.password());
        source.setApplicationName("schoolgate");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setTcpKeepAlive(true);
        // A server's details quote the row that was refused.
        source.setLogServerErrorDetail(false);
        return source;
    }
}
