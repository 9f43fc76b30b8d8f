package org.schoolgate.blocklists.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.blocklists.source.LineReader;

/// What each line of a sample comes to, held in a file beside it. `-Dgolden=write` writes those files anew.
class FormatsGoldenTest {

    @ParameterizedTest
    @CsvSource({"plain, PLAIN", "hosts, HOSTS", "adblock, ADBLOCK", "urls, URLS", "expressions, EXPRESSIONS",
        "dnsmasq, DNSMASQ",
        "unbound, UNBOUND", "rpz, RPZ", "csv, CSV", "csv-commented, CSV", "csv-semicolons, CSV", "csv-tabs, CSV",
        "e2guardian, E2GUARDIAN", "digests, DIGESTS", "digests-headed, DIGESTS"})
    void everyLineOfTheSampleComesToWhatStandsBesideIt(String name, String constant) throws Exception {
        Path sample = Path.of("src/test/resources/formats", name + ".txt");
        Path expected = Path.of("src/test/resources/formats", name + ".expected");
        ListFormat.Lines format = ((ListFormat) Formats.class.getField(constant).get(null)).begin();
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
            case Reading.Listed listed -> told(listed.entries());
            case Reading.Sorted sorted -> told(sorted.entries()) + " in " + String.join(" and ", sorted.categories());
            case Reading.Silent _ -> "silent";
            case Reading.Unsupported _ -> "unsupported";
            case Reading.Bad bad -> "bad: " + bad.what() + "; write " + bad.instead();
        };
    }

    private static String told(List<Entry> entries) {
        return entries.stream().map(entry -> "listed " + entry.kind().name().toLowerCase(Locale.ROOT) + " " + entry)
                .collect(Collectors.joining(", "));
    }
}
