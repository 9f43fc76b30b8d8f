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
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Ground;

class SqliteStoreTest extends StoreContract {

    @TempDir
    private Path folder;

    @Override
    Store openEmpty() {
        return Store.open(new StoreLocation.Sqlite(folder.resolve("contract.db")), TestKey.ONE);
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
    @DisplayName("J23 a store of a newer version is refused, and left as it is")
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
    void recordsOfBeforeThereWereGradesStayAndHaveNone() throws Exception {
        Path file = folder.resolve("a.db");
        Flyway.configure().dataSource("jdbc:sqlite:" + file, "", "").locations("classpath:db/migration")
                .table("schema_history").target("1").load().migrate();
        change(file, """
            INSERT INTO flagged_access VALUES (7, 1, '0000000000000007', 'AAAA-AAAA', 1000, '2026-11-16', 'pupils',
            '10.20.0.7', 'not_known', 'block', 'pupils/block', 'rule', 0, 'a.example:443', 'a.example', NULL, 0, 'p+l',
            '{"signals":{"mode":"tunnel","method":"CONNECT"}}')""");
        change(file, "INSERT INTO access_category VALUES ('video', 7, 'pupils', 'block', 'pupils/block')");
        change(file, "INSERT INTO access_count VALUES ('2026-11-16', 'pupils', 'video', 'block', 3)");
        change(file, "INSERT INTO group_name VALUES ('pupils', 'Pupils')");
        try (Store store = open(file)) {
            AccessFilter ungraded = new AccessFilter(Optional.empty(), Optional.empty(), Optional.of("video"),
                    Optional.empty(), Optional.of(Grade.U));
            assertThat(store.accesses().page(ungraded, Optional.empty(), 9).accesses()).singleElement()
                    .extracting(RecordedAccess::ground).isEqualTo(Ground.NOT_GRADED);
            assertThat(store.accesses().countsByDay(ungraded, 9)).extracting(DayCount::accesses).containsExactly(3L);
        }
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
        return Store.open(new StoreLocation.Sqlite(file), TestKey.ONE);
    }

    private static void change(Path file, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
