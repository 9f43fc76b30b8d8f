package org.schoolgate.blocklists.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    Path folder;

    private static Event event(String list, int number) {
        return new Event(Instant.ofEpochSecond(1_800_000_000L + number), Event.Kind.IMPORTED, list,
                Who.atCommandLine("anne"), "because\n" + number, "v" + number, "", number, OptionalInt.of(number),
                List.of("a \"note\"\u202e"));
    }

    @Test
    void theNewestAreReadFromTheEnd() throws IOException {
        var history = new History(folder);
        assertThat(history.newest(Optional.empty(), 5)).isEmpty();
        history.add(event("games", 0));
        String first = Files.readString(folder.resolve("history"));
        var text = new StringBuilder();
        for (int i = 1; i < 3000; i++) {
            text.append(first.replace("games", i % 2 == 0 ? "games" : "chat").replace("because 0", "because " + i)
                    .replace("\"v0\"", "\"v" + i + "\"").replace("\"entries\":0", "\"entries\":" + i)
                    .replace("\"edit\":0", "\"edit\":" + i)
                    .replace(Instant.ofEpochSecond(1_800_000_000L).toString(), event("x", i).at().toString()));
        }
        new Lines(folder.resolve("history")).append(text.toString());
        assertThat(Files.size(folder.resolve("history"))).isGreaterThan(3 << 16);
        assertThat(history.newest(Optional.empty(), 700)).hasSize(700).startsWith(event("chat", 2999),
                event("games", 2998));
        assertThat(history.newest(Optional.of("games"), 2)).containsExactly(event("games", 2998),
                event("games", 2996));
        assertThat(history.newest(Optional.empty(), 9999)).hasSize(3000);
    }

    @Test
    void aTornLastLineIsNoneAndTheNextTakesItsPlace() throws IOException {
        var history = new History(folder);
        history.add(event("games", 1));
        Files.writeString(folder.resolve("history"), "{\"at\":\"2026-", StandardOpenOption.APPEND);
        assertThat(history.newest(Optional.empty(), 5)).containsExactly(event("games", 1));
        history.add(event("games", 2));
        assertThat(history.newest(Optional.empty(), 5)).containsExactly(event("games", 2), event("games", 1));
    }

    @Test
    void aLineThatIsNoEventIsPassedOver() throws IOException {
        var history = new History(folder);
        history.add(event("games", 1));
        Files.writeString(folder.resolve("history"), "nonsense\n{\"at\":3}\n\n", StandardOpenOption.APPEND);
        history.add(event("games", 2));
        assertThat(history.newest(Optional.empty(), 9)).containsExactly(event("games", 2), event("games", 1));
    }

    @Test
    void whatPeopleWriteStaysOnOneLineAndIsBounded() {
        assertThat(Words.bounded(" a\r\nb\u0000\u2028c ")).isEqualTo("a b c");
        assertThat(Words.bounded("x".repeat(9999))).hasSize(Words.LONGEST).endsWith("…");
        assertThat(Words.bounded("x".repeat(498) + "😀😀")).doesNotEndWith("\ud83d…");
    }
}
