package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.request.AddressRange;

/// Finds what a new version of a list would close although it is protected. Made for one import, used by one thread.
final class Protection {

    /// How many are named; there may be thousands.
    private static final int NAMED = 10;

    /// How many names of other lists are protected at most: what keeps open is short.
    private static final int MOST = 200_000;

    private final Map<String, ProtectedNames.Name> names = new HashMap<>();
    /// Every name above a protected one, and one that is below it.
    private final Map<String, ProtectedNames.Name> above = new HashMap<>();
    private final List<ProtectedNames.Name> addresses = new ArrayList<>();
    private final List<ProtectedNames.Name> all = new ArrayList<>();
    private final ProtectedDigests digests;
    private final Set<String> harmless = new HashSet<>();
    private final Set<String> stronger;

    /// @param said what the school protects
    /// @param list the list that is imported: its own entries protect nothing
    Protection(ProtectedNames said, String list, Shelf shelf) throws IOException {
        stronger = said.stronger();
        digests = new ProtectedDigests(all);
        harmless.addAll(said.harmless());
        harmless.addAll(said.open());
        said.names().forEach(this::protect);
        if (said.open().isEmpty()) {
            return;
        }
        shelf.starters().entries().forEach((name, entries) -> {
            if (said.open().contains(name.substring(name.indexOf('/') + 1))) {
                entries.forEach(entry -> protect(entry, name));
            }
        });
        shelf.edits().read().inForce().stream().filter(edit -> edit.adds() && said.open().contains(edit.category()))
                .forEach(edit -> protect(edit.entry(), "the edits"));
        for (String other : shelf.store().names()) {
            Optional<StoredList> stored = other.equals(list) ? Optional.empty() : shelf.inForce(other);
            if (stored.isPresent()
                    && stored.get().header().byCategory().keySet().stream().anyMatch(said.open()::contains)) {
                protect(stored.get(), List.copyOf(said.open()));
            }
        }
    }

    private void protect(StoredList list, List<String> open) throws IOException {
        list.search(open, Wanted.where(_ -> names.size() < MOST), (entry, at) -> {
            if (at.bits(false) != 0) {
                protect(entry, list.header().name());
            }
        });
    }

    private void protect(Entry entry, String list) {
        if (entry.kind() == Entry.Kind.PATH || entry.allow()) {
            return;
        }
        protect(new ProtectedNames.Name(entry.text(), entry.kind() == Entry.Kind.NAME, true, "kept open by " + list));
    }

    private void protect(ProtectedNames.Name name) {
        all.add(name);
        if (AddressRange.parse(name.host()).isPresent()) {
            addresses.add(name);
            return;
        }
        names.merge(name.host(), name, Protection::stricter);
        for (String higher = parent(name.host()); !higher.isEmpty(); higher = parent(higher)) {
            above.merge(higher, name, Protection::stricter);
        }
    }

    /// Of two ways in which a name is protected the one that more can touch.
    private static ProtectedNames.Name stricter(ProtectedNames.Name one, ProtectedNames.Name other) {
        return one.open() && !other.open() ? other : one;
    }

    /// What a version newly lists of it: a sentence, or nothing.
    Optional<HeldReason> of(Optional<StoredList> before, StoredList fresh, Shelf shelf) throws IOException {
        if (names.isEmpty() && addresses.isEmpty()) {
            return Optional.empty();
        }
        var differ = new Differ(before, fresh, shelf.categories());
        long closing = bits(differ.slugs(), slug -> !harmless.contains(slug));
        long strong = bits(differ.slugs(), stronger::contains);
        List<String> found = new ArrayList<>();
        long[] count = new long[1];
        differ.run((_, file, then, now) -> {
            long gained = now.in() & ~then.in() & closing;
            if (gained == 0) {
                return;
            }
            Entry entry = file.entry(false);
            Optional<ProtectedNames.Name> touched = touched(entry)
                    .filter(name -> !name.open() || (gained & strong) != 0);
            if (touched.isPresent()) {
                count[0]++;
                if (found.size() < NAMED) {
                    found.add((now.in() & differ.sealed()) != 0
                            ? "one that is not shown, as the list is sealed"
                            : (entry.kind() == Entry.Kind.DIGEST ? "one by digest" : "'" + entry + "'") + " ("
                                    + touched.get().host() + ": " + touched.get().why() + ")");
                }
            }
        });
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new HeldReason(HeldReason.Kind.PROTECTED, "'" + fresh.header().name()
                        + "' would newly list " + count[0] + (count[0] == 1 ? " name" : " names")
                        + " that no list may close by itself: " + String.join(", ", found)
                        + (count[0] > found.size() ? " and more" : "")));
    }

    private static long bits(List<String> slugs, Predicate<String> wanted) {
        long bits = 0;
        for (int i = 0; i < slugs.size(); i++) {
            bits |= wanted.test(slugs.get(i)) ? 1L << i : 0;
        }
        return bits;
    }

    private Optional<ProtectedNames.Name> touched(Entry entry) {
        String text = entry.text();
        return switch (entry.kind()) {
            case NAME -> Optional.ofNullable(above.get(text)).or(() -> at(text));
            case EXACT -> at(text);
            case PATH -> {
                String host = text.substring(0, text.indexOf('/'));
                yield at(host).filter(name -> name.below() || text.equals(host + "/"));
            }
            case ADDRESSES -> addresses.stream().filter(name -> overlap(name.host(), text)).findFirst();
            case DIGEST -> digests.find(text);
        };
    }

    /// What is protected of a name: itself, or a shorter one with all below it.
    private Optional<ProtectedNames.Name> at(String name) {
        if (names.containsKey(name)) {
            return Optional.ofNullable(names.get(name));
        }
        for (String higher = parent(name); !higher.isEmpty(); higher = parent(higher)) {
            ProtectedNames.Name found = names.get(higher);
            if (found != null && found.below()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static boolean overlap(String one, String other) {
        Optional<AddressRange> first = AddressRange.parse(one);
        Optional<AddressRange> second = AddressRange.parse(other);
        return first.isPresent() && second.isPresent() && (first.get().contains(second.get().network())
                || second.get().contains(first.get().network()));
    }

    private static String parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }
}
