package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresStoreIT extends StoreContract {

    private static EmbeddedPostgres server;
    private static int databases;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off").start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    Store openEmpty() throws Exception {
        return Store.open(empty());
    }

    private static StoreLocation.Postgres empty() throws Exception {
        String name = "store" + databases++;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE DATABASE " + name);
        }
        return new StoreLocation.Postgres(server.getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    @Test
    void severalGatewaysShareOneDatabase() throws Exception {
        StoreLocation location = empty();
        try (Store one = Store.open(location); Store other = Store.open(location)) {
            one.accesses().append(List.of(RecordedAccesses.full(1)));
            other.accesses().append(List.of(RecordedAccesses.sealed(2)));
            assertThat(one.accesses().page(AccessFilter.ALL, java.util.Optional.empty(), 9).accesses())
                    .containsExactly(RecordedAccesses.sealed(2), RecordedAccesses.full(1));
        }
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutItsPassword() {
        StoreLocation.Postgres location = new StoreLocation.Postgres(
                server.getJdbcUrl("postgres", "nothing") + "&password=secret", "postgres", "secret");
        assertThatThrownBy(() -> Store.open(location)).isInstanceOf(StoreException.class)
                .hasMessageContaining("nothing").hasMessageContaining("no database of this name")
                .hasMessageNotContaining("secret");
        assertThat(location.toString()).doesNotContain("secret");
    }
}
