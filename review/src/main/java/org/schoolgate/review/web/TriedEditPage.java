package org.schoolgate.review.web;

import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.Edited.Standing;
import org.schoolgate.review.lists.ListKeeping.Refused;
import org.schoolgate.review.web.view.Lists.Said;
import org.schoolgate.review.web.view.Notice;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.TriedEdit;

/// What an edit that is only tried out would have touched, before somebody makes it in earnest.
final class TriedEditPage {

    private final ListOffice office;
    private final ListEffects effects;
    private final Drafts drafts;

    TriedEditPage(ListOffice office, Drafts drafts) {
        this.office = office;
        this.drafts = drafts;
        this.effects = new ListEffects(office);
    }

    /// Shows the edit that the address names, or else the one that somebody wanted to take when they were asked who they are.
    void show(Exchange exchange) {
        String named = exchange.query("edit");
        Map<String, String> kept = named.isEmpty() ? drafts.take(exchange) : Map.of();
        Optional<Edited> edit = ListEditsPage.number(kept.getOrDefault("edit", named)).flatMap(office::edit)
                .filter(one -> one.standing() == Standing.IN_SHADOW);
        if (edit.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        try {
            exchange.show("triedEdit.jte", "What an edit would have done", Place.LISTS, new TriedEdit(
                    edit.get().number(), ListWords.called(edit.get()) + ", tried out: " + ListWords.what(edit.get()),
                    ListWords.facts(edit.get(), office.called(), office.times()),
                    effects.of(office.lists().effect(edit.get().number())), office.keeps(exchange),
                    kept.isEmpty() ? Optional.empty() : Optional.of(new Said(false, Drafts.ONCE_MORE)),
                    CaseWords.oneLine(kept.getOrDefault("why", ""))));
        } catch (Refused refused) {
            exchange.notice(409, new Notice("This edit would change nothing any more", refused.sentence()
                    + " Take it back; the way to do so stands beside it.", "To the edits", "/lists/edits"));
        }
    }
}
