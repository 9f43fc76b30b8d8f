package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.blocklists.build.EditBook.Item;
import org.schoolgate.blocklists.build.EditLine.Fresh;
import org.schoolgate.blocklists.build.SchoolEdit.State;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.category.Category;

/// What people decide about edits that are there: undone, approved, declined, withdrawn, kept.
record Deciding(Shelf shelf) {

    /// See [Editing#undo].
    EditReport undo(int number, Basis basis) throws IOException, ListRefusedException {
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            Item edit = book.find(number).filter(Item::isInForce)
                    .orElseThrow(() -> new ListRefusedException(missing(book, number, "in force")));
            List<Item> act = book.act(edit).stream().filter(Item::isInForce).toList();
            boolean proposed = false;
            for (Item item : act) {
                Category category = category(item).orElse(null);
                boolean opens = item.adds() != item.line().entry().orElseThrow().allow();
                if (opens && category != null && category.sealed()) {
                    throw new ListRefusedException("what is in the category " + category
                            + " is for its publisher alone to take out");
                }
                proposed |= category != null
                        && (opens ? shelf.rules().twoPeople() : shelf.rules().opening()).contains(category);
                if (book.items().stream().anyMatch(each -> each.isProposed()
                        && each.line().about() == item.number())) {
                    throw new ListRefusedException("that edit " + item.number() + " is undone is proposed already");
                }
            }
            Act undo = proposed ? Act.PROPOSE_UNDO : Act.UNDO;
            return done(book, edit, act, item -> Fresh.about(undo, item.number(), basis),
                    proposed ? State.PROPOSED : State.UNDONE);
        }
    }

    /// Approves, declines or withdraws.
    EditReport decide(Act how, int number, Basis basis)
            throws IOException, ListRefusedException {
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            boolean own = how == Act.WITHDRAW;
            Item proposal = book.find(number).filter(item -> item.isProposed() || own && item.isInShadow())
                    .orElseThrow(() -> new ListRefusedException(missing(book, number, "proposed")));
            Who who = basis.who();
            if (proposal.isProposed()
                    && (proposal.line().basis().who().isSamePerson(who) != own || who.equals(Who.UNKNOWN))) {
                throw new ListRefusedException(own
                        ? "edit " + number + " was proposed by somebody else; decline it with a reason"
                        : "edit " + number + " was proposed by " + proposal.line().basis().who().name()
                                + "; somebody else has to decide about it");
            }
            return done(book, proposal,
                    book.act(proposal).stream().filter(item -> item.state() == proposal.state()).toList(),
                    item -> Fresh.about(how, item.number(), basis),
                    how == Act.APPROVE ? State.IN_FORCE : how == Act.DECLINE ? State.DECLINED : State.WITHDRAWN);
        }
    }

    /// See [Editing#keep].
    EditReport keep(int number, Basis basis) throws IOException, ListRefusedException {
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            Item edit = book.find(number).filter(Item::isInForce)
                    .orElseThrow(() -> new ListRefusedException(missing(book, number, "in force")));
            Optional<Instant> then = edit.line().basis().until();
            boolean opens = edit.adds() == edit.line().entry().orElseThrow().allow();
            boolean longer = then.isPresent() && basis.until().filter(end -> !end.isAfter(then.get())).isEmpty();
            if (opens && longer && category(edit).filter(shelf.rules().twoPeople()::contains).isPresent()) {
                throw new ListRefusedException("edit " + number + " opens what takes two people, until " + then.get()
                        + "; for longer, propose it anew");
            }
            return done(book, edit, List.of(edit), item -> Fresh.about(Act.KEEP, item.number(), basis),
                    State.IN_FORCE);
        }
    }

    /// What is to be written of each edit of an act.
    private interface Writing {
        Fresh of(Item item);
    }

    /// @param state how it stands with what is written
    private EditReport done(EditBook book, Item edit, List<Item> act, Writing writing, State state)
            throws IOException {
        List<EditLine> lines = shelf.edits().append(shelf.now(), book.size(),
                List.of(act.stream().map(writing::of).toList()));
        var shown = new ShownEdits(book, shelf);
        return new EditReport(edit.adds(), shown.of(edit).entry().orElse(""),
                act.stream().map(item -> shown.of(item).category()).toList(), shown.of(edit).groups(),
                book.size() + lines.size(),
                lines.stream().map(EditLine::number).toList(), state);
    }

    static String missing(EditBook book, int number, String how) {
        return book.find(number)
                .map(item -> "edit " + number + " is not " + how + ": it is "
                        + item.state().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("there is no edit " + number);
    }

    private Optional<Category> category(Item item) {
        return shelf.categories().find(item.line().category());
    }
}
