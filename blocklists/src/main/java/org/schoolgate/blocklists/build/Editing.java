package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.schoolgate.blocklists.build.EditBook.Item;
import org.schoolgate.blocklists.build.EditLine.Fresh;
import org.schoolgate.blocklists.build.EditPlan.Planned;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.category.DomainIndex;

/// The school's own edits: what is added to the lists or taken out of them, by whom, why and for how long.
///
/// A gateway takes an edit up within a second, without a new index. Where an edit opens something of a category that takes
/// two people, it is a proposal until somebody else approves it. Any thread may ask; one at a time changes something, across
/// processes.
public final class Editing {

    private static final Basis NOBODY = Basis.of(Who.UNKNOWN, "");

    private final Shelf shelf;

    Editing(Shelf shelf) {
        this.shelf = shelf;
    }

    /// All edits and proposals, first to last, whatever has become of them.
    ///
    /// @throws IOException naming every line of their file that cannot be read
    public List<SchoolEdit> all() throws IOException {
        return shown(item -> true);
    }

    /// Those that wait for a second person.
    public List<SchoolEdit> proposals() throws IOException {
        return shown(Item::isProposed);
    }

    /// Those in force that somebody should look at again by now: their day has come, or they have gone astray.
    public List<SchoolEdit> due(LocalDate today) throws IOException {
        return shown(item -> item.isInForce()
                && (item.line().basis().review().filter(day -> !day.isAfter(today)).isPresent() || isAstray(item)));
    }

    /// Those in force, or waiting, that name a group that is not there any more, or a category that has been locked since.
    public List<SchoolEdit> astray() throws IOException {
        return shown(item -> (item.isInForce() || item.isProposed())
                && isAstray(item));
    }

    private boolean isAstray(Item item) {
        return shelf.rules().groups().astray(item.line(), shelf.categories()).isPresent();
    }

    private List<SchoolEdit> shown(Predicate<Item> wanted) throws IOException {
        EditBook book = shelf.edits().read();
        var shown = new ShownEdits(book, shelf);
        return book.items().stream().filter(wanted).map(shown::of).toList();
    }

    /// Puts an entry into a category, or takes one out, over whatever the lists say.
    ///
    /// @throws ListRefusedException where there is no such entry or category, or nothing would change
    public EditReport edit(EditWish wish, Basis basis) throws IOException, ListRefusedException {
        return planned(basis, plan -> List.of(wanted(plan.of(wish, basis))));
    }

    /// Several in one act: all come into force, or none; where one of them takes two people, all do.
    ///
    /// @throws ListRefusedException where one of them cannot be, or changes nothing
    public EditReport edit(List<EditWish> wishes, Basis basis) throws IOException, ListRefusedException {
        return planned(basis, plan -> {
            List<EditPlan.Wanted> all = new ArrayList<>();
            for (EditWish wish : wishes) {
                all.add(wanted(plan.of(wish, basis)));
            }
            return all;
        });
    }

    /// Moves an entry from one category to another, in one act: both halves come into force, or neither.
    ///
    /// @param entry the entry; where a shorter one lists it, it is taken out by `@@`
    /// @param groups for whom; none: everybody
    /// @throws ListRefusedException where it is not in the one category, or is in the other already
    public EditReport move(String entry, String from, String to, List<String> groups, Basis basis)
            throws IOException, ListRefusedException {
        return planned(basis, plan -> moved(plan, entry, from, to, groups, basis));
    }

    private static List<EditPlan.Wanted> moved(EditPlan plan, String entry, String from, String to,
            List<String> groups, Basis basis) throws ListRefusedException {
        EditWish out = plan.isByShorter(entry, from, groups)
                ? new EditWish(true, "@@" + entry, Optional.of(from), groups)
                : new EditWish(false, entry, Optional.of(from), groups);
        return List.of(wanted(plan.of(out, basis)),
                wanted(plan.of(new EditWish(true, entry, Optional.of(to), groups), basis)));
    }

    /// What one more edit would come to. Nothing is written. Opens the index twice: some ten milliseconds for millions of entries. The
    /// caller closes it.
    ///
    /// @throws ListRefusedException as [#edit] does
    public Preview preview(EditWish wish) throws IOException, ListRefusedException {
        return previewed(plan -> List.of(wanted(plan.of(wish, NOBODY))));
    }

    /// The same for [#move].
    public Preview previewOfMove(String entry, String from, String to, List<String> groups)
            throws IOException, ListRefusedException {
        return previewed(plan -> moved(plan, entry, from, to, groups, NOBODY));
    }

    private Preview previewed(Planning planning) throws IOException, ListRefusedException {
        EditBook book = shelf.edits().read();
        List<EditPlan.Wanted> wanted;
        try (Asked index = new Asked(shelf.indexing().load())) {
            wanted = planning.of(new EditPlan(shelf.categories(), shelf.rules(), index.index(), book));
        }
        List<EditLine> lines = new ArrayList<>(book.lines());
        wanted.stream().flatMap(each -> each.lines().stream()).forEach(
                line -> lines.add(EditBook.inForce(line).at(lines.size() + 1, shelf.now(), book.size() + 1)));
        return new Preview(shelf.indexing().preview(EditBook.of(lines, line -> {
            throw new IllegalStateException("line " + line.number() + " was right before");
        })), wanted.stream().anyMatch(EditPlan.Wanted::proposed));
    }

    /// Makes a plan of one act.
    private interface Planning {
        List<EditPlan.Wanted> of(EditPlan plan) throws ListRefusedException;
    }

