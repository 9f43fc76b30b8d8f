package org.schoolgate.filters.category;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// An index that looks at every entry it holds: slow, and easy to believe.
public final class PlainIndex implements DomainIndex {

    /// One entry: a name and the paths below `path`, which is `/` for all of them.
    private record Entry(HostName name, String path, Listing listing) {

        boolean covers(Target target) {
            return target.host() instanceof HostName asked && asked.isWithin(name) && (path.equals("/")
                    || target instanceof Target.Page page && (page.path().path() + "/").startsWith(path + "/"));
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    /// Adds a name such as `chess.example`, or a name and a path such as `chess.example/play`.
    public PlainIndex add(String entry, Category category) {
        int slash = entry.indexOf('/');
        HostName name = HostName.parse(slash < 0 ? entry : entry.substring(0, slash)).orElseThrow();
        Listing listing = new Listing(entry, category, "hand/" + category.slug(), "1", entries.size() + 1);
        entries.add(new Entry(name, slash < 0 ? "/" : entry.substring(slash), listing));
        return this;
    }

    @Override
    public long bitsOf(Target target) {
        long found = 0;
        for (Listing listing : listingsOf(target)) {
            found |= 1L << listing.category().bit();
        }
        return found;
    }

    @Override
    public List<Listing> listingsOf(Target target) {
        return entries.stream()
                .filter(entry -> entry.covers(target))
                .sorted(Comparator.comparingInt((Entry entry) -> entry.name().name().length() + entry.path().length())
                        .reversed())
                .map(Entry::listing)
                .toList();
    }

    @Override
    public String version() {
        return "hand-1";
    }

    @Override
    public long size() {
        return entries.size();
    }
}
