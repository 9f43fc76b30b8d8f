package org.schoolgate.blocklists.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FormatsTest {

    @Test
    void aFilesOwnLinesTellItsFormat() throws IOException {
        assertThat(Formats.detect(telling("plain"))).contains(Formats.PLAIN);
        assertThat(Formats.detect(telling("hosts"))).contains(Formats.HOSTS);
        assertThat(Formats.detect(telling("adblock"))).contains(Formats.ADBLOCK);
        assertThat(Formats.detect(telling("dnsmasq"))).contains(Formats.DNSMASQ);
        assertThat(Formats.detect(telling("unbound"))).contains(Formats.UNBOUND);
        assertThat(Formats.detect(telling("rpz"))).contains(Formats.RPZ);
        for (String table : List.of("csv", "csv-commented", "csv-semicolons", "csv-tabs")) {
            assertThat(Formats.detect(telling(table))).as(table).contains(Formats.CSV);
        }
    }

    /// Of each line at most one format says that it is in no other, but for rules of ad blockers: a plain list may have `||name^`, too, and what
    /// follows its `#` may be anything.
    @Test
    void noLineOfASampleIsClaimedByTwoFormats() throws IOException {
        for (String name : List.of("plain", "hosts", "adblock", "dnsmasq", "unbound", "rpz", "csv", "csv-commented")) {
            for (String line : telling(name)) {
                assertThat(Formats.ALL.stream().filter(format -> format.claims(line)).map(ListFormat::title))
                        .as("%s: '%s'", name, line)
                        .hasSizeLessThan(line.startsWith("||") || name.equals("adblock") ? 3 : 2);
            }
        }
    }

    @Test
    void aZoneIsToldByItsBeginningHoweverShortItIs() {
        assertThat(Formats.detect(List.of("@ SOA localhost. root.localhost. (", "1", "3600", "600", "86400", "300 )",
                "a.example CNAME ."))).contains(Formats.RPZ);
        assertThat(Formats.detect(List.of("a.example CNAME .", "*.a.example CNAME ."))).contains(Formats.RPZ);
    }

    @Test
    void aCommentThatSpeaksOfDomainsMakesNoTable() {
        assertThat(Formats.isTelling("# domain, category and why")).isFalse();
        assertThat(Formats.isTelling("# domain")).isFalse();
        assertThat(Formats.isTelling("# id,dateadded,url")).isTrue();
        assertThat(Formats.detect(List.of("a.example", "domain,category"))).isEmpty();
    }

    @Test
    void aParenthesisThatNeverClosesEndsByItself() {
        ListFormat.Lines zone = Formats.RPZ.begin();
        zone.read("@ SOA a. b. (");
        List<Reading> read = Stream.generate(() -> zone.read("x.example CNAME .")).limit(30).toList();
        assertThat(read).filteredOn(Reading.Bad.class::isInstance).hasSize(1);
        assertThat(read.getLast()).isEqualTo(Reading.of(Entry.listed(Entry.Kind.EXACT, "x.example")));
    }

    @Test
    void aZoneWithoutANameHasItsNamesAsTheyStand() {
        ListFormat.Lines zone = Formats.RPZ.begin();
        assertThat(zone.read("@ SOA localhost. root.localhost. 1 2 3 4 5")).isEqualTo(Reading.SILENT);
        assertThat(zone.read("*.x.example CNAME .")).isEqualTo(Reading.of(Entry.listed(Entry.Kind.NAME, "x.example")));
        assertThat(zone.read("x.example. CNAME .")).isInstanceOf(Reading.Bad.class);
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

    /// Lines made to be slow: a list of a gigabyte must not take a day.
    @Test
    void noLineCostsMuchMoreThanOthers() {
        List<String> slow = Stream
                .of("1:", ":", ".", "1.", "-", "* ", "\t", "\"", "||", "/", "a,", "\"\",", "(", "zz.", "%", "#")
                .map(piece -> piece.repeat(4096 / piece.length())).toList();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 50; i++) {
                for (ListFormat format : Formats.ALL) {
                    ListFormat.Lines lines = format.begin();
                    lines.read("url,domain,category");
                    slow.forEach(line -> {
                        lines.read(line);
                        lines.read("address=/" + line);
                        lines.read("local-zone: " + line);
                        lines.read("1" + line);
                        format.claims(line);
                    });
                }
            }
        });
    }

    @Test
    void nothingThatIsReadThrows() {
        List<String> odd = List.of("", "\0", "[", "]", "[]", "||", "||^", "@@", "@@||", "=", "*.", ".", ":", "::", "a:",
                ":80", "%", "a%", "http://", "https://:1/", "0.0.0.0 ", "=*.x", "/", "?", "#", "1.2.3.4/", "a/%",
                "\ud800.example", "xn--", "xn--a.example", "x".repeat(4096), "1.2.3.4/99", "[::1", "[::1]:0",
                "address=/", "address=//", "address=", "=", "local-zone:",
                "local-zone: \"", "local-zone: \" \"", "local-data: '", "$", "$ORIGIN", "$ORIGIN .", ". SOA x (", ")",
                "@", ". CNAME .",
                "a CNAME", "rpz-ip CNAME .", ".rpz-ip CNAME .", "32.rpz-ip CNAME .", "zz.zz.rpz-ip CNAME .", "url",
                "\"", "\"\"\"", ",",
                "a,\"", "-", "1-2", "0.0.0.0-0.0.0.0", ".Include<", ".Include<>", "#time:", "*");
        for (ListFormat format : Formats.ALL) {
            ListFormat.Lines lines = format.begin();
            for (String line : odd) {
                assertThat(lines.read(line)).as("%s: '%s'", format.title(), line).isNotNull();
                format.claims(line);
            }
        }
    }

    private static List<String> telling(String name) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/formats", name + ".txt")).stream()
                .filter(Formats::isTelling).toList();
    }
}
