package org.schoolgate.blocklists.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.schoolgate.blocklists.source.SourceFile;

/// Whether a file is there to its end, as far as it tells by itself.
final class Whole {

    private Whole() {}

    static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isGzip(in.readNBytes(2));
        }
    }

    private static boolean isGzip(byte[] head) {
        return head.length == 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    /// Reads a gzipped file to its end and its check.
    ///
    /// @throws FetchException where it is torn, or unpacks to more than any list needs
    static void prove(Path file) throws FetchException, IOException {
        if (!isGzip(file)) {
            return;
        }
        byte[] buffer = new byte[1 << 16];
        long left = SourceFile.MOST;
        try (InputStream in = unpacked(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                left -= n;
                if (left < 0) {
                    throw new FetchException("it unpacks to more than " + Amounts.text(SourceFile.MOST)
                            + ", which no list needs");
                }
            }
        } catch (EOFException | ZipException torn) {
            throw new FetchException("it is damaged or ends too early", torn);
        }
    }

    /// Takes off the gzip of the wire, where there is another one below it. One alone is left to whoever reads the list.
    static void unwrap(Path file) throws IOException {
        if (!isGzip(file)) {
            return;
        }
        Path plain = file.resolveSibling("plain");
        try (InputStream in = unpacked(file)) {
            byte[] head = in.readNBytes(2);
            if (!isGzip(head)) {
                return;
            }
            try (OutputStream out = Files.newOutputStream(plain)) {
                out.write(head);
                byte[] rest = new byte[1 << 16];
                // What is below is packed itself, so that this grows it by little.
                for (int n = in.read(rest); n >= 0; n = in.read(rest)) {
                    out.write(rest, 0, n);
                }
            }
        } catch (EOFException | ZipException torn) {
            Files.deleteIfExists(plain);
            return;
        }
        Files.move(plain, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new GZIPInputStream(new BufferedInputStream(raw, 1 << 16), 1 << 16);
        } catch (IOException torn) {
            raw.close();
            throw torn;
        }
    }
}
