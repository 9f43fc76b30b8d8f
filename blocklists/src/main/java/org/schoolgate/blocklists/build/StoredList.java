package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.schoolgate.blocklists.build.StoredHeader.StoredPart;
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
        int[] numbers = new int[header.parts().size()];
        for (int i = 0; i < numbers.length; i++) {
            StoredPart part = header.parts().get(i);
            numbers[i] = index.part(new Part(part.list(), header.version(), part.slugs()));
        }
        // Behind each entry stands where it came from, in some eight bytes.
        index.expect(header.entries(), text.length - 8 * header.entries());
        EntriesText.read(text, numbers, index);
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
        if (!HexFormat.of().formatHex(ListStore.sha256().digest(text)).equals(header.sha256())) {
            throw new UnreadableListException(file, "it was changed: its SHA-256 is not the one in its header");
        }
        return text;
    }
}
