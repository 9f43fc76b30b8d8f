package org.schoolgate.blocklists.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatsTest {

    @Test
    void aFilesOwnLinesTellItsFormat() throws IOException {
        assertThat(Formats.detect(telling("plain"))).contains(Formats.PLAIN);
        assertThat(Formats.detect(telling("hosts"))).contains(Formats.HOSTS);
        assertThat(Formats.detect(telling("adblock"))).contains(Formats.ADBLOCK);
    }

    @Test
    void aListOfAddressesIsAPlainList() {
        assertThat(Formats.detect(List.of("192.0.2.1", "192.0.2.0/24", "2001:db8::/32"))).contains(Formats.PLAIN);
    }

    @Test
    void adblockRulesNeedNoHeader() {
        assertThat(Formats.detect(List.of("||a.example^", "||b.example^", "@@||c.example^"))).contains(Formats.ADBLOCK);
    }

    @Test
    void proseIsNoList() {
        assertThat(Formats.detect(List.of("Dear parents,", "the school is closed on Monday.", "<html>"))).isEmpty();
    }

    @Test
    void nothingThatIsReadThrows() {
        List<String> odd = List.of("", "\0", "[", "]", "[]", "||", "||^", "@@", "@@||", "=", "*.", ".", ":", "::", "a:",
                ":80", "%", "a%", "http://", "https://:1/", "0.0.0.0 ", "=*.x", "/", "?", "#", "1.2.3.4/", "a/%",
                "\ud800.example", "xn--", "xn--a.example", "x".repeat(4096), "1.2.3.4/99", "[::1", "[::1]:0");
        for (ListFormat format : List.of(Formats.PLAIN, Formats.HOSTS, Formats.ADBLOCK, Formats.URLS,
                Formats.EXPRESSIONS)) {
            for (String line : odd) {
                assertThat(format.read(line)).as("%s: '%s'", format.title(), line).isNotNull();
                format.claims(line);
            }
        }
    }

    private static List<String> telling(String name) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/formats", name + ".txt")).stream()
                .filter(Formats::isTelling).toList();
    }
}
