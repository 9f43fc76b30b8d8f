package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {

    @TempDir
    private Path folder;

    @Override
    Store openEmpty() {
        return Store.open(new StoreLocation.Sqlite(folder.resolve("contract.db")));
    }

    @Test
    void aCommitIsForcedToDiskAndReadersCannotWrite() {
        try (Database database = SqliteFile.open(folder.resolve("a.db"))) {
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(database, "synchronous")).isEqualTo("2");
            assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
            assertThatThrownBy(() -> database.read(connection -> Sql.of("DELETE FROM account").run(connection)))
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void fileAndFolderAreTheirOwnersAlone() throws Exception {
        Path file = folder.resolve("new/deeper/a.db");
        try (Store store = open(file)) {
            store.accesses().append(List.of(RecordedAccesses.full(1)));
            assertThat(Files.getPosixFilePermissions(file.getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            for (String name : List.of("a.db", "a.db-wal", "a.db-shm", "a.db.lock")) {
                assertThat(Files.getPosixFilePermissions(file.resolveSibling(name))).as(name)
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Test
    void aStoreIsOpenOnceAndAgainAfterItWasClosed() {
        Path file = folder.resolve("a.db");
        try (Store first = open(file)) {
            assertThatThrownBy(() -> open(file)).isInstanceOf(StoreException.class)
                    .hasMessageContaining(first.place())
                    .hasMessageContaining("in use by another gateway")
                    .hasMessageContaining("stop that one");
            first.accesses().append(List.of(RecordedAccesses.full(1)));
        }
        try (Store again = open(file)) {
            assertThat(again.accesses().find(1)).isPresent();
        }
    }

    @Test
    void aStoreOfANewerVersionIsRefused() throws Exception {
        Path file = folder.resolve("a.db");
        open(file).close();
        change(file, "INSERT INTO schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)");
        assertThatThrownBy(() -> open(file)).isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("newer Schoolgate");
        change(file, "DELETE FROM schema_history WHERE version = '99'");
        open(file).close();
    }

    @Test
    void aFileThatIsNoStoreIsRefusedAndLeftAsItIs() throws Exception {
        Path file = folder.resolve("a.db");
        Files.writeString(file, "This is a letter, not a database. ".repeat(200));
        assertThatThrownBy(() -> open(file)).isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("damaged").hasMessageContaining("backup");
        assertThat(file).content().startsWith("This is a letter");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x").resolve("store/a.db");
        assertThatThrownBy(() -> open(file)).isInstanceOf(StoreException.class).hasMessageContaining(file.toString());
    }

    private static String pragma(Database database, String name) {
        return database.write(connection -> Sql.of("PRAGMA " + name).first(connection, row -> row.getString(1))
                .orElseThrow());
    }

    private static Store open(Path file) {
        return Store.open(new StoreLocation.Sqlite(file));
    }

    private static void change(Path file, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
