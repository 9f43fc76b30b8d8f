package org.schoolgate.blocklists.build;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;

/// An index of a few entries that were kept, made and asked as any other. For each address whose entries they are it answers
/// as the index they come from.
public final class FewEntries {

    private FewEntries() {}

    /// The index, in memory; close it when nobody asks it any more. Takes a part of a millisecond.
    ///
    /// @throws IllegalArgumentException where one of them is no entry
    public static DomainIndex index(List<Listing> entries, Categories categories) {
        var builder = new IndexBuilder(List.of());
        Map<Part, Integer> numbers = new HashMap<>();
        for (Listing listing : entries) {
            if (!(EditLog.entry(listing.entry()) instanceof Reading.Listed(var read)) || read.size() != 1) {
                throw new IllegalArgumentException("'" + listing.entry() + "' is no entry of a list");
            }
            Part part = new Part(listing.list(), listing.version(), List.of(listing.category().slug()));
            builder.add(read.getFirst(), numbers.computeIfAbsent(part, builder::part), Math.toIntExact(listing.line()));
        }
        return builder.build(new IndexNote("few", "few", 0), categories);
    }
}
