package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.review.lists.Held;
import org.schoolgate.review.lists.ListKeeping.Refused;
import org.schoolgate.review.lists.OneList;
import org.schoolgate.review.lists.Tried;
import org.schoolgate.review.web.view.OneCase.Choice;
import org.schoolgate.review.web.view.ListTrial;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Notice;

/// What a version of a list that is held, or an older one, would have touched, before somebody puts it in force.
final class ListTrialPage {

    private static final String HELD = "held";

    private final ListOffice office;
    private final ListEffects effects;

    ListTrialPage(ListOffice office) {
        this.office = office;
        this.effects = new ListEffects(office);
    }

    void show(Exchange exchange) {
        String name = exchange.query("name");
        Optional<OneList> list = office.lists().list(name);
        if (list.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        try {
            Tried tried = office.lists().effect(name, exchange.query("version"),
                    office.store().corrections().standing());
            exchange.show("listTrial.jte", "What a list would touch", Place.LISTS, view(exchange, list.get(), tried));
        } catch (Refused refused) {
            exchange.notice(404, new Notice("This cannot be told", refused.sentence(), "Back to the list",
                    "/lists/one?name=" + ListWords.encoded(name)));
        }
    }

    private ListTrial view(Exchange exchange, OneList list, Tried tried) {
        boolean held = list.held().map(Held::version).filter(tried.version()::equals).isPresent();
        String name = list.source().name();
        return new ListTrial(name, tried.version(), list.source().title() + ": what "
                + (held ? "the held version" : "an older version") + " would have touched",
                "Version " + tried.version() + " has " + ListWords.entries(tried.entries()) + "; "
                        + (list.source().entries() == 0
                                ? "nothing of the list is in force."
                                : "in force are " + Wording.digits(list.source().entries()) + "."),
                effects.of(tried, "Put it in force"), doings(exchange, list, tried, held),
                "/lists/difference?name=" + ListWords.encoded(name) + "&from=&to="
                        + (held ? HELD : ListWords.encoded(tried.version())));
    }

    private List<Choice> doings(Exchange exchange, OneList list, Tried tried, boolean held) {
        List<Choice> doings = new ArrayList<>();
        if (office.keeps(exchange)) {
            if (held) {
                doings.add(new Choice("take", "Put it in force", ""));
                doings.add(new Choice("drop", "Drop it", ""));
            } else if (list.versions().stream()
                    .noneMatch(version -> version.inForce() && version.name().equals(tried.version()))) {
                doings.add(new Choice("back", "Put this version in force", ""));
            }
        }
        return doings;
    }
}
