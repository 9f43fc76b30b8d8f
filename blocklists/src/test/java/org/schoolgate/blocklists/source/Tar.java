package org.schoolgate.blocklists.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Makes small archives for tests.
public final class Tar {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    public Tar file(String name, String text) {
        return put(new TarArchiveEntry(name, true), text.getBytes(StandardCharsets.UTF_8));
    }

    public Tar link(String name, String target) {
        var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    /// Writes the archive, gzipped where the name says so.
    public Path write(Path file) {
        try {
            tar.close();
            try (OutputStream out = Files.newOutputStream(file);
                    OutputStream packed = file.toString().endsWith("gz") ? new GZIPOutputStream(out) : out) {
                packed.write(bytes.toByteArray());
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Tar put(TarArchiveEntry entry, byte[] content) {
        try {
            if (content.length > 0) {
                entry.setSize(content.length);
            }
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
