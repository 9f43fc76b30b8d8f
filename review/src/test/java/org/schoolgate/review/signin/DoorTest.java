package org.schoolgate.review.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

class DoorTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-17T09:00:00Z"));
    private static final String RIGHT = "amber lantern visits otters";

    @TempDir
    private Path folder;

    private Store store;
    private Passwords passwords;
    private Door door;

    @BeforeEach
    void open() {
        store = Store.open(new StoreLocation.Sqlite(folder.resolve("door.db")), TestKey.ONE);
        passwords = new Passwords(new SecureRandom());
        store.accounts().create("head", "Mrs Rao", Role.HEAD, passwords.hash(RIGHT), false, CLOCK.instant());
        door = new Door(store, passwords, new TestFactors(store, folder, CLOCK).factor, new SecureRandom(), CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @DisplayName("J05 while nothing can be written, whoever is signed in still reads")
    void aSessionIsStillGoodWhileTheStoreCannotBeWritten() throws Exception {
        String token = ((Answer.Welcome) door.signIn("head", RIGHT, "", "10.0.0.1")).ticket().token();
        InstantSource later = () -> CLOCK.instant().plus(Door.SLACK.multipliedBy(3));
        Door then = new Door(store, passwords, new TestFactors(store, folder, later).factor, new SecureRandom(), later);
        change("CREATE TRIGGER refuse BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'no'); END");
        assertThat(then.visit(token)).isPresent();
        change("DROP TRIGGER refuse");
        assertThat(then.visit(token)).isPresent();
    }

    @Test
    void whoeverGuessesElsewhereDoesNotKeepAKnownBrowserOut() {
        String mark = mark(door.signIn("head", RIGHT, "", "10.0.0.1"));
        guess("head", 6);
        assertThat(door.signIn("head", RIGHT, "", "10.0.0.1")).isInstanceOf(Answer.Wait.class);
        assertThat(door.signIn("head", RIGHT, mark, "10.0.0.1")).isInstanceOf(Answer.Welcome.class);
    }

    @Test
    void noNameThatIsTypedIsTakenForAKnownBrowser() {
        String mark = mark(door.signIn("head", RIGHT, "", "10.0.0.1"));
        long id = store.accounts().find("head").orElseThrow().id();
        guess("known head", 6);
        guess("known browser of " + id, 6);
        guess("password of " + id, 6);
        assertThat(door.signIn("head", RIGHT, mark, "10.0.0.1")).isInstanceOf(Answer.Welcome.class);
    }

    /// Times differ from run to run and from machine to machine; the work that makes up all but a little of them is counted.
    @Test
    @DisplayName("W11 a name that nobody has costs what any other does")
    void namesCannotBeToldByTheWorkTheyCost() {
        List<String> names = List.of("head", "nobody", "", "HEAD", "'; --", "x".repeat(400));
        for (int i = 0; i < names.size(); i++) {
            long before = passwords.worked();
            assertThat(door.signIn(names.get(i), "wrong", "", "10.9.8." + i)).isInstanceOf(Answer.Wrong.class);
            assertThat(passwords.worked() - before).describedAs(names.get(i)).isEqualTo(1);
        }
    }

    @Test
    void aSecondFactorIsNeededWhereItIsRequiredAndByThoseWhoMayReadRecords() {
        store.accounts().create("it", "IT", Role.IT, passwords.hash(RIGHT), false, CLOCK.instant());
        Door offering = new Door(store, passwords, new SecondFactor(store,
                FactorKey.open(folder.resolve("keys").resolve("factor.key"), new SecureRandom()), false,
                new SecureRandom(), CLOCK), new SecureRandom(), CLOCK);
        assertThat(needsFactor(door, "head")).isTrue();
        assertThat(needsFactor(door, "it")).isFalse();
        assertThat(needsFactor(offering, "head")).isFalse();
    }

    private static boolean needsFactor(Door door, String name) {
        Answer answer = door.signIn(name, RIGHT, "", "10.0.0.2");
        assertThat(answer).isInstanceOf(Answer.Welcome.class);
        return door.visit(((Answer.Welcome) answer).ticket().token()).orElseThrow().needsFactor();
    }

    @Test
    void aKeyThatIsDamagedIsToldWithTheWayOut() throws Exception {
        Path file = folder.resolve("keys").resolve("factor.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        Files.write(file, new byte[5]);
        assertThatThrownBy(() -> FactorKey.open(file, new SecureRandom())).isInstanceOf(StoreException.class)
                .hasMessageContaining("factor.key").hasMessageContaining("put back the file from a backup");
    }

    private void guess(String name, int times) {
        for (int i = 0; i < times; i++) {
            door.signIn(name, "wrong", "", "10.9.9." + i);
        }
    }

    private static String mark(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Welcome.class);
        return ((Answer.Welcome) answer).ticket().mark();
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("door.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
