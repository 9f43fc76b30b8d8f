package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.Overview;
import org.schoolgate.review.lists.Source;
import org.schoolgate.review.web.view.ListProgress;
import org.schoolgate.review.web.view.Lists;
import org.schoolgate.review.web.view.Lists.Said;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Viewer;

/// The lists at a glance: what is in force, what waits for a person, and the form by which an entry is changed.
final class ListsPage {

    /// How often the page renews itself that tells how something goes, in seconds.
    private static final String RENEWED = "3";

    private static final Map<String, String> DONE = Map.of(
            "again", "The list is fetched again.", "take", "The held version is in force.",
            "drop", "The held version was dropped.", "back", "The older version is in force again.",
            "on", "The gateway fetches the list by itself.", "off",
            "The list is no longer fetched. What is in force stays.",
            "fetched", "Nothing is being fetched any more.");

    private final ListOffice office;

    ListsPage(ListOffice office) {
        this.office = office;
    }

    /// What somebody did that was refused, so that nothing typed is lost.
    ///
    /// @param name the list that it was about; empty text for none
    /// @param edit the edit that it was about; 0 for none
    /// @param why the reason that was typed
    record Refusal(String name, int edit, String why, String sentence) {}

    void show(Exchange exchange) {
        show(exchange, said(exchange), Optional.empty());
    }

    /// Shows it once more, with what was refused.
    void refuse(Exchange exchange, Refusal refusal) {
        exchange.http().status(422);
        show(exchange, Optional.of(new Said(false, refusal.sentence())), Optional.of(refusal));
    }

    /// Renews itself while something is fetched, and leads back once nothing is. It has no form, so that nothing typed is lost.
    void showProgress(Exchange exchange) {
        Optional<String> running = office.lists().overview().running();
        if (running.isEmpty()) {
            exchange.go("/lists?done=fetched");
            return;
        }
        exchange.http().header("Refresh", RENEWED);
        exchange.show("listProgress.jte", "Lists are renewed", Place.LISTS, new ListProgress(running.get()));
    }

    /// What has just been done, as the address says.
    static Optional<Said> said(Exchange exchange) {
        return Optional.ofNullable(DONE.get(exchange.query("done"))).map(words -> new Said(true, words));
    }

    private void show(Exchange exchange, Optional<Said> said, Optional<Refusal> refusal) {
        Overview overview = office.lists().overview();
        Times times = office.times();
        boolean keeps = office.keeps(exchange);
        Map<String, String> titles = overview.sources().stream()
                .collect(Collectors.toMap(Source::name, Source::title, (one, _) -> one));
        exchange.show("lists.jte", "Lists", Place.LISTS, new Lists(heading(overview, mine(exchange, overview)),
                lead(overview), said, overview.running(),
                overview.held().stream().map(held -> ListWords.held(held, titles.getOrDefault(held.name(), held.name()),
                        refusal.filter(one -> one.name().equals(held.name())).map(Refusal::why).orElse(""), times))
                        .toList(),
                office.lines(exchange, overview.proposals(), refusal.map(Refusal::edit).orElse(0),
                        refusal.map(Refusal::why).orElse("")),
                keeps
                        ? Optional.of(ListChangePage.form(office, ListForms.of(Map.of(), ""), Map.of(),
                                Optional.empty()))
                        : Optional.empty(),
                overview.sources().stream().map(source -> line(source, times)).toList(), more(overview, keeps), keeps));
    }

    private static Lists.SourceLine line(Source source, Times times) {
        boolean there = source.entries() > 0;
        return new Lists.SourceLine(source.title(), "/lists/one?name=" + ListWords.encoded(source.name()),
                source.categories().isEmpty() ? "not said" : String.join(", ", source.categories()),
                there ? Wording.digits(source.entries()) : "none", ListWords.age(source.since(), times.now()),
                ListWords.state(source), source.sentence());
    }

    /// How many things wait for this reader: nobody agrees to their own proposal, and only those who keep lists decide about what is held.
    private long mine(Exchange exchange, Overview overview) {
        Optional<String> reader = Optional.of(exchange.visit().account().name());
        return (office.keeps(exchange) ? overview.held().size() : 0)
                + (office.seconds(exchange)
                        ? overview.proposals().stream().filter(edit -> !edit.who().equals(reader)).count()
                        : 0);
    }

    /// @param mine how many things wait for this reader
    private static String heading(Overview overview, long mine) {
        int all = overview.held().size() + overview.proposals().size();
        if (all > 0) {
            return some(mine > 0 ? mine : all, "thing waits", "things wait")
                    + (mine > 0 ? " for you" : " for somebody else");
        }
        if (overview.entries() == 0) {
            return "No list is in force";
        }
        long look = overview.sources().stream().filter(one -> one.state() == Source.State.LOOK).count();
        if (look > 0) {
            return "The lists are in force, with " + Wording.count(look)
                    + (look == 1 ? " thing" : " things") + " to look at";
        }
        return overview.sources().stream().anyMatch(one -> one.state() == Source.State.GAP)
                ? "The lists are in force; some places are not filled"
                : "All lists are in force";
    }

    private static String lead(Overview overview) {
        List<String> sentences = new ArrayList<>();
        long filled = overview.sources().stream().filter(one -> one.entries() > 0).count();
        sentences.add(Wording.sentence(ListWords.entries(overview.entries())) + " from " + Wording.count(filled)
                + (filled == 1 ? " source are in force." : " sources are in force."));
        long gaps = overview.sources().stream().filter(one -> one.state() == Source.State.GAP).count();
        if (!overview.held().isEmpty()) {
            sentences.add(some(overview.held().size(), "update is", "updates are") + " held until a person decides.");
        }
        long proposed = overview.proposals().stream().filter(one -> one.standing() == Edited.Standing.PROPOSED).count();
        if (proposed > 0) {
            sentences.add(some(proposed, "edit waits", "edits wait") + " for a second person.");
        }
        if (overview.inShadow() > 0) {
            sentences.add(some(overview.inShadow(), "edit is", "edits are") + " only tried out.");
        }
        if (gaps > 0) {
            sentences.add(
                    some(gaps, "place is", "places are") + " not filled: what only such a list names is not closed.");
        }
        if (overview.due() > 0) {
            sentences.add(some(overview.due(), "edit is", "edits are") + " to be looked at again.");
        }
        return String.join(" ", sentences);
    }

    private static String some(long count, String one, String several) {
        return Wording.sentence(Wording.count(count)) + " " + (count == 1 ? one : several);
    }

    private static List<Viewer.Link> more(Overview overview, boolean keeps) {
        List<Viewer.Link> links = new ArrayList<>();
        links.add(link("What lists say of a site", "/lists/about"));
        links.add(link("Edits" + (overview.due() > 0 ? ", " + overview.due() + " due" : ""), "/lists/edits"));
        links.add(link("New sites of today"
                + (overview.unlisted() > 0 ? ", " + Wording.digits(overview.unlisted()) : ""), "/lists/new"));
        if (keeps) {
            links.add(link("Paste many entries", "/lists/paste"));
        }
        links.add(link("History", "/lists/history"));
        links.add(link("Wrongly closed", "/lists/wrong"));
        return List.copyOf(links);
    }

    private static Viewer.Link link(String words, String href) {
        return new Viewer.Link(words, href, Place.LISTS);
    }
}
