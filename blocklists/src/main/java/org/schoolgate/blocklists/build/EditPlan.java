package org.schoolgate.blocklists.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.schoolgate.blocklists.build.EditLine.Fresh;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;

/// Finds out what a wish comes to: the lines to be written, or why there are none. It holds each wish against the index in force
/// and against the wishes before it. Used once, by one thread.
final class EditPlan {

    private final Categories categories;
    private final ListRules rules;
    private final DomainIndex index;
    private final EditBook book;
    private final Set<String> before = new HashSet<>();

    /// What a wish comes to.
    sealed interface Planned {}

    /// Lines to be written.
    ///
    /// @param proposed whether a second person has to approve them
    record Wanted(boolean adds, Entry entry, List<String> categories, boolean proposed,
            List<Fresh> lines) implements Planned {}

    /// Nothing, as it is so already.
    record Already(String why) implements Planned {}

    /// Nothing, as it cannot be.
    record Impossible(String why) implements Planned {}

    EditPlan(Categories categories, ListRules rules, DomainIndex index, EditBook book) {
        this.categories = categories;
        this.rules = rules;
        this.index = index;
        this.book = book;
    }

    /// What a wish comes to.
    Planned of(EditWish wish, Basis basis) {
        if (wish.entry().length() > 4096) {
            return new Impossible("an entry of " + wish.entry().length() + " letters; write a shorter one");
        }
        return switch (EditLog.entry(wish.entry().strip())) {
            case Reading.Listed(List<Entry> entries) -> of(wish, entries.getFirst(), basis);
            case Reading.Bad(String what, String instead) ->
                new Impossible("'" + wish.entry() + "': " + what + "; write " + instead);
            default -> new Impossible("'" + wish.entry() + "' is no entry; write a name, an address or a path");
        };
    }

    /// What one act comes to.
    ///
    /// @throws ListRefusedException where it cannot be, or changes nothing
    List<Wanted> wanted(Wished wished, Basis basis) throws ListRefusedException {
        return switch (wished) {
            case EditWish wish -> List.of(wanted(of(wish, basis)));
            case EditMove(String entry, String from, String to, List<String> groups) ->
                List.of(wanted(of(isByShorter(entry, from, groups)
                        ? new EditWish(true, "@@" + entry, from, groups)
                        : new EditWish(false, entry, from, groups), basis)),
                        wanted(of(new EditWish(true, entry, to, groups), basis)));
        };
    }

    private static Wanted wanted(Planned planned) throws ListRefusedException {
        return switch (planned) {
            case Wanted wanted -> wanted;
            case Already(String why) -> throw new ListRefusedException(why);
            case Impossible(String why) -> throw new ListRefusedException(why);
        };
    }

    /// Whether an entry is in a category by shorter ones alone, so that it is taken out by `@@`.
    ///
    /// @param groups for whom; none: everybody
    private boolean isByShorter(String written, String category, List<String> groups) {
        if (!(EditLog.entry(written.strip()) instanceof Reading.Listed(List<Entry> entries))) {
            return false;
        }
        List<Listing> listings = indexes(groups).stream()
                .flatMap(each -> each.listingsOf(EntryTarget.of(entries.getFirst())).stream())
                .filter(each -> each.category().slug().equals(category) && !each.category().sealed()).toList();
        return !listings.isEmpty()
                && listings.stream().noneMatch(each -> each.entry().equals(EntryTarget.text(entries.getFirst())));
    }

    /// What each of those answer by that an edit is for.
    private List<DomainIndex> indexes(List<String> groups) {
        return groups.isEmpty() ? List.of(index) : groups.stream().map(index::forGroup).distinct().toList();
    }

    /// What each of those answer by that an edit touches: one for everybody touches every group.
    private List<DomainIndex> touched(List<String> groups) {
        return groups.isEmpty() ? index.forAnybody() : indexes(groups);
    }

    /// Why an edit cannot be for these groups.
    private Optional<String> wrong(List<String> groups, CategorySet set) {
        Set<String> known = rules.groups().known();
        Optional<String> none = groups.stream().filter(group -> !known.contains(group)).findFirst();
        if (none.isPresent()) {
            String hint = Nearest.hint(none.get(), known);
            return Optional.of("there is no group '" + none.get() + "'" + (hint.isEmpty() && !known.isEmpty()
                    ? "; the policy has " + String.join(", ", known)
                    : hint));
        }
        return groups.isEmpty()
                ? Optional.empty()
                : categories.of(set.intersection(rules.groups().never())).stream().findFirst()
                        .map(locked -> "the category " + locked
                                + " is locked, which is the same for everybody; leave the groups out");
    }

