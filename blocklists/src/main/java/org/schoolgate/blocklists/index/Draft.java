package org.schoolgate.blocklists.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;

/// The entries of one version of one list while they are gathered, each once, with the lines that gave it.
///
/// Written out it is text, sorted by entry, for [EntriesText] to read:
///
/// ```text
/// nfacebook.com<TAB>0:12 7:3      kind and entry; then part:line for each part that has it
/// nshop.example<TAB>@2:40         '@' where the line allows
/// ```
///
/// One thread uses it.
public final class Draft {

    private final TextTable texts = new TextTable();
    private final Postings postings = new Postings();
    private final List<CategorySet> parts = new ArrayList<>();
    private long paths;

    /// Takes in a part and gives the number that its entries are added with.
    public int part(CategorySet categories) {
        parts.add(categories);
        return parts.size() - 1;
    }

    /// Adds an entry; false where a line before has given it.
    public boolean add(Entry entry, int part, long line) {
        byte[] key = (entry.kind().mark() + entry.text()).getBytes(StandardCharsets.US_ASCII);
        int before = texts.size();
        int number = texts.put(TextTable.forward(key, 0, key.length), key, 0, key.length);
        boolean known = texts.size() == before;
        if (!known || !has(number, part, entry.allow())) {
            int place = (int) Math.min(line, Integer.MAX_VALUE);
            texts.value(number, postings.add(texts.value(number), part, entry.allow(), place));
        }
        if (!known && entry.kind() == Entry.Kind.PATH) {
            paths++;
        }
        return !known;
    }

    /// How many different entries it holds.
    public long size() {
        return texts.size();
    }

    /// How many of them are paths.
    public long paths() {
        return paths;
    }

    /// How many different entries each category has, by its slug; categories without any are left out.
    public Map<String, Long> byCategory(Categories categories) {
        long[] counts = new long[64];
        for (int number = 0; number < texts.size(); number++) {
            CategorySet set = CategorySet.NONE;
            for (int at = texts.value(number); at >= 0; at = postings.next(at)) {
                set = postings.allows(at) ? set : set.union(parts.get(postings.part(at)));
            }
            for (long left = set.bits(); left != 0; left &= left - 1) {
                counts[Long.numberOfTrailingZeros(left)]++;
            }
        }
        Map<String, Long> bySlug = new LinkedHashMap<>();
        for (Category category : categories.all()) {
            if (counts[category.bit()] > 0) {
                bySlug.put(category.slug(), counts[category.bit()]);
            }
        }
        return bySlug;
    }

    /// Writes all entries; the caller buffers and closes.
    public void writeTo(OutputStream out) throws IOException {
        Integer[] order = new Integer[texts.size()];
        Arrays.setAll(order, Integer::valueOf);
        Arrays.sort(order, texts::compare);
        for (int number : order) {
            out.write(texts.bytes(number));
            out.write('\t');
            out.write(places(texts.value(number)).getBytes(StandardCharsets.US_ASCII));
            out.write('\n');
        }
    }

    private String places(int head) {
        record Place(int part, int line, boolean allows) {}
        List<Place> places = new ArrayList<>(2);
        for (int at = head; at >= 0; at = postings.next(at)) {
            places.add(new Place(postings.part(at), postings.line(at), postings.allows(at)));
        }
        places.sort(Comparator.comparingInt(Place::part).thenComparingInt(Place::line));
        var text = new StringBuilder();
        for (Place place : places) {
            text.append(text.isEmpty() ? "" : " ").append(place.allows() ? "@" : "").append(place.part()).append(':')
                    .append(place.line());
        }
        return text.toString();
    }

    private boolean has(int number, int part, boolean allow) {
        for (int at = texts.value(number); at >= 0; at = postings.next(at)) {
            if (postings.part(at) == part && postings.allows(at) == allow) {
                return true;
            }
        }
        return false;
    }
}
