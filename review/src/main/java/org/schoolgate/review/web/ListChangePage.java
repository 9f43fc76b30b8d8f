package org.schoolgate.review.web;

import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.ListKeeping.Refused;
import org.schoolgate.review.lists.Made;
import org.schoolgate.review.web.view.ListChange;
import org.schoolgate.review.web.view.Place;

/// Adds or changes one entry: first what it would have touched, then the change itself. What is refused is told beside its field, and
/// nothing typed is lost.
final class ListChangePage {

    private final ListOffice office;
    private final Drafts drafts;
    private final ListEffects effects;

    ListChangePage(ListOffice office, Drafts drafts) {
        this.office = office;
        this.drafts = drafts;
        this.effects = new ListEffects(office);
    }

    void show(Exchange exchange) {
        Map<String, String> kept = drafts.take(exchange);
        ListForms typed = ListForms.of(kept.containsKey("doing") ? kept : Map.of(),
                CaseWords.oneLine(exchange.query("entry")));
        show(exchange, typed, Map.of(), Optional.empty());
    }

    /// Shows what it would have touched. The reason may still be missing.
    void look(Exchange exchange) {
        ListForms typed = ListForms.of(exchange);
        Map<String, String> wrong = typed.wrong(office);
        wrong.remove("why");
        if (!wrong.isEmpty()) {
            refuse(exchange, typed, wrong);
            return;
        }
        try {
            Change change = typed.change().orElseThrow();
            show(exchange, typed, Map.of(), Optional.of(effects.of(change, office.lists().effect(change))));
        } catch (Refused refused) {
            refuse(exchange, typed, Map.of("entry", refused.sentence()));
        }
    }

    void save(Exchange exchange) {
        save(exchange, office.lists()::make);
    }

    /// Tries it out.
    void tryOut(Exchange exchange) {
        save(exchange, office.lists()::tryOut);
    }

    /// How a change is made.
    private interface Making {
        Made of(Change change, Act act) throws Refused;
    }

    private void save(Exchange exchange, Making making) {
        ListForms typed = ListForms.of(exchange);
        Map<String, String> wrong = typed.wrong(office);
        if (!wrong.isEmpty()) {
            refuse(exchange, typed, wrong);
            return;
        }
        try {
            Made made = making.of(typed.change().orElseThrow(), typed.act(exchange));
            String what = office.edit(made.edit()).map(ListWords::what).orElse("an entry that is not shown");
            office.did(exchange, switch (made) {
                case Made.InForce(int edit) -> "edit " + edit + " was made: " + what;
                case Made.Proposed(int edit) -> "edit " + edit + " was proposed: " + what;
                case Made.InShadow(int edit) -> "edit " + edit + " is tried out: " + what;
            }, typed.why());
            exchange.go("/lists/edits?edit=" + made.edit());
        } catch (Refused refused) {
            refuse(exchange, typed, Map.of("entry", refused.sentence()));
        }
    }

    private void refuse(Exchange exchange, ListForms typed, Map<String, String> wrong) {
        exchange.http().status(422);
        show(exchange, typed, wrong, Optional.empty());
    }

    private void show(Exchange exchange, ListForms typed, Map<String, String> wrong,
            Optional<ListChange.Effect> effect) {
        exchange.show("listChange.jte", "Add or change an entry", Place.LISTS, form(office, typed, wrong, effect));
    }

    static ListChange form(ListOffice office, ListForms typed, Map<String, String> wrong,
            Optional<ListChange.Effect> effect) {
        return new ListChange(typed.entry(), ListForms.DOINGS, typed.doing(),
                office.categories("No category"), typed.category(), typed.to(), typed.why(), typed.until(),
                typed.review(), office.groups(typed.groups()), wrong, effect, office.times().today().toString());
    }

    /// What became of an edit, in a sentence.
    static String told(Edited edit) {
        return ListWords.called(edit) + ": " + ListWords.what(edit) + ". " + switch (edit.standing()) {
            case IN_FORCE -> "It is in force.";
            case PROPOSED -> "It waits for a second person, and opens nothing until then.";
            case IN_SHADOW -> "It is tried out and changes no answer; what it would have done is told below.";
            case TAKEN -> "A later edit makes it in earnest.";
            case DECLINED -> "It was declined.";
            case TAKEN_BACK -> "It is taken back.";
            case LAPSED -> "Its time is over.";
        };
    }
}
