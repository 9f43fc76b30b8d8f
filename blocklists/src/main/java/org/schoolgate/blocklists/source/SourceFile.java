package org.schoolgate.blocklists.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/// A file that lists come from: opens it, unpacks gzip, bounds what comes out.
public final class SourceFile {

    /// The most bytes that are read out of one source, unpacked.
    public static final long MOST = 1L << 30;

    private static final int TAR_MARK_AT = 257;
    private static final byte[] TAR_MARK = "ustar".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final Opener opener;
    private final long most;
    private final LongConsumer bytesRead;

    /// Opens the raw bytes of a file.
    @FunctionalInterface
    public interface Opener {
        InputStream open(Path path) throws IOException;
    }

    /// @param bytesRead told how many bytes of the file were read, after each piece, by [ListSource#read]
    public SourceFile(Path path, Opener opener, long most, LongConsumer bytesRead) {
        this.path = path;
        this.opener = opener;
        this.most = most;
        this.bytesRead = bytesRead;
    }

    /// The source that this file or folder is, judged by its content. Of an archive or a folder it reads
    /// what is there.
    public ListSource source() throws IOException {
        if (Files.isDirectory(path)) {
            return several(new FolderMembers(path, opener, most, bytesRead));
        }
        try (InputStream in = unpacked(false)) {
            byte[] head = in.readNBytes(TAR_MARK_AT + TAR_MARK.length);
            if (!isTar(head)) {
                return new SingleList(this);
            }
        }
        return several(new ArchiveMembers(this));
    }

    private static ListSource several(Members members) throws IOException {
        List<Members.Member> all = members.all();
        return E2guardianLists.is(all) ? new E2guardianLists(members, all) : new CategoryLists(members, all);
    }

    /// Its size as it is, in bytes.
    long size() throws IOException {
        return Files.size(path);
    }

    /// The file's bytes, unpacked where it is gzipped. Reading more than the bound throws [TooBigException].
    ///
    /// @param told whether the reader's progress is told
    InputStream unpacked(boolean told) throws IOException {
        InputStream raw = opener.open(path);
        try {
            var in = new BufferedInputStream(told ? new Counted(raw, bytesRead) : raw, 1 << 16);
            in.mark(2);
            byte[] magic = in.readNBytes(2);
            in.reset();
            boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
            return new Bounded(gzip ? new GZIPInputStream(in, 1 << 16) : in, most);
        } catch (IOException | RuntimeException failed) {
            raw.close();
            throw failed;
        }
    }

    private static boolean isTar(byte[] head) {
        return head.length == TAR_MARK_AT + TAR_MARK.length
                && Arrays.equals(head, TAR_MARK_AT, head.length, TAR_MARK, 0, TAR_MARK.length);
    }

    /// Tells how much was read.
    static final class Counted extends FilterInputStream {

        private final LongConsumer told;
        private long count;

        Counted(InputStream in, LongConsumer told) {
            super(in);
            this.told = told;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                told.accept(++count);
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int n = super.read(buffer, from, length);
            if (n > 0) {
                count += n;
                told.accept(count);
            }
            return n;
        }
    }

    /// Gives no more than a number of bytes.
    static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            spend(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int n = super.read(buffer, from, length);
            spend(Math.max(0, n));
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = super.skip(n);
            spend(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void spend(long n) throws TooBigException {
            left -= n;
            if (left < 0) {
                throw new TooBigException();
            }
        }
    }
}
