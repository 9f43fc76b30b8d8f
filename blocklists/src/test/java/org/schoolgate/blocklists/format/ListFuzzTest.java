package org.schoolgate.blocklists.format;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.source.LineReader;
import org.schoolgate.blocklists.source.ListSource;
import org.schoolgate.blocklists.source.SourceFile;

/// Any bytes at all, as a list in each format, and as an archive of lists: reading them never fails but as a damaged file does, and what is
/// read as an entry is canonical, so that reading it again as a line of a plain list gives the same entry.
class ListFuzzTest {

    private static final long MOST = 1 << 22;

    @FuzzTest(maxDuration = "60s")
    @DictionaryEntries({"||", "^", "@@||", "$important", "0.0.0.0 ", "127.0.0.1", "*.", "=", "://", "##", "/24", "::",
        "xn--", "\\x0A", "%2e", "example.org", "co.uk", "address=/", "server=/", "local-zone: \"", "always_nxdomain",
        "redirect",
        "local-data: \"", " CNAME .", " SOA ", "$ORIGIN ", ".rpz-ip", "zz", "rpz-passthru.", "url,domain,category", ";",
        "\\x09",
        ".Include<", "#time:", "#listcategory:", "bannedsitelist", "exceptionurllist", "blacklists/a/domains", "ustar",
        "# digests: ", "sha256 of pages", "md5 of hosts", "d41d8cd98f00b204e9800998ecf8427e",
        "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"})
    void whateverIsReadIsCanonical(byte[] input) throws IOException {
        readAsLines(input);
        readAsSource(input);
    }

    private static void readAsLines(byte[] input) throws IOException {
        List<ListFormat.Lines> readers = Formats.ALL.stream().map(ListFormat::begin).toList();
        var lines = new LineReader(new ByteArrayInputStream(input));
        while (lines.next()) {
            String line = lines.line();
            boolean plain = PlainName.is(lines.bytes(), lines.from(), lines.to());
            Formats.ALL.forEach(format -> format.claims(line));
            for (ListFormat.Lines reader : readers) {
                boolean asItStands = plain && reader.hasPlainNames();
                Reading read = reader.read(line);
                entries(read).forEach(ListFuzzTest::check);
                if (asItStands && !read.equals(Reading.of(Entry.listed(Entry.Kind.NAME, line)))) {
                    throw new AssertionError("taken as it stands: " + line);
                }
            }
        }
        Optional<ListFormat> unused = Formats.detect(new String(input, StandardCharsets.UTF_8).lines()
                .filter(Formats::isTelling).toList());
        unused.ifPresent(ListFormat::title);
    }

    /// As a file whose content tells what it is: an archive, packed or not, or one list.
    private static void readAsSource(byte[] input) {
        var file = new SourceFile(Path.of("no-such-file"), path -> new ByteArrayInputStream(input), MOST, bytes -> {});
        try {
            ListSource source = file.source();
            ListSource.Survey survey = source.survey();
            source.read((part, lines) -> {
                if (part.kind() != ListSource.Kind.OTHER && part.kind() != ListSource.Kind.UNKNOWN
                        && !survey.categories().contains(part.category())) {
                    throw new AssertionError("read, but not surveyed: " + part);
                }
                ListFormat.Lines reader = (part.kind() == ListSource.Kind.GUARDED ? Formats.E2GUARDIAN : Formats.PLAIN)
                        .begin();
                while (lines.next()) {
                    entries(reader.read(lines.line())).forEach(ListFuzzTest::check);
                }
            });
        } catch (IOException damaged) {
            // As an archive may be.
        }
    }

    private static List<Entry> entries(Reading reading) {
        return switch (reading) {
            case Reading.Listed listed -> listed.entries();
            case Reading.Sorted sorted -> sorted.entries();
            default -> List.of();
        };
    }

    private static void check(Entry entry) {
        if (entry.kind() == Entry.Kind.DIGEST) {
            checkDigest(entry);
            return;
        }
        Entry plain = Entry.listed(entry.kind(), entry.text());
        LineFormat format = entry.kind() == Entry.Kind.PATH ? Formats.URLS : Formats.PLAIN;
        if (!format.read(plain.toString()).equals(Reading.of(plain))) {
            throw new AssertionError("not canonical: " + entry + " is read again as " + format.read(plain.toString()));
        }
    }

    private static void checkDigest(Entry entry) {
        int colon = entry.text().lastIndexOf(':');
        Digesting how = Digesting.read(entry.text().substring(0, colon)).orElseThrow();
        Reading again = Formats.digests(how).begin().read(entry.text().substring(colon + 1));
        if (!again.equals(Reading.of(entry))) {
            throw new AssertionError("not canonical: " + entry + " is read again as " + again);
        }
    }
}
