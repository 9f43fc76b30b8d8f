package org.schoolgate.review.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.ListKeeping.Refused;
import org.schoolgate.review.lists.Pasted;
import org.schoolgate.review.lists.Pasted.Fate;
import org.schoolgate.review.web.view.ListPaste;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.State;

/// Many entries at once, each a line, with what became of each. They are put into categories; nothing is opened here.
final class ListPastePage {

    private static final int MOST_LINES = 2_000;
    private static final int LONGEST = 200_000;

    private final ListOffice office;

    ListPastePage(ListOffice office) {
        this.office = office;
    }

    void show(Exchange exchange) {
        show(exchange, new Typed("", "", "", "", "", Set.of()), Map.of(), "", List.of());
    }

    /// @param text the lines
    private record Typed(String text, String category, String why, String until, String review,
            Set<String> groups) {}

    void paste(Exchange exchange) {
        Typed typed = new Typed(CaseWords.clean(exchange.text("text", LONGEST + 1)), exchange.form("category"),
                CaseWords.oneLine(exchange.form("why")), exchange.form("until"), exchange.form("review"),
                ListForms.groups(exchange));
        Map<String, String> wrong = ListForms.wrongWith(typed.why(), typed.until(), typed.review(),
                office.times().today());
        if (typed.text().isEmpty()) {
            wrong.put("text", "Paste at least one line, such as games.example.");
        } else if (typed.text().length() > LONGEST || typed.text().lines().count() > MOST_LINES) {
            wrong.put("text", "Paste at most " + Wording.digits(MOST_LINES) + " lines at once, of "
                    + Wording.digits(LONGEST) + " characters in all. Import a longer list instead.");
        }
        if (!typed.category().isEmpty() && office.title(typed.category()).isEmpty()) {
            wrong.put("category", "Choose a category, or write one in each line.");
        }
        ListForms.wrongWith(typed.groups(), office).ifPresent(words -> wrong.put("groups", words));
        if (!wrong.isEmpty()) {
            exchange.http().status(422);
            show(exchange, typed, wrong, "", List.of());
            return;
        }
        try {
            tell(exchange, typed, office.lists().paste(typed.text(),
                    Optional.of(typed.category()).filter(slug -> !slug.isEmpty()), typed.groups(),
                    !exchange.form("do").equals("some"), new Act(exchange.visit().account().name(), typed.why(),
                            RegisterForms.date(typed.until()), RegisterForms.date(typed.review()))));
        } catch (Refused refused) {
            exchange.http().status(422);
            show(exchange, typed, Map.of("text", refused.sentence()), "", List.of());
        }
    }

    private void tell(Exchange exchange, Typed typed, Pasted pasted) {
        long in = count(pasted, Fate.PUT_IN);
        if (pasted.done()) {
            office.did(exchange, Wording.digits(in) + " of " + Wording.digits(pasted.lines().size())
                    + " pasted lines were put in, and " + Wording.digits(count(pasted, Fate.PROPOSED)) + " proposed",
                    typed.why());
        } else {
            exchange.http().status(422);
        }
        show(exchange, pasted.done() ? new Typed("", "", "", "", "", Set.of()) : typed, Map.of(), heading(pasted),
                pasted.lines().stream().map(line -> new ListPaste.Line(line.number(), line.text(),
                        fate(line.fate(), pasted.done()), line.sentence())).toList());
    }

    private static String heading(Pasted pasted) {
        long wrong = count(pasted, Fate.WRONG);
        if (!pasted.done()) {
            return "Nothing was put in, as " + Wording.count(wrong) + (wrong == 1 ? " line" : " lines")
                    + " cannot be. Mend them below and paste all again.";
        }
        return Wording.sentence(Wording.count(count(pasted, Fate.PUT_IN))) + " put in, "
                + Wording.count(count(pasted, Fate.PROPOSED)) + " proposed, "
                + Wording.count(count(pasted, Fate.THERE_ALREADY)) + " there already, " + Wording.count(wrong)
                + " not taken";
    }

    private static long count(Pasted pasted, Fate fate) {
        return pasted.lines().stream().filter(line -> line.fate() == fate).count();
    }

    private static State fate(Fate fate, boolean done) {
        return switch (fate) {
            case PUT_IN -> done ? State.well("Put in") : State.gap("Not put in yet");
            case PROPOSED -> done ? State.look("Proposed") : State.gap("Not proposed yet");
            case THERE_ALREADY -> State.well("There already");
            case WRONG -> State.look("Not taken");
        };
    }

    private void show(Exchange exchange, Typed typed, Map<String, String> wrong, String heading,
            List<ListPaste.Line> lines) {
        exchange.show("listPaste.jte", "Paste many entries", Place.LISTS, new ListPaste(typed.text(),
                office.categories("As each line says"), typed.category(), typed.why(), typed.until(), typed.review(),
                office.groups(typed.groups()), wrong, heading, lines, office.times().today().toString(), MOST_LINES));
    }
}
