package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresStoreIT extends StoreContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    Store openEmpty() throws Exception {
        return Store.open(SERVER.empty(), TestKey.ONE);
    }

    @Test
    void severalGatewaysShareOneDatabaseWhichTheFirstHasMade() throws Exception {
        StoreLocation location = SERVER.bare();
        try (Store one = Store.open(location, TestKey.ONE); Store other = Store.open(location, TestKey.ONE)) {
            one.accesses().append(List.of(RecordedAccesses.full(1)));
            other.accesses().append(List.of(RecordedAccesses.sealed(2)));
            assertThat(one.accesses().page(AccessFilter.ALL, java.util.Optional.empty(), 9).accesses())
                    .containsExactly(RecordedAccesses.sealed(2), RecordedAccesses.full(1));
        }
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutItsPassword() throws Exception {
        StoreLocation.Postgres location = new StoreLocation.Postgres(
                SERVER.at("nothing").jdbcUrl() + "&password=secret", "postgres", "secret");
        assertThatThrownBy(() -> Store.open(location, TestKey.ONE)).isInstanceOf(StoreException.class)
                .hasMessageContaining("nothing").hasMessageContaining("no database of this name")
                .hasMessageNotContaining("secret");
        assertThat(location.toString()).doesNotContain("secret");
    }
}
