package org.schoolgate.blocklists.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.blocklists.source.LineReader;

/// What each line of a sample comes to, held in a file beside it. `-Dgolden=write` writes those files anew.
class FormatsGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "hosts", "adblock", "urls"})
    void everyLineOfTheSampleComesToWhatStandsBesideIt(String name) throws IOException {
        Path sample = Path.of("src/test/resources/formats", name + ".txt");
        Path expected = Path.of("src/test/resources/formats", name + ".expected");
        ListFormat format = switch (name) {
            case "plain" -> Formats.PLAIN;
            case "hosts" -> Formats.HOSTS;
            case "adblock" -> Formats.ADBLOCK;
            default -> Formats.URLS;
        };
        var read = new StringBuilder();
        var lines = new LineReader(new ByteArrayInputStream(Files.readAllBytes(sample)));
        while (lines.next()) {
            read.append(lines.number()).append(": ").append(told(format.read(lines.line()))).append('\n');
        }
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, read);
        }
        assertThat(read.toString()).isEqualTo(Files.readString(expected));
    }

    private static String told(Reading reading) {
        return switch (reading) {
            case Reading.Listed listed -> listed.entries().stream()
                    .map(entry -> "listed " + entry.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + entry)
                    .collect(Collectors.joining(", "));
            case Reading.Silent _ -> "silent";
            case Reading.Unsupported _ -> "unsupported";
            case Reading.Bad bad -> "bad: " + bad.what() + "; write " + bad.instead();
        };
    }
}
