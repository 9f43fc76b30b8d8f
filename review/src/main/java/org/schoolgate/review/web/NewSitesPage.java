package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.ListKeeping.Refused;
import org.schoolgate.review.lists.Made;
import org.schoolgate.review.lists.NewSite;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.web.view.Lists.Said;
import org.schoolgate.review.web.view.NewSites;
import org.schoolgate.review.web.view.Place;

/// The sites of today that no list knows, to be sorted by keyboard: a category, and on to the next one. Counts alone; which groups asked is
/// told only where at least five people did.
final class NewSitesPage {

    private static final int MOST = 50;
    private static final String WHY = "Sorted from the sites of the day that no list knew";

    private final ListOffice office;

    NewSitesPage(ListOffice office) {
        this.office = office;
    }

    void show(Exchange exchange) {
        String at = exchange.query("at");
        Optional<Said> said = Optional.of(exchange.query("edit")).filter(typed -> typed.matches("[0-9]{1,9}"))
                .flatMap(typed -> office.edit(Integer.parseInt(typed)))
                .map(edit -> new Said(true, ListChangePage.told(edit)));
        show(exchange, said, at.matches("[0-9]{1,3}") ? Integer.parseInt(at) : -1);
    }

    /// Puts a site into a category, or leaves it, and leads to the row after it.
    void sort(Exchange exchange) {
        String host = CaseWords.oneLine(exchange.form("host"));
        String slug = exchange.form("category");
        String row = exchange.form("row");
        int at = row.matches("[0-9]{1,3}") ? Integer.parseInt(row) : 0;
        if (slug.isEmpty()) {
            exchange.go("/lists/new?at=" + (at + 1));
            return;
        }
        if (office.title(slug).isEmpty() || host.isEmpty()) {
            refuse(exchange, at, "Choose a category of the list, or leave the site.");
            return;
        }
        try {
            Made made = office.lists().make(new Change.Add(host, slug), Act.of(exchange.visit().account().name(), WHY));
            office.did(exchange, "edit " + made.edit() + " was made: "
                    + office.edit(made.edit()).map(ListWords::what).orElse("an entry that is not shown"), WHY);
            exchange.go("/lists/new?at=" + at + "&edit=" + made.edit());
        } catch (Refused refused) {
            refuse(exchange, at, host + ": " + refused.sentence());
        }
    }

    private void refuse(Exchange exchange, int at, String sentence) {
        exchange.http().status(422);
        show(exchange, Optional.of(new Said(false, sentence)), at);
    }

    private void show(Exchange exchange, Optional<Said> said, int at) {
        // What was sorted a moment ago may still be counted as new.
        List<Edited> lately = office.lists().edits("", 0, MOST);
        List<NewSite> sites = office.lists().unlisted(MOST + MOST).stream().filter(site -> lately.stream()
                .noneMatch(edit -> edit.entry().equals(Optional.of(site.host())))).limit(MOST).toList();
        exchange.show("listNew.jte", "New sites of today", Place.LISTS, new NewSites(
                sites.isEmpty()
                        ? "Every site of today is on a list, or has been sorted"
                        : Wording.sentence(Wording.count(sites.size()))
                                + (sites.size() == 1 ? " site of today is" : " sites of today are") + " on no list",
                said, sites.stream().map(NewSitesPage::site).toList(), office.categories("Leave it"),
                Math.min(at, sites.size() - 1), office.keeps(exchange)));
    }

    private static NewSites.Site site(NewSite site) {
        boolean few = SmallNumbers.isSmall(site.people());
        List<String> facts = new ArrayList<>(site.hints());
        return new NewSites.Site(site.host(), ListWords.few(site.requests()),
                few ? ListWords.FEWER : Wording.digits(site.people()),
                few ? "not told" : String.join(", ", site.groups()), site.isNew(), facts);
    }
}
