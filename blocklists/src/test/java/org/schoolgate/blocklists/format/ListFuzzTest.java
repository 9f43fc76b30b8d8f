package org.schoolgate.blocklists.format;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.source.LineReader;

/// Any bytes at all, as a list in each format: reading them never fails, and what is read as an entry is canonical, so that
/// reading it again as a line of a plain list gives the same entry.
class ListFuzzTest {

    private static final List<ListFormat> FORMATS = List.of(Formats.PLAIN, Formats.HOSTS, Formats.ADBLOCK, Formats.URLS,
            Formats.EXPRESSIONS);

    @FuzzTest(maxDuration = "60s")
    @DictionaryEntries({"||", "^", "@@||", "$important", "0.0.0.0 ", "127.0.0.1", "*.", "=", "://", "##", "/24", "::",
        "xn--",
        "\\x0A", "%2e", "example.org", "co.uk"})
    void whateverIsReadIsCanonical(byte[] input) throws IOException {
        var lines = new LineReader(new ByteArrayInputStream(input));
        while (lines.next()) {
            String line = lines.line();
            for (ListFormat format : FORMATS) {
                format.claims(line);
                if (format.read(line) instanceof Reading.Listed(List<Entry> entries)) {
                    entries.forEach(ListFuzzTest::check);
                }
            }
            if (PlainName.is(lines.bytes(), lines.from(), lines.to())
                    && !Formats.PLAIN.read(line).equals(Reading.of(Entry.listed(Entry.Kind.NAME, line)))) {
                throw new AssertionError("taken as it stands: " + line);
            }
        }
        Optional<ListFormat> unused = Formats.detect(new String(input, StandardCharsets.UTF_8).lines()
                .filter(Formats::isTelling).toList());
        unused.ifPresent(ListFormat::title);
    }

    private static void check(Entry entry) {
        Entry plain = Entry.listed(entry.kind(), entry.text());
        ListFormat format = entry.kind() == Entry.Kind.PATH ? Formats.URLS : Formats.PLAIN;
        if (!format.read(plain.toString()).equals(Reading.of(plain))) {
            throw new AssertionError("not canonical: " + entry + " is read again as " + format.read(plain.toString()));
        }
    }
}
