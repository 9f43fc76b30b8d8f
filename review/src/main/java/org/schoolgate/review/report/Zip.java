package org.schoolgate.review.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Archives that are the same to the byte whenever the same files go in.
public final class Zip {

    private Zip() {}

    /// A file that is written as it is put in, so that it need not be in memory as a whole.
    @FunctionalInterface
    public interface Written {

        void to(OutputStream out) throws IOException;
    }

    /// An archive of some files.
    ///
    /// @param files by their names, in the order in which they stand in the archive
    /// @param at the time that every file in it bears, in UTC
    public static byte[] of(Map<String, byte[]> files, Instant at) {
        Map<String, Written> written = new LinkedHashMap<>();
        files.forEach((name, file) -> written.put(name, out -> out.write(file)));
        return written(written, at);
    }

    /// The same of files that are written one after the other, in their order.
    public static byte[] written(Map<String, Written> files, Instant at) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, Written> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
                out.putNextEntry(entry);
                file.getValue().to(out);
                out.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
