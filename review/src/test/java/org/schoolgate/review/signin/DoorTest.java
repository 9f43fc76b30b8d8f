package org.schoolgate.review.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;

class DoorTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-17T09:00:00Z"));
    private static final String RIGHT = "amber lantern visits otters";

    @TempDir
    private Path folder;

    private Store store;
    private Door door;

    @BeforeEach
    void open() {
        store = Store.open(new StoreLocation.Sqlite(folder.resolve("door.db")));
        Passwords passwords = new Passwords(new SecureRandom());
        store.accounts().create("head", "Mrs Rao", Role.HEAD, passwords.hash(RIGHT), false, CLOCK.instant());
        door = new Door(store, passwords, new TestFactors(store, folder, CLOCK).factor, new SecureRandom(), CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
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

    private void guess(String name, int times) {
        for (int i = 0; i < times; i++) {
            door.signIn(name, "wrong", "", "10.9.9." + i);
        }
    }

    private static String mark(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Welcome.class);
        return ((Answer.Welcome) answer).ticket().mark();
    }
}
