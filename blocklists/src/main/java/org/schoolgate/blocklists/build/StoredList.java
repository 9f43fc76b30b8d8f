package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.schoolgate.blocklists.build.StoredHeader.StoredPart;
import org.schoolgate.blocklists.index.EntriesText;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.blocklists.index.PlainDomainIndex;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;

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

    /// Adds all entries to an index, once they have proved whole. Categories that the school does not know are left out.
    ///
    /// @throws UnreadableListException where they are torn or changed; nothing has been added then
    void addTo(PlainDomainIndex.Builder index, Categories categories) throws IOException {
        byte[] text = entries();
        int[] numbers = new int[header.parts().size()];
        for (int i = 0; i < numbers.length; i++) {
            StoredPart part = header.parts().get(i);
            numbers[i] = index.part(new Part(part.list(), header.version(), set(part.slugs(), categories)));
        }
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

    private static CategorySet set(List<String> slugs, Categories categories) {
        List<Category> known = new ArrayList<>();
        slugs.forEach(slug -> categories.find(slug).ifPresent(known::add));
        return known.stream().map(CategorySet::of).reduce(CategorySet.NONE, CategorySet::union);
    }
}
