package org.schoolgate.review.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.ListKeeping.Refused;
import org.schoolgate.review.lists.Settling;
import org.schoolgate.review.web.view.ListEdits;
import org.schoolgate.review.web.view.Lists.Said;
import org.schoolgate.review.web.view.Place;

/// The edits of the school's own, newest first and a page at a time; and what a second person, or whoever takes one back, says to one.
final class ListEditsPage {

    private static final int PAGE = 50;
    private static final int MOST_DUE = 50;
    private static final String PATH = "/lists/edits";

    private static final Map<String, Settling> SETTLINGS = Map.of("agree", Settling.APPROVE, "decline",
            Settling.DECLINE, "take-back", Settling.TAKE_BACK, "take", Settling.TAKE);

    private final ListOffice office;
    private final ListsPage overview;
    private final Drafts drafts;

    ListEditsPage(ListOffice office, ListsPage overview, Drafts drafts) {
        this.office = office;
        this.overview = overview;
        this.drafts = drafts;
    }

    void show(Exchange exchange) {
        Map<String, String> kept = drafts.take(exchange);
        Optional<Integer> wanted = number(kept.getOrDefault("edit", ""));
        if (wanted.isPresent()) {
            show(exchange, Optional.of(new Said(false, Drafts.ONCE_MORE)), wanted.get(),
                    CaseWords.oneLine(kept.getOrDefault("why", "")), wanted.get() + 1);
            return;
        }
        Optional<Said> said = number(exchange.query("edit")).flatMap(office::edit)
                .map(edit -> new Said(true, ListChangePage.told(edit)));
        show(exchange, said, 0, "", number(exchange.query("before")).orElse(0));
    }

    /// @param refused the number of the edit of which a reason is there again; 0 for none
    /// @param before edits with a smaller number alone; 0 for the latest
    private void show(Exchange exchange, Optional<Said> said, int refused, String why, int before) {
        String containing = CaseWords.oneLine(exchange.query("containing"));
        boolean first = before == 0;
        List<Edited> due = first && containing.isEmpty() ? office.lists().due(MOST_DUE) : List.of();
        List<Edited> page = office.lists().edits(containing, before, PAGE + 1);
        boolean more = page.size() > PAGE;
        List<Edited> shown = page.subList(0, Math.min(PAGE, page.size()));
        String narrowed = containing.isEmpty() ? "" : "containing=" + ListWords.encoded(containing);
        exchange.show("listEdits.jte", "Edits of lists", Place.LISTS, new ListEdits(said, containing,
                office.lines(exchange, due, refused, why),
                office.lines(exchange, shown.stream().filter(edit -> due.stream()
                        .noneMatch(one -> one.number() == edit.number())).toList(), refused, why),
                more ? PATH + "?before=" + shown.getLast().number() + (narrowed.isEmpty() ? "" : "&" + narrowed) : "",
                first ? "" : PATH + (narrowed.isEmpty() ? "" : "?" + narrowed), office.keeps(exchange)));
    }

    /// Agrees to an edit that waits, declines it, or takes one back.
    void settle(Exchange exchange) {
        Optional<Settling> how = Optional.ofNullable(SETTLINGS.get(exchange.form("how")));
        Optional<Edited> edit = number(exchange.form("edit")).flatMap(office::edit);
        if (edit.isEmpty() || how.isEmpty()
                || !(how.get() == Settling.APPROVE || how.get() == Settling.DECLINE
                        ? office.seconds(exchange)
                        : office.keeps(exchange))) {
            Guard.missing(exchange);
            return;
        }
        String why = CaseWords.oneLine(exchange.form("why"));
        if (why.isEmpty()) {
            refuse(exchange, edit.get(), why, ListForms.NO_REASON);
            return;
        }
        int holds;
        try {
            holds = office.lists().settle(edit.get().number(), how.get(),
                    Act.of(exchange.visit().account().name(), why));
        } catch (Refused refused) {
            refuse(exchange, edit.get(), why, refused.sentence());
            return;
        }
        office.did(exchange, "edit " + edit.get().number() + " was " + switch (how.get()) {
            case APPROVE -> "agreed to";
            case DECLINE -> "declined";
            case TAKE_BACK -> "taken back";
            case TAKE -> "made in earnest, as edit " + holds;
        } + ": " + ListWords.what(edit.get()), why);
        exchange.go(PATH + "?edit=" + holds);
    }

    private void refuse(Exchange exchange, Edited edit, String why, String sentence) {
        String told = ListWords.called(edit) + ": " + sentence;
        if (exchange.form("on").equals("lists")) {
            overview.refuse(exchange, new ListsPage.Refusal("", edit.number(), why, told));
            return;
        }
        exchange.http().status(422);
        show(exchange, Optional.of(new Said(false, told)), edit.number(), why,
                number(exchange.query("before")).orElse(0));
    }

    /// The number of an edit, as an address or a form has it.
    static Optional<Integer> number(String typed) {
        return typed.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(typed)) : Optional.empty();
    }
}
