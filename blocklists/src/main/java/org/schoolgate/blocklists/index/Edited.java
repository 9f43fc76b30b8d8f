package org.schoolgate.blocklists.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.blocklists.format.Entry;

/// The entries that the school has edited: what lists say of them is held back here until all is there, then changed as the
/// edits say.
final class Edited {

    /// A line that lists an entry.
    record Row(Part part, boolean allow, int line) {}

    /// An entry, whether it is listed or taken out.
    private record Key(Entry.Kind kind, String text) {}

    private final Map<Key, List<Row>> rows = new LinkedHashMap<>();
    private final List<Edit> edits;
    /// The hashes of the texts, sorted, as nearly every entry asked for is none of these.
    private final int[] hashes;

    Edited(List<Edit> edits) {
        this.edits = edits;
        edits.forEach(edit -> rows.put(key(edit), new ArrayList<>()));
        this.hashes = rows.keySet().stream().mapToInt(key -> {
            byte[] text = key.text().getBytes(StandardCharsets.US_ASCII);
            return hash(text, 0, text.length);
        }).sorted().toArray();
    }

    /// Holds a line back where its entry is edited; gives whether it did.
    boolean takes(Entry.Kind kind, byte[] text, int from, int to, Part part, boolean allow, int line) {
        if (hashes.length == 0 || Arrays.binarySearch(hashes, hash(text, from, to)) < 0) {
            return false;
        }
        List<Row> held = rows.get(new Key(kind, new String(text, from, to - from, StandardCharsets.US_ASCII)));
        if (held == null) {
            return false;
        }
        held.add(new Row(part, allow, line));
        return true;
    }

    /// Takes what is left of each entry.
    interface Taker {
        void row(Entry entry, Row row);
    }

    /// Gives what is left after all edits, in their order.
    void settle(Taker taker) {
        for (Edit edit : edits) {
            List<Row> held = rows.getOrDefault(key(edit), List.of());
            if (edit.adds()) {
                held.add(new Row(new Part(Edit.LIST, edit.version(), List.of(edit.category())), edit.entry().allow(),
                        edit.line()));
            } else {
                held.replaceAll(row -> row.allow() == edit.entry().allow() ? without(row, edit.category()) : row);
                held.removeIf(row -> row.part().slugs().isEmpty());
            }
        }
        rows.forEach((key, held) -> held
                .forEach(row -> taker.row(new Entry(key.kind(), key.text(), row.allow()), row)));
    }

    private static Row without(Row row, String category) {
        List<String> left = row.part().slugs().stream().filter(slug -> !slug.equals(category)).toList();
        return new Row(new Part(row.part().list(), row.part().version(), left), row.allow(), row.line());
    }

    private static Key key(Edit edit) {
        return new Key(edit.entry().kind(), edit.entry().text());
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }
}
