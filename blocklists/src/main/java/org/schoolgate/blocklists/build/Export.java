package org.schoolgate.blocklists.build;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Category;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.SerializationFeature;

/// Writes all that the lists say as texts in one archive. Used once, by one thread. It takes twelve bytes of memory for each
/// entry of the longest list.
final class Export {

    /// Every file in it bears this date, so that the archive is the same where its content is.
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final JsonMapper JSON = JsonMapper.builder().disable(SerializationFeature.INDENT_OUTPUT).build();

    private final Shelf shelf;
    private final Function<String, Optional<String>> licence;
    private final List<String> shown;

    Export(Shelf shelf, Function<String, Optional<String>> licence) {
        this.shelf = shelf;
        this.licence = licence;
        this.shown = shelf.categories().all().stream().filter(category -> !category.sealed()).map(Category::slug)
                .toList();
    }

    void writeTo(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        List<String> sealed = shelf.categories().all().stream().filter(Category::sealed).map(Category::slug).toList();
        write(zip, "README.txt", text -> text.write("The lists that this gateway has in force, by list and category.\n"
                + "Sealed categories are left out, as nobody may see what they say: "
                + (sealed.isEmpty() ? "there are none" : String.join(", ", sealed)) + ".\n"
                + "So are licensed lists, and digests of any list.\n"
                + "A line is one entry: a name with all below it, =name for this name only, an address, a range, or"
                + " name/path;\n@@ before it takes it out of the category.\n"));
        write(zip, "edits.jsonl", text -> {
            for (SchoolEdit edit : new ShownEdits(shelf.edits().read(), shelf).all()) {
                text.write(JSON.writeValueAsString(edit) + "\n");
            }
        });
        write(zip, "history.jsonl", text -> text.write(shelf.history().text()));
        for (Map.Entry<String, List<Entry>> starter : shelf.starters().entries().entrySet()) {
            String slug = starter.getKey().substring(starter.getKey().indexOf('/') + 1);
            if (shown.contains(slug)) {
                write(zip, "lists/starter/" + slug + ".txt", text -> {
                    text.write("# list: " + starter.getKey() + ", which comes with the program\n");
                    for (Entry entry : starter.getValue()) {
                        text.write(entry + "\n");
                    }
                });
            }
        }
        for (String name : shelf.store().names().stream().filter(name -> !Slot.isFilledBy(name)).toList()) {
            list(zip, shelf.newest(name, StoredList::open));
        }
        zip.finish();
    }

    private void list(ZipOutputStream zip, StoredList list) throws IOException {
        int size = Math.toIntExact(list.header().entries());
        int[] starts = new int[size];
        long[] bits = new long[size];
        List<Category> all = shelf.categories().all();
        long sealed = 0;
        for (int i = 0; i < all.size(); i++) {
            sealed |= all.get(i).sealed() ? 1L << i : 0;
        }
        try (EntriesFile file = new EntriesFile(list, list.bits(all.stream().map(Category::slug).toList()),
                EntriesFile.LIKE_STRINGS)) {
            for (int count = 0; count < size && file.next(); count++) {
                starts[count] = (int) file.start();
                long set = file.bits(false) | file.bits(true);
                bits[count] = (set & sealed) == 0 && file.kind() != Entry.Kind.DIGEST ? set : 0;
            }
            for (int i = 0; i < all.size(); i++) {
                long bit = 1L << i;
                if (Arrays.stream(bits).anyMatch(set -> (set & bit) != 0)) {
                    category(zip, list, all.get(i).slug(), file, starts, bits, bit);
                }
            }
        }
    }

    private void category(ZipOutputStream zip, StoredList list, String slug, EntriesFile file, int[] starts,
            long[] bits, long bit) throws IOException {
        StoredHeader header = list.header();
        write(zip, "lists/" + header.name() + "/" + slug + ".txt", text -> {
            text.write("# list: " + header.name() + "\n# category: " + slug + "\n# version: " + header.version()
                    + "\n# imported: " + header.imported() + "\n# licence: "
                    + licence.apply(header.name()).orElse("not known") + "\n");
            for (int i = 0; i < starts.length; i++) {
                if ((bits[i] & bit) != 0) {
                    file.seek(starts[i]);
                    if ((file.bits(false) & bit) != 0) {
                        text.write(file.entry(false) + "\n");
                    }
                    if ((file.bits(true) & bit) != 0) {
                        text.write(file.entry(true) + "\n");
                    }
                }
            }
        });
    }

    /// Writes the text of one file.
    private interface Content {
        void writeTo(Writer text) throws IOException;
    }

    private static void write(ZipOutputStream zip, String name, Content content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(ALWAYS);
        zip.putNextEntry(entry);
        var text = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 16);
        content.writeTo(text);
        text.flush();
        zip.closeEntry();
    }
}
