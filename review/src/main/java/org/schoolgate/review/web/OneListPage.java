package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Doing;
import org.schoolgate.review.lists.ListKeeping.Refused;
import org.schoolgate.review.lists.OneList;
import org.schoolgate.review.lists.Source;
import org.schoolgate.review.web.ListPictures.Bar;
import org.schoolgate.review.web.view.Columns;
import org.schoolgate.review.web.view.ListPage;
import org.schoolgate.review.web.view.ListPage.Fact;
import org.schoolgate.review.web.view.Lists.Said;
import org.schoolgate.review.web.view.OneCase.Choice;
import org.schoolgate.review.web.view.Place;

/// One list: its versions, where it comes from, what it is for, and what may be done with it. Each act asks why.
final class OneListPage {

    /// The most versions in the picture: as many columns as can be told apart.
    private static final int MOST_DRAWN = 14;

    private static final Map<String, Doing> DOINGS = Map.of("again", Doing.FETCH, "take", Doing.RELEASE,
            "drop", Doing.DROP, "back", Doing.ROLL_BACK, "on", Doing.SWITCH_ON, "off", Doing.SWITCH_OFF);

    private final ListOffice office;
    private final ListsPage overview;
    private final Drafts drafts;

    OneListPage(ListOffice office, ListsPage overview, Drafts drafts) {
        this.office = office;
        this.overview = overview;
        this.drafts = drafts;
    }

    /// Shows the list that the address names, or else the one that somebody wanted to change when they were asked who they are.
    void show(Exchange exchange) {
        String name = exchange.query("name");
        Map<String, String> kept = name.isEmpty() ? drafts.take(exchange) : Map.of();
        if (kept.containsKey("name")) {
            show(exchange, kept.getOrDefault("name", ""), Optional.of(new Said(false, Drafts.ONCE_MORE)),
                    CaseWords.oneLine(kept.getOrDefault("why", "")));
        } else {
            show(exchange, name, ListsPage.said(exchange), "");
        }
    }

    /// Does something with a list, from this page or from the overview.
    void act(Exchange exchange) {
        String name = exchange.form("name");
        String does = exchange.form("do");
        String why = CaseWords.oneLine(exchange.form("why"));
        Optional<Doing> doing = Optional.ofNullable(DOINGS.get(does));
        if (doing.isEmpty() || office.lists().list(name).isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        if (why.isEmpty()) {
            refuse(exchange, name, "", "Say why. It stands in the history of the list.");
            return;
        }
        Optional<String> version = Optional.of(exchange.form("version")).filter(one -> !one.isEmpty());
        try {
            office.lists().list(name, doing.get(), version, Act.of(exchange.visit().account().name(), why));
        } catch (Refused refused) {
            refuse(exchange, name, why, refused.sentence());
            return;
        }
        office.did(exchange, did(doing.get(), name, version.orElse("")), why);
        if (doing.get() == Doing.FETCH) {
            exchange.go("/lists/progress");
        } else {
            exchange.go(isOverview(exchange)
                    ? "/lists?done=" + does
                    : "/lists/one?name=" + ListWords.encoded(name) + "&done=" + does);
        }
    }

    private static String did(Doing doing, String name, String version) {
        return switch (doing) {
            case FETCH -> "the list " + name + " is fetched again";
            case RELEASE -> "the held version of the list " + name + " was put in force";
            case DROP -> "the held version of the list " + name + " was dropped";
            case ROLL_BACK -> "the list " + name + " was taken back to version " + version;
            case SWITCH_ON -> "the list " + name + " is fetched by itself";
            case SWITCH_OFF -> "the list " + name + " is no longer fetched";
        };
    }

    private static boolean isOverview(Exchange exchange) {
        return exchange.form("on").equals("lists");
    }

    private void refuse(Exchange exchange, String name, String why, String sentence) {
        if (isOverview(exchange)) {
            overview.refuse(exchange, new ListsPage.Refusal(name, 0, why, sentence));
            return;
        }
        exchange.http().status(422);
        show(exchange, name, Optional.of(new Said(false, sentence)), why);
    }

    private void show(Exchange exchange, String name, Optional<Said> said, String why) {
        Optional<OneList> found = office.lists().list(name);
        if (found.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        OneList list = found.get();
        Source source = list.source();
        Times times = office.times();
        boolean keeps = office.keeps(exchange);
        List<Choice> compare = new ArrayList<>();
        list.held().ifPresent(_ -> compare.add(new Choice("held", "Held", "")));
        list.versions().forEach(version -> compare.add(new Choice(version.name(),
                version.name() + (version.inForce() ? ", in force" : ""), "")));
        exchange.show("listOne.jte", source.title(), Place.LISTS, new ListPage(name, source.title(),
                ListWords.state(source), source.sentence(), said, facts(list, times),
                list.held().map(held -> ListWords.held(held, source.title(), why, times)),
                list.versions().stream().map(version -> new ListPage.Line(version.name(),
                        times.near(version.imported()), Wording.digits(version.entries()), version.inForce())).toList(),
                keeps
                        ? list.versions().stream().filter(version -> !version.inForce())
                                .map(version -> new Choice(version.name(), version.name() + ", taken in "
                                        + times.near(version.imported()), ""))
                                .toList()
                        : List.of(),
                compare, list.mapping().entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(one -> new ListPage.Mapped(one.getKey(), one.getValue().isEmpty()
                                ? "left out"
                                : String.join(", ", one.getValue())))
                        .toList(),
                sizes(list, times), hits(list, times), keeps ? doings(list) : List.of(), keeps, why));
    }

    private static List<Fact> facts(OneList list, Times times) {
        Source source = list.source();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("For", source.categories().isEmpty() ? "not said" : String.join(", ", source.categories())));
        facts.add(new Fact("Entries", source.entries() == 0 ? "none" : Wording.digits(source.entries())));
        facts.add(new Fact("Age", ListWords.age(source.since(), times.now())));
        facts.add(new Fact("Comes from", list.from().orElse("imported by hand")));
        facts.add(new Fact("Fetched", list.every().orElse("not by the gateway")));
        facts.add(new Fact("Licence and attribution", list.licence().orElse("nobody has said")));
        if (source.sealed()) {
            facts.add(new Fact("What is in it", "never shown, to anyone"));
        }
        return facts;
    }

    private static Optional<Columns> sizes(OneList list, Times times) {
        List<Bar> bars = list.versions().stream().limit(MOST_DRAWN).map(version -> new Bar(
                times.brief(version.imported()), version.name(), version.entries())).toList().reversed();
        return bars.isEmpty()
                ? Optional.empty()
                : Optional.of(ListPictures.whole("sizes", "Entries of each version, the oldest first", "Version",
                        bars));
    }

    private static Optional<Columns> hits(OneList list, Times times) {
        return list.hits().isEmpty()
                ? Optional.empty()
                : Optional.of(ListPictures.few("hits", "Requests for sites that it lists, by day", "Day",
                        list.hits().stream().map(day -> new Bar(times.weekday(day.day()), times.shortDay(day.day()),
                                day.requests())).toList()));
    }

    private static List<Choice> doings(OneList list) {
        List<Choice> doings = new ArrayList<>();
        if (list.source().fetched()) {
            doings.add(new Choice("again", "Fetch it now", ""));
        }
        list.on().ifPresent(on -> doings.add(on
                ? new Choice("off", "No longer fetch it", "")
                : new Choice("on", "Fetch it by itself", "")));
        return doings;
    }
}