    private Planned of(EditWish wish, Entry entry, Basis basis) {
        List<String> known = categories.all().stream().map(Category::slug).toList();
        if (wish.category().isPresent() && !known.contains(wish.category().get())) {
            return new Impossible("there is no category '" + wish.category().get() + "'"
                    + Nearest.hint(wish.category().get(), known));
        }
        boolean opens = !wish.adds() || entry.allow();
        if (opens && wish.category().flatMap(categories::find).filter(Category::sealed).isPresent()) {
            return new Impossible("what is in the category " + wish.category().get()
                    + " is for its publisher alone to take out");
        }
        if (wish.adds() && wish.category().isEmpty()) {
            return new Impossible("say which category '" + wish.entry() + "' belongs to, one of "
                    + String.join(", ", known));
        }
        return wrong(wish.groups(), wish.category().map(slug -> categories.set(List.of(slug))).orElse(CategorySet.NONE))
                .map(why -> (Planned) new Impossible(why)).orElseGet(() -> planned(wish, entry, basis));
    }

    private Planned planned(EditWish wish, Entry entry, Basis basis) {
        boolean adds = wish.adds();
        Optional<String> category = wish.category();
        // What a sealed list holds is not told, not even by a refusal.
        List<List<Listing>> listings = indexes(wish.groups()).stream()
                .map(each -> each.listingsOf(EntryTarget.of(entry)).stream()
                        .filter(listing -> !listing.category().sealed()).toList())
                .toList();
        Set<String> slugs = slugs(wish, entry, listings.stream().map(each -> listed(each, entry)).toList());
        if (slugs.isEmpty()) {
            String why = nothingToDo(adds, entry, category,
                    listings.stream().flatMap(List::stream).distinct().toList())
                    + others(entry, category, wish.groups());
            return adds ? new Already(why) : new Impossible(why);
        }
        Optional<String> wrong = wrong(wish.groups(), categories.set(slugs));
        if (wrong.isPresent()) {
            return new Impossible(wrong.get());
        }
        boolean proposed = takesTwo(adds, entry, categories.set(slugs), wish.groups());
        List<Fresh> lines = new ArrayList<>();
        for (String slug : slugs) {
            OptionalInt waiting = book.waiting(SchoolEdit.State.PROPOSED, adds, entry, slug, wish.groups());
            if (waiting.isPresent()) {
                return new Already("'" + entry + "' is proposed already, as edit " + waiting.getAsInt()
                        + "; a second person has to approve it");
            }
            if (!before.add((adds ? "+" : "-") + slug + " " + entry + wish.groups())) {
                return new Already("a line before says so");
            }
            lines.add(Fresh.entry(act(adds, proposed), slug, entry, wish.groups(), basis));
        }
        return new Wanted(adds, entry, List.copyOf(slugs), proposed, lines);
    }

    /// The categories that list the very entry.
    private static Set<String> listed(List<Listing> listings, Entry entry) {
        Set<String> listed = new LinkedHashSet<>();
        listings.stream().filter(each -> each.entry().equals(EntryTarget.text(entry)))
                .forEach(each -> listed.add(each.category().slug()));
        return listed;
    }

    /// The categories about which something is to be written.
    ///
    /// @param listed the categories that list the very entry, for each of those that it may be different for
    private static Set<String> slugs(EditWish wish, Entry entry, List<Set<String>> listed) {
        if (wish.category().isPresent()) {
            String slug = wish.category().get();
            boolean nothing = !entry.allow() && listed.stream().allMatch(each -> each.contains(slug) == wish.adds());
            return nothing ? Set.of() : Set.of(slug);
        }
        Set<String> any = new LinkedHashSet<>();
        listed.forEach(any::addAll);
        return entry.allow() ? Set.of() : any;
    }

    /// Whether an edit opens what nobody opens alone: by taking it out of what closes it, or by putting it into what opens it.
    private boolean takesTwo(boolean adds, Entry entry, CategorySet set, List<String> groups) {
        return adds == entry.allow()
                ? set.intersects(rules.twoPeople())
                : adds && set.intersects(rules.opening())
                        && touched(groups).stream().anyMatch(each -> each.categoriesOf(EntryTarget.of(entry)).union(set)
                                .intersects(rules.twoPeople()));
    }

    private static Act act(boolean adds, boolean proposed) {
        return adds ? proposed ? Act.PROPOSE_ADD : Act.ADD : proposed ? Act.PROPOSE_REMOVE : Act.REMOVE;
    }

    /// What an edit of the very entry does for others than a wish is about: for groups, where that is for everybody.
    private String others(Entry entry, Optional<String> category, List<String> groups) {
        return book.forGroups().stream().filter(line -> groups.isEmpty()
                && line.entry().map(Entry::asListed).equals(Optional.of(entry.asListed()))
                && category.map(line.category()::equals).orElse(true)).findFirst()
                .map(line -> "; for " + String.join(", ", line.groups()) + " edit " + line.number()
                        + " says otherwise: undo that")
                .orElse("");
    }

    private static String nothingToDo(boolean adds, Entry entry, Optional<String> category, List<Listing> listings) {
        if (adds) {
            return "'" + entry + "' is in the category " + category.orElse("") + " already";
        }
        String what = "no list names '" + entry + "' itself"
                + category.map(slug -> " in the category " + slug).orElse("");
        return listings.isEmpty()
                ? what
                : what + "; '" + listings.getFirst().entry() + "' is listed (" + listings.getFirst().list() + ", line "
                        + listings.getFirst().line() + "): take that out, or add '@@" + entry + "' to its category "
                        + listings.getFirst().category();
    }
}