    private EditReport planned(Basis basis, Planning planning) throws IOException, ListRefusedException {
        dates(basis);
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            try (Asked index = new Asked(shelf.indexing().made(book))) {
                return written(book, planning.of(
                        new EditPlan(shelf.categories(), shelf.rules(), index.index(), book)));
            }
        }
    }

    /// An index that is closed when it has been asked.
    private record Asked(DomainIndex index) implements AutoCloseable {

        @Override
        public void close() {
            index.close();
        }
    }

    private static EditPlan.Wanted wanted(Planned planned) throws ListRefusedException {
        return switch (planned) {
            case EditPlan.Wanted wanted -> wanted;
            case EditPlan.Already(String why) -> throw new ListRefusedException(why);
            case EditPlan.Impossible(String why) -> throw new ListRefusedException(why);
        };
    }

    /// Writes what is wanted as one act; where one part of it takes two people, all of it does.
    private EditReport written(EditBook book, List<EditPlan.Wanted> wanted) throws IOException {
        boolean proposed = wanted.stream().anyMatch(EditPlan.Wanted::proposed);
        List<Fresh> act = wanted.stream().flatMap(each -> each.lines().stream())
                .map(line -> proposed ? line.proposed() : line).toList();
        List<EditLine> lines = shelf.edits().append(shelf.now(), book.size(), List.of(act));
        EditPlan.Wanted last = wanted.getLast();
        return new EditReport(last.adds(), last.entry().toString(), last.categories(),
                last.lines().getFirst().groups(), book.size() + lines.size(),
                lines.stream().map(EditLine::number).toList(), proposed);
    }

    /// Makes many edits in one act of writing, and tells the fate of each line.
    ///
    /// @param lines at most [BulkText#MOST]
    /// @param allOrNothing whether nothing is written where a single line cannot be
    /// @param basis who does it, and what holds for lines that do not say otherwise
    public BulkReport edit(List<BulkLine> lines, boolean allOrNothing, Basis basis)
            throws IOException, ListRefusedException {
        dates(basis);
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            try (Asked index = new Asked(shelf.indexing().made(book))) {
                var bulk = new Bulk(new EditPlan(shelf.categories(), shelf.rules(), index.index(), book),
                        shelf.now(), book.size());
                lines.forEach(line -> bulk.take(line, basis));
                boolean written = !bulk.acts().isEmpty() && !(allOrNothing && bulk.isRefused());
                if (written) {
                    shelf.edits().append(shelf.now(), book.size(), bulk.acts());
                }
                return bulk.report(written);
            }
        }
    }

    /// Ends an edit, and with it those that are one act with it. Where that opens something of a category that takes two
    /// people, it is a proposal.
    ///
    /// @throws ListRefusedException where there is no such edit in force
    public EditReport undo(int number, Who who, String why) throws IOException, ListRefusedException {
        return new Deciding(shelf).undo(number, Basis.of(who, why));
    }

    /// Puts a proposal in force, and with it those that are one act with it.
    ///
    /// @param who not whoever has proposed it
    /// @throws ListRefusedException where there is no such proposal, or who asks has made it
    public EditReport approve(int number, Who who, String why) throws IOException, ListRefusedException {
        return new Deciding(shelf).decide(Act.APPROVE, number, Basis.of(who, why));
    }

    /// Ends a proposal, and with it those that are one act with it.
    ///
    /// @param who not whoever has proposed it
    /// @param why their words; not empty
    /// @throws ListRefusedException where there is no such proposal, or who asks has made it
    public EditReport decline(int number, Who who, String why) throws IOException, ListRefusedException {
        if (why.isBlank()) {
            throw new ListRefusedException("say why");
        }
        return new Deciding(shelf).decide(Act.DECLINE, number, Basis.of(who, why));
    }

    /// Ends a proposal, by whoever has made it.
    ///
    /// @throws ListRefusedException where there is no such proposal, or somebody else has made it
    public EditReport withdraw(int number, Who who, String why) throws IOException, ListRefusedException {
        return new Deciding(shelf).decide(Act.WITHDRAW, number, Basis.of(who, why));
    }

    /// Gives an edit another end or another day of review, as somebody has looked at it and it stays. An edit that opens
    /// something of a category that takes two people is not made to last longer in this way.
    ///
    /// @param basis who did, why, and the dates that hold from now on; empty: none
    /// @throws ListRefusedException where there is no such edit in force
    public EditReport keep(int number, Basis basis) throws IOException, ListRefusedException {
        dates(basis);
        return new Deciding(shelf).keep(number, basis);
    }

    /// Ends every edit and proposal whose time is over. Cheap where there is none.
    ///
    /// @return how many
    public int expire(Instant now) throws IOException, ListRefusedException {
        if (over(shelf.edits().read(), now).isEmpty()) {
            return 0;
        }
        try (ImportLock _ = shelf.lock()) {
            EditBook book = shelf.edits().read();
            List<List<Fresh>> acts = over(book, now).stream().map(item -> List.of(Fresh.about(
                    item.isInForce() ? Act.UNDO : Act.WITHDRAW, item.number(), Basis.of(Who.EXPIRY, "")))).toList();
            shelf.edits().append(shelf.now(), book.size(), acts);
            return acts.size();
        }
    }

    private static List<Item> over(EditBook book, Instant now) {
        return book.items().stream().filter(item -> item.isInForce() || item.isProposed())
                .filter(item -> item.line().basis().until().filter(until -> !until.isAfter(now)).isPresent()).toList();
    }

    private void dates(Basis basis) throws ListRefusedException {
        Optional<String> wrong = Bulk.dates(basis, shelf.now());
        if (wrong.isPresent()) {
            throw new ListRefusedException(wrong.get());
        }
    }
}
