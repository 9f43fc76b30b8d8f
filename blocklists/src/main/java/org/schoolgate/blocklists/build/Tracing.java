package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.schoolgate.blocklists.build.Origins.Origin;
import org.schoolgate.blocklists.build.Origins.Since;
import org.schoolgate.blocklists.build.Origins.Waiting;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// Finds out where what is said of one target comes from. Used once, by one thread.
final class Tracing {

    private final Shelf shelf;
    private final Target target;

    Tracing(Shelf shelf, Target target) {
        this.shelf = shelf;
        this.target = target;
    }

    Origins run() throws IOException {
        Map<String, List<Listing>> forGroups = new TreeMap<>();
        List<Listing> listings;
        DomainIndex index = shelf.indexing().load();
        try {
            listings = index.listingsOf(target);
            index.groups().forEach(group -> forGroups.put(group, index.forGroup(group).listingsOf(target)));
        } finally {
            index.close();
        }
        Map<String, Map<String, Since>> since = since(
                Stream.concat(Stream.of(listings), forGroups.values().stream()).flatMap(List::stream).distinct()
                        .toList());
        Map<String, List<Origin>> others = new TreeMap<>();
        forGroups.forEach((group, own) -> {
            if (!own.equals(listings)) {
                others.put(group, origins(own, since));
            }
        });
        return new Origins(target.text(), origins(listings, since), others, edits(), held());
    }

    private static List<Origin> origins(List<Listing> listings, Map<String, Map<String, Since>> since) {
        List<Origin> lists = new ArrayList<>();
        for (Listing listing : listings) {
            if (!listing.category().sealed()) {
                lists.add(new Origin(shown(listing.list(), listing.entry()), listing.category().slug(), listing.list(),
                        listing.version(),
                        listing.line(), Optional.ofNullable(since.getOrDefault(name(listing.list()), Map.of())
                                .get(key(listing)))));
            }
        }
        return List.copyOf(lists);
    }

    private List<Listing> asked(DomainIndex index) {
        try {
            return index.listingsOf(target);
        } finally {
            index.close();
        }
    }

    /// The list that a part of it belongs to: of `ut1/games/urls`, `ut1`.
    private static String name(String part) {
        return part.indexOf('/') < 0 ? part : part.substring(0, part.indexOf('/'));
    }

    private static String key(Listing listing) {
        return listing.category().slug() + " " + listing.entry();
    }

    /// For each list since when it says what it says; each version that is kept is read through once.
    private Map<String, Map<String, Since>> since(List<Listing> listings) throws IOException {
        Map<String, Map<String, Since>> all = new HashMap<>();
        List<String> names = shelf.store().names();
        for (String name : listings.stream().map(listing -> name(listing.list())).distinct()
                .filter(names::contains).toList()) {
            Set<String> left = new HashSet<>();
            listings.stream().filter(listing -> name(listing.list()).equals(name))
                    .forEach(listing -> left.add(key(listing)));
            all.put(name, since(shelf.versions(name), left));
        }
        return all;
    }

    private static Map<String, Since> since(List<StoredList> versions, Set<String> keys) throws IOException {
        Map<String, Since> found = new HashMap<>();
        Set<String> left = new HashSet<>(keys);
        for (int i = 0; i < versions.size() && !left.isEmpty(); i++) {
            StoredList version = versions.get(i);
            left.retainAll(said(version, left));
            boolean oldest = i == versions.size() - 1;
            left.forEach(key -> found.put(key,
                    new Since(version.header().version(), version.header().imported(), oldest)));
        }
        return found;
    }

    /// Which of these a version says, too.
    private static Set<String> said(StoredList version, Set<String> keys) throws IOException {
        Set<Entry> wanted = new HashSet<>();
        keys.forEach(key -> {
            if (EditLog.entry(key.substring(key.indexOf(' ') + 1)) instanceof Reading.Listed(List<Entry> entries)) {
                wanted.add(entries.getFirst());
            }
        });
        List<String> slugs = keys.stream().map(key -> key.substring(0, key.indexOf(' '))).distinct().toList();
        Set<String> said = new HashSet<>();
        version.search(slugs, Wanted.of(wanted), (entry, at) -> {
            long bits = at.bits(false);
            for (int i = 0; i < slugs.size(); i++) {
                if ((bits >>> i & 1) != 0) {
                    said.add(slugs.get(i) + " " + EntryTarget.text(entry));
                }
            }
        });
        return said;
    }

    /// The edits whose entry is about the target, found by an index that is made of them.
    private List<SchoolEdit> edits() throws IOException {
        EditBook book = shelf.edits().read();
        var index = new IndexBuilder(List.of());
        String any = shelf.categories().all().getFirst().slug();
        for (EditLine line : book.lines()) {
            line.entry().ifPresent(entry -> index.add(entry.asListed(),
                    index.part(new Part("edit", line.number() + "", List.of(any))), line.number()));
        }
        Set<Integer> numbers = new HashSet<>();
        asked(index.build(new IndexNote("edits", "edits", 0), shelf.categories()))
                .forEach(listing -> numbers.add(Integer.parseInt(listing.version())));
        return new ShownEdits(book, shelf).all().stream()
                .filter(edit -> edit.entry().isPresent()
                        && (numbers.contains(edit.number()) || numbers.contains(edit.undoes())))
                .toList();
    }

    /// What is held about the target: of each version that waits the entries that may be about it make an index.
    private List<Waiting> held() throws IOException {
        List<Waiting> all = new ArrayList<>();
        for (HeldVersion held : new Versions(shelf).held()) {
            Optional<HeldStore.Held> waiting = shelf.held().find(held.list());
            if (waiting.isPresent()) {
                StoredList list = waiting.get().list();
                var index = new IndexBuilder(List.of());
                list.addTo(index, Wanted.where(this::mayConcern));
                asked(index.build(new IndexNote("held", "held", 0), shelf.categories()).whole()).stream()
                        .filter(listing -> !listing.category().sealed())
                        .map(listing -> new Waiting(held.list(), held.version(), shown(held.list(), listing.entry()),
                                listing.category().slug()))
                        .distinct().forEach(all::add);
            }
        }
        return List.copyOf(all);
    }

    /// What is in a licensed list is shown to nobody.
    private static String shown(String list, String entry) {
        return Slot.isFilledBy(list) ? "" : entry;
    }

    private boolean mayConcern(Entry entry) {
        String host = target.host() instanceof HostName name ? name.name() : "";
        String text = entry.text();
        return switch (entry.kind()) {
            case NAME -> host.endsWith(text);
            case EXACT -> host.equals(text);
            case PATH -> host.isEmpty() || host.contains(text.substring(0, text.indexOf('/')));
            case ADDRESSES -> host.isEmpty();
            case DIGEST -> true;
        };
    }
}
