package org.schoolgate.blocklists.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Listing;

/// A step of a look-up at which something is listed.
///
/// @param entry as a person may write it
/// @param sources of each line that lists it its source
/// @param lines of each its number
/// @param parts what the sources' parts are
record Level(String entry, int[] sources, int[] lines, Parts parts) {

    /// What a table has at a position.
    ///
    /// @param exact whether it is what is listed for the key alone, not for what is below it
    static Level of(Layer layer, Table table, int position, boolean exact) {
        int id = table.meaning(position);
        int[] places = table.places(position);
        int[] sources = new int[places.length];
        int[] lines = new int[places.length];
        int n = 0;
        for (int i = 0; i < places.length; i++) {
            int source = layer.meanings().source(id, i);
            if (Source.isExact(source) == exact) {
                sources[n] = source;
                lines[n++] = places[i];
            }
        }
        String text = table.text(position);
        boolean host = table == layer.paths() && text.indexOf('/') < 0;
        return new Level((exact ? "=" : "") + text + (host ? "/" : ""), Arrays.copyOf(sources, n),
                Arrays.copyOf(lines, n), layer.parts());
    }

    /// The categories that it takes away from what shorter keys give.
    long taken() {
        long taken = 0;
        for (int source : sources) {
            taken |= Source.allows(source) ? parts.bits(Source.part(source)) : 0;
        }
        return taken;
    }

    /// Adds all its lines to an index.
    ///
    /// @param numbers the number of each part there
    void copy(Entry.Kind kind, IndexBuilder builder, ToIntFunction<Part> numbers) {
        String text = entry.startsWith("=") ? entry.substring(1) : entry;
        for (int i = 0; i < sources.length; i++) {
            builder.add(new Entry(kind, text, Source.allows(sources[i])),
                    numbers.applyAsInt(parts.part(Source.part(sources[i]))), lines[i]);
        }
    }

    /// What it lists, in the order of lists, lines and categories, without categories outside `mask`.
    List<Listing> listings(Categories categories, long mask) {
        List<Listing> listings = new ArrayList<>();
        for (int i = 0; i < sources.length; i++) {
            if (!Source.allows(sources[i])) {
                int number = Source.part(sources[i]);
                Part part = parts.part(number);
                for (Category category : categories.of(new CategorySet(parts.bits(number) & mask))) {
                    listings.add(new Listing(entry, category, part.list(), part.version(), lines[i]));
                }
            }
        }
        return listings;
    }
}
