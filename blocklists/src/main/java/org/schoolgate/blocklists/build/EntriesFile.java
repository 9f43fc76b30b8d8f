package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.schoolgate.blocklists.format.Entry;

/// The entries of one stored version, read from its file one after the other, however many they are; none of them is kept on
/// the heap. What [org.schoolgate.blocklists.index.Draft] says of the text holds here. For one thread; close it.
final class EntriesFile implements AutoCloseable {

    /// Makes the hash of a key that of its text as a [String].
    static final long LIKE_STRINGS = 31;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment text;
    private final Path file;
    /// Of each part its categories, as bits that the caller has chosen.
    private final long[] parts;
    private final long multiplier;
    private final long entries;
    private long at;
    private long start;
    private int length;
    private long hash;
    private long places;

    /// Opens the entries of a version.
    ///
    /// @param parts of each part of it its categories, as bits
    /// @param multiplier what the hash of a key is made with; odd
    /// @throws UnreadableListException where the file is not there or has another length than its header says
    EntriesFile(StoredList list, long[] parts, long multiplier) throws IOException {
        this.file = list.folder().resolve("entries");
        this.parts = parts;
        this.multiplier = multiplier;
        this.entries = list.header().entries();
        if (list.header().bytes() > Integer.MAX_VALUE) {
            throw new UnreadableListException(file, "it is longer than 2 GiB");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != list.header().bytes()) {
                throw new UnreadableListException(file,
                        "it is torn: " + channel.size() + " of " + list.header().bytes() + " bytes are there");
            }
            this.text = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (NoSuchFileException missing) {
            arena.close();
            throw new UnreadableListException(file, "it is missing");
        } catch (IOException unreadable) {
            arena.close();
            throw unreadable;
        }
    }

    /// Goes to the next entry; false after the last.
    boolean next() throws IOException {
        long end = text.byteSize();
        if (at >= end) {
            return false;
        }
        start = at;
        long made = 0;
        byte b = byteAt(at);
        while (b != '\t') {
            made = made * multiplier + b;
            at++;
            if (at >= end) {
                throw broken();
            }
            b = byteAt(at);
        }
        length = (int) (at - start);
        hash = made;
        places = at + 1;
        while (at < end && byteAt(at) != '\n') {
            at++;
        }
        if (at == end || length < 2) {
            throw broken();
        }
        at++;
        return true;
    }

    /// How many entries there are, as the header says.
    long entries() {
        return entries;
    }

    /// Begins anew.
    void rewind() {
        at = 0;
    }

    /// Where the entry begins in the file.
    long start() {
        return start;
    }

    /// The hash of the entry and its kind.
    long hash() {
        return hash;
    }

    /// Whether this entry is the one that stands at a place of another file.
    boolean isAt(EntriesFile other, long place) {
        long end = place + length;
        return end < other.text.byteSize() && other.byteAt(end) == '\t'
                && MemorySegment.mismatch(text, start, start + length, other.text, place, end) < 0;
    }

    /// Goes to the entry that begins at a place.
    void seek(long place) throws IOException {
        at = place;
        if (!next()) {
            throw broken();
        }
    }

    Entry.Kind kind() throws IOException {
        try {
            return Entry.Kind.of((char) byteAt(start));
        } catch (IllegalArgumentException none) {
            throw broken();
        }
    }

    /// The canonical spelling.
    String text() {
        byte[] bytes = new byte[length - 1];
        MemorySegment.copy(text, ValueLayout.JAVA_BYTE, start + 1, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    Entry entry(boolean allow) throws IOException {
        return new Entry(kind(), text(), allow);
    }

    /// The categories of all lines that put the entry in, or of all that take it out.
    long bits(boolean allow) throws IOException {
        Sorting sorting = sorting();
        return allow ? sorting.out() : sorting.in();
    }

    /// In which categories the entry is.
    Sorting sorting() throws IOException {
        return sorting(places);
    }

    /// In which categories an entry is that begins at a place and is as long as this one.
    Sorting sortingAt(EntriesFile other, long place) throws IOException {
        return other.sorting(place + length + 1);
    }

    private Sorting sorting(long from) throws IOException {
        long in = 0;
        long out = 0;
        long place = from;
        while (true) {
            byte b = byteAt(place++);
            boolean allows = b == '@';
            b = allows ? byteAt(place++) : b;
            int part = 0;
            while (b >= '0' && b <= '9' && part < parts.length) {
                part = 10 * part + b - '0';
                b = byteAt(place++);
            }
            if (part >= parts.length) {
                throw broken();
            }
            in |= allows ? 0 : parts[part];
            out |= allows ? parts[part] : 0;
            while (b != ' ' && b != '\n') {
                b = byteAt(place++);
            }
            if (b == '\n') {
                return new Sorting(in, out);
            }
        }
    }

    /// Takes one line of a list that gives an entry.
    interface PlaceTaker {
        void take(int part, boolean allow, int line);
    }

    /// Gives each line that the entry came from.
    void places(PlaceTaker taker) throws IOException {
        long place = places;
        var words = new StringBuilder();
        while (true) {
            byte b = byteAt(place++);
            if (b != ' ' && b != '\n') {
                words.append((char) b);
                continue;
            }
            boolean allow = words.charAt(0) == '@';
            int colon = words.indexOf(":");
            try {
                int part = Integer.parseInt(words, allow ? 1 : 0, colon, 10);
                if (part >= parts.length) {
                    throw broken();
                }
                taker.take(part, allow, Integer.parseInt(words, colon + 1, words.length(), 10));
            } catch (NumberFormatException | IndexOutOfBoundsException none) {
                throw broken();
            }
            if (b == '\n') {
                return;
            }
            words.setLength(0);
        }
    }

    private byte byteAt(long place) {
        return text.get(ValueLayout.JAVA_BYTE, place);
    }

    private UnreadableListException broken() {
        return new UnreadableListException(file, "no entry at byte " + start);
    }

    @Override
    public void close() {
        arena.close();
    }
}
