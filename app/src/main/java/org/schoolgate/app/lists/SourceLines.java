package org.schoolgate.app.lists;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListStatus;
import org.schoolgate.blocklists.build.Slot;
import org.schoolgate.blocklists.fetch.KnownSource;
import org.schoolgate.blocklists.fetch.SourceSettings;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.review.lists.Source;
import org.schoolgate.review.lists.Source.State;

/// Lists and where they come from, as pages tell them: the places of licensed lists first, then all that is in force, then what could be
/// switched on; and the starter lists as one.
record SourceLines(Categories categories, Instant now) {

    /// What pages call those that the program knows of.
    private static final Map<String, String> TITLES = Map.of("illegal", "Illegal material (Internet Watch Foundation)",
            "extremism", "Terrorist content (the police’s list, CTIRU)", "ut1", "University of Toulouse (UT1)");

    List<Source> all(ListLibrary library, List<KnownSource> known) throws IOException {
        Map<String, ListStatus> lists = new LinkedHashMap<>();
        long starters = 0;
        for (ListStatus status : library.status()) {
            if (status.starter()) {
                starters += status.entries();
            } else {
                lists.put(status.name(), status);
            }
        }
        Set<String> slots = library.slots().stream().map(Slot::category).collect(Collectors.toSet());
        List<Source> all = new ArrayList<>();
        for (KnownSource source : known) {
            all.add(fetched(source, slots.contains(source.name()),
                    Optional.ofNullable(lists.remove(source.name()))));
        }
        lists.values().forEach(list -> all.add(imported(list)));
        all.sort(Comparator.comparing(Source::sealed).reversed()
                .thenComparing(source -> source.state() == State.OFF).thenComparing(Source::name));
        all.add(new Source("starter", "Starter lists", List.of(), starters, Optional.empty(), State.WELL,
                "They come with the program and are no substitute for real ones.", false, false));
        return List.copyOf(all);
    }

    private Source fetched(KnownSource source, boolean slot, Optional<ListStatus> list) {
        boolean sealed = slot || isSealed(source, list);
        boolean gap = list.isEmpty() && sealed;
        State state = gap ? State.GAP : switch (source.state(now)) {
            case OFFERED, OFF -> list.isPresent() ? State.WELL : State.OFF;
            case WRONG, NEW, OLD, FAILING -> State.LOOK;
            case RUNNING, FRESH -> State.WELL;
        };
        String words = gap
                ? source.words(now) + " The list is licensed: its publisher gives it to members."
                : source.words(now);
        return new Source(source.name(), TITLES.getOrDefault(source.name(), source.name()), titles(source, slot, list),
                list.map(ListStatus::entries).orElse(0L),
                source.status().changed().or(() -> list.map(ListStatus::imported)), state, words, sealed,
                source.settings().isPresent() && source.there());
    }

    private Source imported(ListStatus list) {
        return new Source(list.name(), TITLES.getOrDefault(list.name(), list.name()), titles(Optional.of(list)),
                list.entries(), Optional.of(list.imported()), State.WELL, "It was imported by hand.",
                list.byCategory().keySet().stream().anyMatch(this::isSealed), false);
    }

    private boolean isSealed(KnownSource source, Optional<ListStatus> list) {
        return source.settings().filter(SourceSettings::isSlot).isPresent()
                || list.filter(there -> there.byCategory().keySet().stream().anyMatch(this::isSealed)).isPresent();
    }

    private boolean isSealed(String slug) {
        return categories.find(slug).filter(Category::sealed).isPresent();
    }

    /// What is in a list, or would be.
    private List<String> titles(KnownSource source, boolean slot, Optional<ListStatus> list) {
        return list.isPresent()
                ? titles(list)
                : source.settings().flatMap(settings -> settings.sorting().category())
                        .or(() -> Optional.of(source.name()).filter(_ -> slot)).map(this::title).stream().toList();
    }

    private String title(String slug) {
        return categories.find(slug).map(Category::title).orElse(slug);
    }

    private List<String> titles(Optional<ListStatus> list) {
        return list.map(there -> there.byCategory().keySet().stream()
                .map(this::title).toList()).orElse(List.of());
    }
}
