package org.schoolgate.review.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.category.Category;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.ListKeeping;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.EditLine;
import org.schoolgate.review.web.view.Ticked;
import org.schoolgate.review.web.view.OneCase.Choice;

/// What the pages about lists have in common: who keeps the lists, the time, who may do what, and that each act is written down in the
/// chain. Any thread may call.
record ListOffice(ListKeeping lists, Store store, ReviewSettings settings) {

    Times times() {
        return new Times(settings.clock().instant(), settings.school().get().zone());
    }

    /// Whether whoever asks changes lists.
    boolean keeps(Exchange exchange) {
        return Rights.has(exchange.visit().account().role(), Right.KEEP_LISTS);
    }

    /// Whether whoever asks agrees to edits as the second person.
    boolean seconds(Exchange exchange) {
        return Rights.has(exchange.visit().account().role(), Right.SECOND_LISTS);
    }

    /// Writes down that whoever asks did something.
    ///
    /// @param what it is; without an entry of a sealed category
    void did(Exchange exchange, String what, String why) {
        Instant now = settings.clock().instant();
        store.listActs().add(exchange.visit().account().id(), now, Wording.sentence(what) + ". Why: " + why);
    }

    /// The categories that somebody may put an entry into: what is sealed is for its publisher alone.
    List<Choice> categories(String first) {
        List<Choice> all = settings.categories().get().all().stream().filter(one -> !one.sealed()).sorted()
                .map(one -> new Choice(one.slug(), one.title(), "")).collect(Collectors.toList());
        all.addFirst(new Choice("", first, ""));
        return List.copyOf(all);
    }

    /// The title of a category that somebody may put an entry into.
    Optional<String> title(String slug) {
        return settings.categories().get().find(slug).filter(one -> !one.sealed()).map(Category::title);
    }

    /// The groups that an edit may be for, each with whether it is chosen.
    List<Ticked> groups(Set<String> chosen) {
        return settings.weighing().groups().stream()
                .map(group -> new Ticked(ListForms.GROUP + group.name(), group.title(), chosen.contains(group.name())))
                .toList();
    }

    /// An edit by its number.
    Optional<Edited> edit(int number) {
        return number < 1 || number == Integer.MAX_VALUE
                ? Optional.empty()
                : lists.edits("", number + 1, 1).stream().filter(one -> one.number() == number).findFirst();
    }

    /// What pages call the accounts, by their names.
    Map<String, String> called() {
        return store.accounts().all().stream().collect(Collectors.toMap(Account::name, Wording::called));
    }

    /// Edits in words, for whoever asks.
    ///
    /// @param refused the number of the edit of which a reason was not taken; 0 for none
    /// @param why that reason
    List<EditLine> lines(Exchange exchange, List<Edited> edits, int refused, String why) {
        Map<String, String> called = called();
        Times times = times();
        return edits.stream().map(one -> {
            boolean own = one.who().equals(Optional.of(exchange.visit().account().name()));
            boolean waits = one.standing() == Edited.Standing.PROPOSED;
            boolean tried = one.standing() == Edited.Standing.IN_SHADOW;
            return new EditLine(one.number(), ListWords.called(one), ListWords.what(one),
                    ListWords.state(one),
                    ListWords.facts(one, called, times), waits && !own && seconds(exchange), waits && own,
                    keeps(exchange) && (one.standing() == Edited.Standing.IN_FORCE || tried || waits && own),
                    tried ? "/lists/tried?edit=" + one.number() : "",
                    one.number() == refused ? why : "");
        }).toList();
    }
}
