package org.schoolgate.blocklists.index;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.schoolgate.filters.category.Categories;

/// The file of an index. All numbers are little-endian, but in the section `note`, which is what Java's data streams write.
///
/// ```text
///   0   8  "SCHGATE" and a zero
///   8   4  version of the format
///  12   4  CRC-32C of the first 4096 bytes, with zero in this place
///  16  40  the five secret numbers of the hash
///  56   8  length of the file
///  64   4  how many sections
///  72   …  of each section: 8 bytes offset, 8 bytes length, 4 bytes CRC-32C, 4 bytes nothing
/// 4096  …  the sections, each beginning at a multiple of 4096
/// ```
///
/// The sections are, by number: 0 note (what the index says of itself, its parts, endings, meanings, addresses, the shapes of its
/// tables); 1 to 5 those of the [Table] of names, 6 to 10 those of the table of paths, in the order of [TableSections]; 11 the digests
/// ([DigestTable]). An index without digests has no such section, and is written in the format before it.
///
/// Every byte is checked before anything is answered out of it. The lines of both tables are copied into memory; names and
/// places stay in the file and come in page by page where something is listed.
final class IndexFile {

    static final int FORMAT = 2;
    static final int FORMAT_WITH_DIGESTS = 3;

    private static final byte[] MAGIC = {'S', 'C', 'H', 'G', 'A', 'T', 'E', 0};
    private static final int HEAD = 4096;
    private static final int CHECK_AT = 12;
    private static final int LENGTH_AT = 56;
    private static final int COUNT_AT = 64;
    static final int DIRECTORY = 72;
    private static final int ROW = 24;
    private static final int SECTIONS = 11;
    private static final int DIGESTS = SECTIONS;
    /// Bytes that are read and checked at a time, few enough to stay in the cache between the two.
    private static final int PIECE = 1 << 18;
    private static final Set<Integer> LINES = Set.of(1, 6);

    private IndexFile() {}

    /// Where a section is.
    private record Extent(long offset, long length, int check) {}

    static void write(IndexImage image, Path file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
        long offset = HEAD;
        int count = image.sections().size();
        for (int i = 0; i < count; i++) {
            ByteBuffer bytes = image.sections().get(i);
            head.position(DIRECTORY + ROW * i);
            head.putLong(offset).putLong(bytes.remaining()).putInt(check(bytes.duplicate()));
            offset = aligned(offset + bytes.remaining());
        }
        long end = offset;
        head.position(0);
        KeyHash hash = image.hash();
        head.put(MAGIC).putInt(count == SECTIONS ? FORMAT : FORMAT_WITH_DIGESTS).putInt(0).putLong(hash.first())
                .putLong(hash.second()).putLong(hash.third())
                .putLong(hash.fourth()).putLong(hash.last()).putLong(end).putInt(count);
        head.putInt(CHECK_AT, check(head.duplicate().clear()));
        // The secret numbers and the names of licensed lists are nobody else's business.
        try (FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            writeAll(channel, head.clear(), 0);
            offset = HEAD;
            for (ByteBuffer bytes : image.sections()) {
                writeAll(channel, bytes.duplicate(), offset);
                offset = aligned(offset + bytes.remaining());
            }
            if (channel.size() < end) {
                writeAll(channel, ByteBuffer.allocate(1), end - 1);
            }
            channel.force(true);
        }
    }

