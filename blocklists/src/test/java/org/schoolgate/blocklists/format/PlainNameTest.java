package org.schoolgate.blocklists.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"games.example", "a-b.c_d.example", "xx.co.uk", "1.games2.example", "a--b.example"})
    void namesAsTheyStandAreTold(String line) {
        assertThat(is(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "co.uk", "com.au", "Games.example", "games..example", ".games.example",
                "games.example.", "192.0.2.7", "games.0x7f", "xn--bcher-kva.example", "games.example/x", "=games.example",
                "games.example # why", "b\u00fccher.example", "games.example:80", "@@games.example"})
    void allElseIsLeftToTheWholeReading(String line) {
        assertThat(is(line)).isFalse();
    }

    /// A million lines of pieces that mean something.
    @Test
    void whatIsToldIsWhatTheWholeReadingSays() {
        List<String> pieces = List.of("a", "b7", "com", "uk", "co", "example", ".", ".", ".", "-", "--", "xn--", "_", "1", "0x",
                "A", "/", "#", " ", "=", "@", ":", "\u00e9", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        var random = new Random(20_261_125);
        int told = 0;
        for (int i = 0; i < 1_000_000; i++) {
            String line = IntStream.range(0, 1 + random.nextInt(8)).mapToObj(n -> pieces.get(random.nextInt(pieces.size())))
                    .collect(Collectors.joining());
            if (is(line)) {
                told++;
                assertThat(Formats.PLAIN.read(line)).as(line)
                        .isEqualTo(Reading.of(Entry.listed(Entry.Kind.NAME, line)));
            }
        }
        assertThat(told).isGreaterThan(5_000);
    }

    private static boolean is(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return PlainName.is(bytes, 0, bytes.length);
    }
}
