package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.index.EntriesText;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.Part;

/// One stored version of a list.
record StoredList(Path folder, StoredHeader header) {

    /// Opens a version by its header.
    ///
    /// @throws UnreadableListException where it is not there or cannot be used
    static StoredList open(Path folder) throws IOException {
        Path file = folder.resolve("header");
        try {
            return new StoredList(folder, StoredHeader.read(file));
        } catch (NoSuchFileException missing) {
            throw new UnreadableListException(file, "it is missing");
        }
    }

    /// Adds all entries to an index, once they have proved whole.
    ///
    /// @throws UnreadableListException where they are torn or changed; nothing has been added then
    void addTo(IndexBuilder index) throws IOException {
        byte[] text = entries();
        int[] numbers = numbers(index);
        // Behind each entry stands where it came from, in some eight bytes.
        index.expect(header.entries(), text.length - 8 * header.entries());
        EntriesText.read(text, numbers, index);
    }

    /// Takes an entry that was found; `at` stands at it.
    interface Found {
        void take(Entry entry, EntriesFile at) throws IOException;
    }

    /// Gives some of the entries, as they are listed, in their order. Goes through all of them: some tenths of a second for
    /// millions.
    ///
    /// @param slugs the categories whose bits [EntriesFile#bits] gives
    void search(List<String> slugs, Wanted wanted, Found found) throws IOException {
        try (EntriesFile file = new EntriesFile(this, bits(slugs), EntriesFile.LIKE_STRINGS)) {
            while (file.next()) {
                if (wanted.mayBe(file)) {
                    Entry entry = file.entry(false);
                    if (wanted.is().test(entry)) {
                        found.take(entry, file);
                    }
                }
            }
        }
    }

    /// Adds what it says of some entries to an index.
    void addTo(IndexBuilder index, Wanted wanted) throws IOException {
        int[] numbers = numbers(index);
        search(List.of(), wanted, (entry, at) -> at.places(
                (part, allow, line) -> index.add(allow ? entry.asAllow() : entry, numbers[part], line)));
    }

    private int[] numbers(IndexBuilder index) {
        return header.parts().stream()
                .mapToInt(part -> index.part(new Part(part.list(), header.version(), part.slugs()))).toArray();
    }

    /// Of each part its categories as bits: of each slug its place in a list.
    long[] bits(List<String> slugs) {
        long[] bits = new long[header.parts().size()];
        for (int i = 0; i < bits.length; i++) {
            for (String slug : header.parts().get(i).slugs()) {
                int at = slugs.indexOf(slug);
                bits[i] |= at < 0 ? 0 : 1L << at;
            }
        }
        return bits;
    }

    private byte[] entries() throws IOException {
        Path file = folder.resolve("entries");
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new UnreadableListException(file, "it is missing");
        }
        if (text.length != header.bytes()) {
            throw new UnreadableListException(file,
                    "it is torn: " + text.length + " of " + header.bytes() + " bytes are there");
        }
        if (!HexFormat.of().formatHex(Disk.sha256().digest(text)).equals(header.sha256())) {
            throw new UnreadableListException(file, "it was changed: its SHA-256 is not the one in its header");
        }
        return text;
    }
}
