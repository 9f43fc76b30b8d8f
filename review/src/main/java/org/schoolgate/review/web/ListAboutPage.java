package org.schoolgate.review.web;

import java.util.List;
import java.util.Optional;
import org.schoolgate.review.lists.About;
import org.schoolgate.review.web.view.ListAbout;
import org.schoolgate.review.web.view.Place;

/// Which lists say what of a site, since when, and which edits are about it.
final class ListAboutPage {

    private final ListOffice office;

    ListAboutPage(ListOffice office) {
        this.office = office;
    }

    void show(Exchange exchange) {
        String typed = CaseWords.oneLine(exchange.query("site"));
        if (typed.isEmpty()) {
            show(exchange, new ListAbout("", Optional.empty(), "", List.of(), List.of(), List.of(), List.of(), ""));
            return;
        }
        Optional<About> about = office.lists().about(typed);
        if (about.isEmpty()) {
            exchange.http().status(422);
            show(exchange, new ListAbout(typed, Optional.of("“" + typed
                    + "” is no site, page or address. Write one like games.example or games.example/chat."), "",
                    List.of(), List.of(), List.of(), List.of(), ""));
            return;
        }
        Times times = office.times();
        About found = about.get();
        show(exchange, new ListAbout(typed, Optional.empty(), heading(found),
                says(found.says(), times),
                found.forGroups().stream().map(one -> new ListAbout.ForGroup(one.group(), says(one.says(), times)))
                        .toList(),
                office.lines(exchange, found.edits(), 0, ""), found.held(),
                "/why?address=" + ListWords.encoded(found.site())));
    }

    private static List<ListAbout.Says> says(List<About.Says> all, Times times) {
        return all.stream().map(says -> new ListAbout.Says(says.title(), says.entry().orElse("not shown"),
                says.list(), "/lists/one?name=" + ListWords.encoded(says.list().replaceFirst("/.*", "")),
                "version " + says.version() + ", line " + Wording.digits(says.line()),
                says.since().map(times::near).orElse("longer than versions are kept"))).toList();
    }

    private static String heading(About about) {
        List<String> titles = about.says().stream().map(About.Says::title).distinct().toList();
        return titles.isEmpty()
                ? about.site() + " is on no list" + (about.forGroups().isEmpty() ? "" : " for everybody")
                : about.site() + ": " + String.join("; ", titles);
    }

    private static void show(Exchange exchange, ListAbout view) {
        exchange.show("listAbout.jte", "What lists say of a site", Place.LISTS, view);
    }
}
