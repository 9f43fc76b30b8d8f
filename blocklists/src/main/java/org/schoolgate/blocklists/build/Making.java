package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.schoolgate.blocklists.build.EditBook.Item;
import org.schoolgate.blocklists.build.EditLine.Fresh;
import org.schoolgate.blocklists.build.EditPlan.Wanted;
import org.schoolgate.blocklists.build.SchoolEdit.State;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.category.DomainIndex;

/// How edits are made: in force, proposed, or only tried out.
record Making(Shelf shelf) {

    private static final Basis NOBODY = Basis.of(Who.UNKNOWN, "");

    /// What one act consists of.
    interface Wanting {
        List<Wanted> of(EditPlan plan) throws ListRefusedException;
    }

    /// An index that is closed when it has been asked.
    private record Asked(DomainIndex index) implements AutoCloseable {

        @Override
        public void close() {
            index.close();
        }
    }

    /// Writes what is wanted as one act; where one part of it takes two people, all of it does.
    EditReport edit(Wanting wanting) throws IOException, ListRefusedException {
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            return written(book, wanted(book, wanting), List.of());
        }
    }

    private List<Wanted> wanted(EditBook book, Wanting wanting) throws IOException, ListRefusedException {
        try (Asked index = new Asked(shelf.indexing().made(book))) {
            return wanting.of(plan(book, index));
        }
    }

    private EditPlan plan(EditBook book, Asked index) {
        return new EditPlan(shelf.categories(), shelf.rules(), index.index(), book);
    }

    /// @param besides lines of the same act that are about edits before it
    private EditReport written(EditBook book, List<Wanted> wanted, List<Fresh> besides) throws IOException {
        boolean proposed = wanted.stream().anyMatch(Wanted::proposed);
        return written(book, wanted, wanted.stream().flatMap(each -> each.lines().stream())
                .map(line -> proposed ? line.proposed() : line).toList(), besides,
                proposed ? State.PROPOSED : State.IN_FORCE);
    }

    private EditReport written(EditBook book, List<Wanted> wanted, List<Fresh> edits, List<Fresh> besides, State state)
            throws IOException {
        List<Fresh> act = new ArrayList<>(edits);
        act.addAll(besides);
        List<EditLine> lines = shelf.edits().append(shelf.now(), book.size(), List.of(act));
        Wanted last = wanted.getLast();
        return new EditReport(last.adds(), last.entry().toString(), last.categories(),
                last.lines().getFirst().groups(), book.size() + lines.size(),
                lines.stream().limit(edits.size()).map(EditLine::number).toList(), state);
    }

    /// See [Editing#tryOut].
    EditReport tryOut(Wished wished, Basis basis) throws IOException, ListRefusedException {
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            List<Wanted> wanted = wanted(book, plan -> plan.wanted(wished, basis));
            List<Fresh> lines = wanted.stream().flatMap(each -> each.lines().stream()).map(Fresh::inShadow).toList();
            for (Fresh line : lines) {
                var same = book.waiting(State.IN_SHADOW, line.act().adds(), line.entry().orElseThrow(),
                        line.category(), line.groups());
                if (same.isPresent()) {
                    throw new ListRefusedException("'" + line.entry().get() + "' is tried out already, as edit "
                            + same.getAsInt() + "; take that one, or withdraw it");
                }
            }
            return written(book, wanted, lines, List.of(), State.IN_SHADOW);
        }
    }

    /// See [Editing#take].
    EditReport take(int number, Basis basis) throws IOException, ListRefusedException {
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            List<Item> tried = tried(book, number);
            return written(book, wanted(book, plan -> again(plan, tried, basis)),
                    tried.stream().map(item -> Fresh.about(Act.TAKE, item.number(), basis)).toList());
        }
    }

    private static List<Item> tried(EditBook book, int number) throws ListRefusedException {
        Item one = book.find(number).filter(Item::isInShadow)
                .orElseThrow(() -> new ListRefusedException(Deciding.missing(book, number, "in shadow")));
        return book.act(one).stream().filter(Item::isInShadow).toList();
    }

    /// What was tried out, found out once more against the index of now.
    private static List<Wanted> again(EditPlan plan, List<Item> tried, Basis basis) throws ListRefusedException {
        List<Wanted> all = new ArrayList<>();
        for (Item item : tried) {
            EditLine line = item.line();
            String why = basis.why().isEmpty() ? line.basis().why() : basis.why();
            all.addAll(plan.wanted(new EditWish(item.adds(), line.entry().orElseThrow().toString(), line.category(),
                    line.groups()),
                    new Basis(basis.who(), why, line.basis().until(),
                            line.basis().review())));
        }
        return all;
    }

    /// See [Editing#preview].
    Preview preview(Wished wished) throws IOException, ListRefusedException {
        return previewed(shelf.edits().read(), plan -> plan.wanted(wished, NOBODY));
    }

    /// See [Editing#preview].
    Preview preview(int number) throws IOException, ListRefusedException {
        EditBook book = shelf.edits().read();
        List<Item> tried = tried(book, number);
        return previewed(book, plan -> again(plan, tried, NOBODY));
    }

    private Preview previewed(EditBook book, Wanting wanting) throws IOException, ListRefusedException {
        List<Wanted> wanted;
        try (Asked index = new Asked(shelf.indexing().load())) {
            wanted = wanting.of(plan(book, index));
        }
        List<EditLine> lines = new ArrayList<>(book.lines());
        wanted.stream().flatMap(each -> each.lines().stream()).forEach(
                line -> lines.add(line.inForce().at(lines.size() + 1, shelf.now(), book.size() + 1)));
        return new Preview(shelf.indexing().preview(EditBook.of(lines, line -> {
            throw new IllegalStateException("line " + line.number() + " was right before");
        })), wanted.stream().anyMatch(Wanted::proposed));
    }

    /// See [Editing#edit].
    BulkReport bulk(List<BulkLine> lines, boolean allOrNothing, Basis basis)
            throws IOException, ListRefusedException {
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            try (Asked index = new Asked(shelf.indexing().made(book))) {
                var bulk = new Bulk(plan(book, index), shelf.now(), book.size());
                lines.forEach(line -> bulk.take(line, basis));
                boolean written = !bulk.acts().isEmpty() && !(allOrNothing && bulk.isRefused());
                if (written) {
                    shelf.edits().append(shelf.now(), book.size(), bulk.acts());
                }
                return bulk.report(written);
            }
        }
    }
}
