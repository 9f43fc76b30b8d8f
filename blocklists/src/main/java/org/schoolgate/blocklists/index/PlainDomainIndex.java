package org.schoolgate.blocklists.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;

/// An index on the heap that keeps every entry whole, with the line it came from.
///
/// A look-up of a name hashes it once, from its end, and asks for each ending of whole labels; then for the name as an
/// exact entry; then, for a page, for each part of its path that ends at a boundary. What is asked later is more
/// specific.
///
/// An entry takes about 50 bytes. Any number of threads may ask; nothing is allocated but the text of an
/// address where paths on addresses are listed.
public final class PlainDomainIndex implements DomainIndex {

    private static final String WWW = "www.";

    private final Categories categories;
    private final String version;
    private final Part[] parts;
    /// The categories of each part, as the bits of a [CategorySet].
    private final long[] bits;
    private final TextTable names;
    private final TextTable exact;
    private final TextTable paths;
    private final AddressTable addresses;
    private final Postings postings;
    /// The one walk's step for [#bitsOf], made once.
    private final Step counting = this::apply;

    private PlainDomainIndex(Builder builder, String version) {
        this.categories = builder.categories;
        this.version = version;
        this.parts = builder.parts.toArray(new Part[0]);
        this.bits = builder.parts.stream().mapToLong(part -> part.categories().bits()).toArray();
        this.names = builder.names;
        this.exact = builder.exact;
        this.paths = builder.paths;
        this.addresses = builder.addresses;
        this.postings = builder.postings;
    }

    @Override
    public long bitsOf(Target target) {
        return walk(target, counting);
    }

    @Override
    public List<Listing> listingsOf(Target target) {
        record Level(int head, Entry.Kind kind, int number) {}
        List<Level> levels = new ArrayList<>();
        walk(target, (before, head, kind, number) -> {
            levels.add(new Level(head, kind, number));
            return 0;
        });
        List<Listing> listings = new ArrayList<>();
        long taken = 0;
        for (Level level : levels.reversed()) {
            listings.addAll(listings(level.head(), text(level.kind(), level.number()), ~taken));
            taken |= allowed(level.head());
        }
        return List.copyOf(listings);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public long size() {
        return (long) names.size() + exact.size() + paths.size() + addresses.size();
    }

    /// What is done at each level where something is listed, from the least specific to the most.
    private interface Step {
        long at(long before, int head, Entry.Kind kind, int number);
    }

    private long walk(Target target, Step step) {
        long found = switch (target.host()) {
            case HostName name -> names(name.name(), step);
            case IpAddress address -> addresses(address, step);
        };
        if (target instanceof Target.Page page && paths.size() > 0) {
            String host = page.host().text();
            String path = page.path().text();
            if (host.startsWith(WWW)) {
                found = paths(host, WWW.length(), path, found, step);
            }
            found = paths(host, 0, path, found, step);
        }
        return found;
    }

    private long names(String name, Step step) {
        long found = 0;
        int hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = TextTable.step(hash, name.charAt(i));
            if (i == 0 || name.charAt(i - 1) == '.') {
                int number = names.find(hash, name, i, "", 0);
                if (number >= 0) {
                    found = step.at(found, names.value(number), Entry.Kind.NAME, number);
                }
            }
        }
        int number = exact.size() == 0 ? -1 : exact.find(hash, name, 0, "", 0);
        return number < 0 ? found : step.at(found, exact.value(number), Entry.Kind.EXACT, number);
    }

    private long addresses(IpAddress address, Step step) {
        long found = 0;
        for (int nth = 0; nth < addresses.lengths(); nth++) {
            int number = addresses.find(address, nth);
            if (number >= 0) {
                found = step.at(found, addresses.value(number), Entry.Kind.ADDRESSES, number);
            }
        }
        return found;
    }

    /// Asks for the host with each beginning of the path that ends where a part of it ends: before `/`, `?`, a `&` of
    /// the query, and at the end.
    private long paths(String host, int from, String path, long before, Step step) {
        long found = before;
        int hash = 0;
        for (int i = from; i < host.length(); i++) {
            hash = TextTable.step(hash, host.charAt(i));
        }
        boolean query = false;
        int most = Math.min(path.length(), paths.longest() - (host.length() - from));
        for (int end = 0; end <= most; end++) {
            char next = end == path.length() ? '/' : path.charAt(end);
            query |= next == '?';
            if (next == '/' || next == '?' || (query && next == '&')) {
                int number = paths.find(hash, host, from, path, end);
                if (number >= 0) {
                    found = step.at(found, paths.value(number), Entry.Kind.PATH, number);
                }
            }
            hash = TextTable.step(hash, next);
        }
        return found;
    }

