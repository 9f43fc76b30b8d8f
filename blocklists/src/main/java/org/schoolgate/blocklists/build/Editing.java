package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.schoolgate.blocklists.build.EditBook.Item;
import org.schoolgate.blocklists.build.EditLine.Fresh;
import org.schoolgate.blocklists.history.Who;

/// The school's own edits: what is added to the lists or taken out of them, by whom, why and for how long.
///
/// A gateway takes an edit up within a second, without a new index. Where an edit opens something of a category that takes
/// two people, it is a proposal until somebody else approves it. Any thread may ask; one at a time changes something, across
/// processes.
public final class Editing {

    /// For so long an edit is tried out before somebody is reminded of it: as long as counts are kept from which its effect is found out.
    public static final Duration TRIED_FOR = Duration.ofDays(7);

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

    /// Those that are tried out.
    public List<SchoolEdit> inShadow() throws IOException {
        return shown(Item::isInShadow);
    }

    /// One that is tried out; empty where none of this number is.
    public Optional<SchoolEdit> inShadow(int number) throws IOException {
        return shown(item -> item.isInShadow() && item.number() == number).stream().findFirst();
    }

    /// Those that somebody should look at again by now: their day has come, they have gone astray, or they have been tried out for long
    /// enough.
    public List<SchoolEdit> due(LocalDate today) throws IOException {
        Instant tried = shelf.now().minus(TRIED_FOR);
        return shown(item -> item.isInForce()
                ? item.line().basis().review().filter(day -> !day.isAfter(today)).isPresent() || isAstray(item)
                : item.isInShadow() && !item.line().at().isAfter(tried));
    }

    /// Those in force, waiting, or tried out that name a group that is not there any more, or a category that has been locked since.
    public List<SchoolEdit> astray() throws IOException {
        return shown(item -> item.isOpen() && isAstray(item));
    }

    private boolean isAstray(Item item) {
        return shelf.rules().groups().astray(item.line(), shelf.categories()).isPresent();
    }

    private List<SchoolEdit> shown(Predicate<Item> wanted) throws IOException {
        EditBook book = shelf.edits().read();
        var shown = new ShownEdits(book, shelf);
        return book.items().stream().filter(wanted).map(shown::of).toList();
    }

    /// Puts an entry into a category, takes one out, or moves it, over whatever the lists say.
    ///
    /// @throws ListRefusedException where there is no such entry or category, or nothing would change
    public EditReport edit(Wished wished, Basis basis) throws IOException, ListRefusedException {
        dates(basis);
        return new Making(shelf).edit(plan -> plan.wanted(wished, basis));
    }

    /// Several in one act: all come into force, or none; where one of them takes two people, all do.
    ///
    /// @throws ListRefusedException where one of them cannot be, or changes nothing
    public EditReport edit(List<EditWish> wishes, Basis basis) throws IOException, ListRefusedException {
        dates(basis);
        return new Making(shelf).edit(plan -> {
            List<EditPlan.Wanted> all = new ArrayList<>();
            for (EditWish wish : wishes) {
                all.addAll(plan.wanted(wish, basis));
            }
            return all;
        });
    }

    /// Tries out what [#edit] would make: it is written down and changes no answer, until somebody takes it.
    ///
    /// @throws ListRefusedException as [#edit] does, and where the very same is tried out already
    public EditReport tryOut(Wished wished, Basis basis) throws IOException, ListRefusedException {
        dates(basis);
        return new Making(shelf).tryOut(wished, basis);
    }

    /// Makes in earnest what is tried out, and what is one act with it, with its dates: edits of their own, or a proposal where that takes
    /// two people.
    ///
    /// @param why their words; empty: those of whoever tried it out
    /// @throws ListRefusedException where there is no such edit that is tried out, or nothing would change by now
    public EditReport take(int number, Who who, String why) throws IOException, ListRefusedException {
        return new Making(shelf).take(number, Basis.of(who, why));
    }

    /// What one more edit would come to. Nothing is written. Opens the index twice: some ten milliseconds for millions of entries. The
    /// caller closes it.
    ///
    /// @throws ListRefusedException as [#edit] does
    public Preview preview(Wished wished) throws IOException, ListRefusedException {
        return new Making(shelf).preview(wished);
    }

    /// The same for what is tried out.
    ///
    /// @throws ListRefusedException as [#take] does
    public Preview preview(int number) throws IOException, ListRefusedException {
        return new Making(shelf).preview(number);
    }

    /// Makes many edits in one act of writing, and tells the fate of each line.
    ///
    /// @param lines at most [BulkText#MOST]
    /// @param allOrNothing whether nothing is written where a single line cannot be
    /// @param basis who does it, and what holds for lines that do not say otherwise
    public BulkReport edit(List<BulkLine> lines, boolean allOrNothing, Basis basis)
            throws IOException, ListRefusedException {
        dates(basis);
        return new Making(shelf).bulk(lines, allOrNothing, basis);
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

    /// Ends a proposal, by whoever has made it; or what is tried out, by anybody.
    ///
    /// @throws ListRefusedException where there is neither, or somebody else has made the proposal
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

    /// Ends every edit, proposal and trial whose time is over. Cheap where there is none.
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
        return book.items().stream().filter(Item::isOpen)
                .filter(item -> item.line().basis().until().filter(until -> !until.isAfter(now)).isPresent()).toList();
    }

    private void dates(Basis basis) throws ListRefusedException {
        Optional<String> wrong = Bulk.dates(basis, shelf.now());
        if (wrong.isPresent()) {
            throw new ListRefusedException(wrong.get());
        }
    }
}
