package org.schoolgate.blocklists.index;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.request.Target;

/// The file of an index with some of its bytes changed and all of its checks made right again, as nobody's accident would:
/// it is refused, or it answers, or a question to it fails. It never reads outside of its own memory and never goes on and on.
///
/// The input is a row of changes: two bytes of place, one of a new value.
class IndexFuzzTest {

    private static final Categories CATEGORIES = SchoolCategories.all();
    private static final byte[] WHOLE = whole();
    private static final int HEAD = 4096;
    private static final List<Target> TARGETS = List.of(target("http://games.example/a/b?c=d"),
            target("http://www.chat.example/"), target("http://192.0.2.7/x"), target("http://[2001:db8::1]/"),
            target("http://x.y.z.other.example/"), target("http://deep.er.games.example/"));

    @FuzzTest(maxDuration = "60s")
    void aFileThatSomebodyForgedDoesNoHarm(byte[] input) throws IOException {
        byte[] forged = WHOLE.clone();
        for (int i = 0; i + 2 < input.length; i += 3) {
            // Places are counted over the head and the sections, not over the gaps between them.
            int place = (input[i] & 0xff) << 8 | input[i + 1] & 0xff;
            forged[place(place)] = input[i + 2];
        }
        check(forged);
        Path file = Files.createTempFile("forged", ".index");
        try {
            Files.write(file, forged);
            ask(PackedIndex.open(file, CATEGORIES));
        } catch (UnreadableIndexException refused) {
            // As it should be.
        } finally {
            Files.delete(file);
        }
    }

    private static void ask(PackedIndex index) {
        try {
            for (Target target : TARGETS) {
                try {
                    index.bitsOf(target);
                    index.listingsOf(target);
                } catch (IndexOutOfBoundsException | NegativeArraySizeException outside) {
                    // A question fails, and whoever asked closes the gate.
                }
            }
        } finally {
            index.close();
        }
    }

    /// The nth byte that is in use.
    private static int place(int nth) {
        ByteBuffer head = ByteBuffer.wrap(WHOLE).order(ByteOrder.LITTLE_ENDIAN);
        int left = nth;
        int used = IndexFile.DIRECTORY + 24 * 11;
        if (left < used) {
            return left;
        }
        left -= used;
        for (int section = 0; section < 11; section++) {
            int length = (int) head.getLong(IndexFile.DIRECTORY + 24 * section + 8);
            if (left < length) {
                return (int) head.getLong(IndexFile.DIRECTORY + 24 * section) + left;
            }
            left -= length;
        }
        return HEAD + left % (WHOLE.length - HEAD);
    }

    /// Makes all checks fit.
    private static void check(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int section = 0; section < 11; section++) {
            long offset = bytes.getLong(IndexFile.DIRECTORY + 24 * section);
            long length = bytes.getLong(IndexFile.DIRECTORY + 24 * section + 8);
            if (offset >= HEAD && length >= 0 && length <= file.length && offset <= file.length - length) {
                bytes.putInt(IndexFile.DIRECTORY + 24 * section + 16, crc(file, (int) offset, (int) length));
            }
        }
        bytes.putInt(12, 0);
        bytes.putInt(12, crc(file, 0, HEAD));
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static byte[] whole() {
        try {
            var builder = new IndexBuilder(KeyHash.of(1), List.of());
            int games = builder.part(new Part("games", "1", List.of("games")));
            int chat = builder.part(new Part("chat", "1", List.of("chat", "news")));
            for (String name : List.of("games.example", "chat.example", "er.games.example")) {
                builder.add(new Entry(Entry.Kind.NAME, name, false), games, 1);
            }
            builder.add(new Entry(Entry.Kind.NAME, "deep.er.games.example", true), games, 2);
            builder.add(new Entry(Entry.Kind.EXACT, "www.chat.example", false), chat, 3);
            builder.add(new Entry(Entry.Kind.PATH, "games.example/a/b", false), chat, 4);
            builder.add(new Entry(Entry.Kind.PATH, "192.0.2.7/x", false), chat, 5);
            builder.add(new Entry(Entry.Kind.ADDRESSES, "192.0.2.0/24", false), games, 6);
            builder.add(new Entry(Entry.Kind.ADDRESSES, "2001:db8::/32", false), games, 7);
            Path file = Files.createTempFile("whole", ".index");
            Files.delete(file);
            builder.write(new IndexNote("v", "m", 0), file);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Target target(String url) {
        return Target.Page.parse(url).orElseThrow();
    }
}
