package org.schoolgate.benchmarks.workload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.schoolgate.blocklists.source.LineReader;
import org.schoolgate.blocklists.source.ListSource;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;

/// The names of the real UT1 lists. They are no part of the project: the archive must lie beside the checkout, or where
/// `-Dschoolgate.ut1=FILE` says.
public final class Ut1 {

    private static final int MOST = 1 << 20;

    private Ut1() {}

    /// Where the archive is; empty where it is not.
    public static Optional<Path> archive() {
        String root = System.getProperty("schoolgate.root", ".");
        Path beside = Path.of(root, "../shared/lists/ut1/blacklists.tar.gz");
        String given = System.getProperty("schoolgate.ut1");
        return Optional.of(given == null ? beside : Path.of(given)).filter(Files::isRegularFile);
    }

    /// The archive has 66 lists; the last few share a bit, as there are 60.
    static Names read() throws IOException {
        Path archive = archive().orElseThrow(() -> new IOException(
                "the UT1 archive is not beside the checkout, at ../shared/lists/ut1/blacklists.tar.gz; -Dschoolgate.ut1=FILE says where it is"));
        var reader = new NameReader();
        new SourceFile(archive, Files::newInputStream, SourceFile.MOST, bytes -> {}).source().read(reader);
        return reader.names.build();
    }

    private static final class NameReader implements ListSource.Reader {

        private final Names.Builder names = new Names.Builder(MOST);
        private int lists;

        @Override
        public void list(ListSource.Part part, LineReader lines) throws IOException {
            if (part.kind() != ListSource.Kind.DOMAINS) {
                return;
            }
            long bit = 1L << Math.min(lists++, ListSets.LISTS - 1);
            while (lines.next()) {
                Optional<Host> host = Host.parse(lines.line());
                if (host.isPresent() && host.get() instanceof HostName name) {
                    byte[] text = name.name().getBytes(StandardCharsets.US_ASCII);
                    names.add(text, 0, text.length, bit);
                }
            }
        }
    }
}