    private long apply(long before, int head, Entry.Kind kind, int number) {
        long allow = 0;
        long block = 0;
        for (int at = head; at >= 0; at = postings.next(at)) {
            if (postings.allows(at)) {
                allow |= bits[postings.part(at)];
            } else {
                block |= bits[postings.part(at)];
            }
        }
        return (before & ~allow) | block;
    }

    private long allowed(int head) {
        long allow = 0;
        for (int at = head; at >= 0; at = postings.next(at)) {
            allow |= postings.allows(at) ? bits[postings.part(at)] : 0;
        }
        return allow;
    }

    /// The listings of one level in the order of lists, lines and categories, without categories outside `mask`.
    private List<Listing> listings(int head, String entry, long mask) {
        record Place(int part, int line) {}
        List<Place> places = new ArrayList<>();
        for (int at = head; at >= 0; at = postings.next(at)) {
            if (!postings.allows(at)) {
                places.add(new Place(postings.part(at), postings.line(at)));
            }
        }
        places.sort(Comparator.comparingInt(Place::part).thenComparingInt(Place::line));
        List<Listing> listings = new ArrayList<>();
        for (Place place : places) {
            Part part = parts[place.part()];
            for (Category category : categories.of(part.categories().intersection(new CategorySet(mask)))) {
                listings.add(new Listing(entry, category, part.list(), part.version(), place.line()));
            }
        }
        return listings;
    }

    private String text(Entry.Kind kind, int number) {
        return switch (kind) {
            case NAME -> names.text(number);
            case EXACT -> "=" + exact.text(number);
            case ADDRESSES -> addresses.text(number);
            case PATH -> {
                String text = paths.text(number);
                yield text.indexOf('/') < 0 ? text + "/" : text;
            }
        };
    }

    /// Gathers entries for one index. One thread uses it; once built it must not be used again.
    public static final class Builder {

        private final Categories categories;
        private final List<Part> parts = new ArrayList<>();
        private final TextTable names = new TextTable();
        private final TextTable exact = new TextTable();
        private final TextTable paths = new TextTable();
        private final AddressTable addresses = new AddressTable();
        private final Postings postings = new Postings();

        public Builder(Categories categories) {
            this.categories = categories;
        }

        /// Takes in a part and gives the number that its entries are added with.
        public int part(Part part) {
            parts.add(part);
            return parts.size() - 1;
        }

        /// Adds an entry that a line of a part gives.
        public void add(Entry entry, int part, int line) {
            byte[] text = entry.text().getBytes(StandardCharsets.US_ASCII);
            at(entry.kind(), text, 0, text.length).add(part, entry.allow(), line);
        }

        /// The place of an entry whose canonical spelling is `text[from..to)`, to add lines to it.
        ///
        /// @throws IllegalArgumentException where the text of an address is none
        public Place at(Entry.Kind kind, byte[] text, int from, int to) {
            return switch (kind) {
                case NAME -> new Place(names, names.put(TextTable.backward(text, from, to), text, from, to));
                case EXACT -> new Place(exact, exact.put(TextTable.backward(text, from, to), text, from, to));
                case PATH -> {
                    // A path of "/" holds for every page of its name: kept as the name alone.
                    int end = text[to - 1] == '/' && isRoot(text, from, to) ? to - 1 : to;
                    yield new Place(paths, paths.put(TextTable.forward(text, from, end), text, from, end));
                }
                case ADDRESSES -> {
                    String written = new String(text, from, to - from, StandardCharsets.US_ASCII);
                    Optional<AddressRange> range = AddressRange.parse(written);
                    yield new Place(addresses, addresses.put(range.orElseThrow(
                            () -> new IllegalArgumentException("'" + written + "' is no range of addresses"))));
                }
            };
        }

        /// The index of all that was added.
        ///
        /// @param version what [DomainIndex#version] answers
        public PlainDomainIndex build(String version) {
            return new PlainDomainIndex(this, version);
        }

        private static boolean isRoot(byte[] text, int from, int to) {
            for (int i = from; i < to - 1; i++) {
                if (text[i] == '/') {
                    return false;
                }
            }
            return true;
        }

        /// Where the lines of one entry are added.
        public final class Place {

            private final Keys keys;
            private final int number;

            private Place(Keys keys, int number) {
                this.keys = keys;
                this.number = number;
            }

            /// Says that a line of a part gives this entry.
            public void add(int part, boolean allow, int line) {
                keys.value(number, postings.add(keys.value(number), part, allow, line));
            }
        }
    }
}