    /// Opens an index.
    ///
    /// @throws UnreadableIndexException where it is torn, changed, foreign or newer
    static PackedIndex open(Path file, Categories categories) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = head(file, channel);
            List<MemorySegment> sections = new ArrayList<>();
            for (int i = 0; i < head.getInt(COUNT_AT); i++) {
                sections.add(section(file, channel, i, extent(file, channel, head, i), arena));
            }
            return read(file, hash(head), sections, categories, arena);
        } catch (IOException | RuntimeException failed) {
            arena.close();
            throw failed;
        }
    }

    private static PackedIndex read(Path file, KeyHash hash, List<MemorySegment> sections, Categories categories,
            Arena arena) throws UnreadableIndexException {
        try {
            return read(hash, sections, categories, arena);
        } catch (IOException | RuntimeException wrong) {
            throw unreadable(file, wrong);
        }
    }

    private static UnreadableIndexException unreadable(Path file, Exception wrong) {
        return new UnreadableIndexException(file, "it cannot be read: " + wrong.getMessage(), wrong);
    }

    /// What a file says of itself, without the rest of it.
    ///
    /// @throws UnreadableIndexException where it is torn, foreign or newer; the rest of it may still be
    static IndexNote note(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Extent extent = extent(file, channel, head(file, channel), 0);
            DataInputStream in = data(section(file, channel, 0, extent, Arena.ofAuto()));
            try {
                return IndexNote.read(in);
            } catch (IOException wrong) {
                throw unreadable(file, wrong);
            }
        }
    }

    static PackedIndex inMemory(IndexImage image, Categories categories) throws IOException {
        Arena arena = Arena.ofShared();
        List<MemorySegment> sections = new ArrayList<>();
        for (ByteBuffer bytes : image.sections()) {
            MemorySegment section = arena.allocate(Math.max(Table.LINE, bytes.remaining()), Table.LINE)
                    .asSlice(0, bytes.remaining());
            section.copyFrom(MemorySegment.ofBuffer(bytes));
            sections.add(section);
        }
        return read(image.hash(), sections, categories, arena);
    }

    private static PackedIndex read(KeyHash hash, List<MemorySegment> sections, Categories categories, Arena arena)
            throws IOException {
        DataInputStream in = data(sections.getFirst());
        IndexNote note = IndexNote.read(in);
        long size = in.readLong();
        boolean singles = in.readBoolean();
        boolean addressPaths = in.readBoolean();
        Parts parts = Parts.read(in, categories);
        Endings endings = Endings.read(in);
        Meanings meanings = Meanings.read(in, parts);
        TableShape names = TableShape.read(in);
        TableShape paths = TableShape.read(in);
        Addresses addresses = Addresses.read(in, parts);
        var tableOfNames = new Table(names, sections(sections, 1, names), endings, meanings, parts);
        var layer = new Layer(hash, tableOfNames,
                new Table(paths, sections(sections, 6, paths), Endings.none(), meanings, parts), meanings, parts,
                addresses, singles, addressPaths, new SilentEndings(endings, hash, tableOfNames));
        List<DigestTable> digests = sections.size() > DIGESTS
                ? DigestTable.read(in, sections.get(DIGESTS), parts)
                : List.of();
        return new PackedIndex(note, size, layer, digests, categories, arena);
    }

    private static TableSections sections(List<MemorySegment> all, int from, TableShape shape) throws IOException {
        long groups = (shape.lines() + Table.GROUP - 1L) / Table.GROUP;
        if (all.get(from).byteSize() != (long) shape.lines() * Table.LINE || all.get(from + 1).byteSize() != 4 * groups
                || all.get(from + 3).byteSize() != 4 * groups) {
            throw new IOException("a table of " + shape + " has other lengths");
        }
        return new TableSections(all.get(from), all.get(from + 1), all.get(from + 2), all.get(from + 3),
                all.get(from + 4));
    }

    private static ByteBuffer head(Path file, FileChannel channel) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
        while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {
            // Until it is full or the file ends.
        }
        int length = head.position();
        head.clear();
        for (int i = 0; i < MAGIC.length; i++) {
            if (length < DIRECTORY || head.get(i) != MAGIC[i]) {
                throw new UnreadableIndexException(file, "it is no index of Schoolgate's");
            }
        }
        int format = head.getInt(8);
        if (format != FORMAT && format != FORMAT_WITH_DIGESTS) {
            throw new UnreadableIndexException(file, "it is in format " + format
                    + ", written by another version of Schoolgate; this one reads formats " + FORMAT + " and "
                    + FORMAT_WITH_DIGESTS);
        }
        if (channel.size() != head.getLong(LENGTH_AT)) {
            throw new UnreadableIndexException(file,
                    "it is torn: " + channel.size() + " of " + head.getLong(LENGTH_AT) + " bytes are there");
        }
        int check = head.getInt(CHECK_AT);
        if (check(head.duplicate().putInt(CHECK_AT, 0)) != check
                || head.getInt(COUNT_AT) != SECTIONS + (format == FORMAT ? 0 : 1)) {
            throw new UnreadableIndexException(file, "it was changed: the check of its head does not fit");
        }
        return head;
    }

    private static Extent extent(Path file, FileChannel channel, ByteBuffer head, int number) throws IOException {
        int at = DIRECTORY + ROW * number;
        var extent = new Extent(head.getLong(at), head.getLong(at + 8), head.getInt(at + 16));
        if (extent.offset < HEAD || extent.offset % HEAD != 0 || extent.length < 0
                || extent.length > Integer.MAX_VALUE || extent.offset > channel.size() - extent.length) {
            throw new UnreadableIndexException(file, "its section " + number + " lies outside of it");
        }
        return extent;
    }

    /// A section, once its bytes have been checked.
    private static MemorySegment section(Path file, FileChannel channel, int number, Extent extent, Arena arena)
            throws IOException {
        if (extent.length == 0) {
            return MemorySegment.NULL;
        }
        MemorySegment section;
        int check;
        if (LINES.contains(number)) {
            section = HugePages.allocate(extent.length, arena);
            check = copy(channel, extent, section.asByteBuffer());
        } else {
            section = channel.map(MapMode.READ_ONLY, extent.offset, extent.length, arena);
            check = check(channel, extent);
        }
        if (check != extent.check) {
            throw new UnreadableIndexException(file, "it was changed: the check of its section " + number
                    + " does not fit");
        }
        return section;
    }

    private static int copy(FileChannel channel, Extent extent, ByteBuffer into) throws IOException {
        var crc = new CRC32C();
        while (into.hasRemaining()) {
            ByteBuffer piece = into.duplicate().limit(Math.min(into.limit(), into.position() + PIECE));
            int read = channel.read(piece, extent.offset + into.position());
            if (read < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            crc.update(into.duplicate().limit(piece.position()));
            into.position(piece.position());
        }
        return (int) crc.getValue();
    }

    /// Reads the section past, so that its pages do not count as this process's own.
    private static int check(FileChannel channel, Extent extent) throws IOException {
        var crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(PIECE, extent.length));
        for (long at = 0; at < extent.length;) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), extent.length - at));
            int read = channel.read(buffer, extent.offset + at);
            if (read < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            at += read;
            crc.update(buffer.flip());
        }
        return (int) crc.getValue();
    }

    private static int check(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static KeyHash hash(ByteBuffer head) {
        return new KeyHash(head.getLong(16), head.getLong(24), head.getLong(32), head.getLong(40), head.getLong(48));
    }

    private static DataInputStream data(MemorySegment section) {
        return new DataInputStream(new ByteArrayInputStream(section.toArray(ValueLayout.JAVA_BYTE)));
    }

    private static long aligned(long offset) {
        return offset + HEAD - 1 & -HEAD;
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
