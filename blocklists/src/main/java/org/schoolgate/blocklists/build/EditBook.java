package org.schoolgate.blocklists.build;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.blocklists.build.SchoolEdit.Deed;
import org.schoolgate.blocklists.build.SchoolEdit.State;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.blocklists.index.Edit;

/// What the lines of the file of edits come to: how it stands with each edit, and which are in force. Never changes.
final class EditBook {

    private final List<EditLine> lines;
    private final @Nullable Item[] items;
    private List<Item> all = List.of();
    private List<Item> waiting = List.of();

    /// An edit or a proposal.
    ///
    /// @param line the line that made it; with the dates of the last line that kept it
    /// @param order the number of the line that put it in force; 0 where none did
    record Item(EditLine line, State state, int order, Optional<Instant> since, Optional<Deed> approved,
            Optional<Deed> ended) {

        int number() {
            return line.number();
        }

        boolean isInForce() {
            return state == State.IN_FORCE;
        }

        boolean isProposed() {
            return state == State.PROPOSED;
        }

        boolean isInShadow() {
            return state == State.IN_SHADOW;
        }

        /// Whether somebody may still end it, or its time: it is in force, waits, or is tried out.
        boolean isOpen() {
            return isInForce() || isProposed() || isInShadow();
        }

        /// Whether it puts in, or would.
        boolean adds() {
            return line.act().adds();
        }

        private Item inForce(EditLine by) {
            return new Item(line, State.IN_FORCE, by.number(), Optional.of(by.at()), Optional.of(deed(by)), ended);
        }

        private Item ended(State how, EditLine by) {
            return new Item(line, how, order, since, approved, Optional.of(deed(by)));
        }

        private Item kept(EditLine by) {
            Basis dates = new Basis(line.basis().who(), line.basis().why(), by.basis().until(), by.basis().review());
            return new Item(new EditLine(line.number(), line.at(), line.act(), line.category(), line.entry(),
                    line.groups(), line.about(), dates, line.with()), state, order, since, approved, ended);
        }

        private static Deed deed(EditLine by) {
            return new Deed(by.at(), by.basis().who(), by.basis().why());
        }
    }

    private EditBook(List<EditLine> lines) {
        this.lines = List.copyOf(lines);
        this.items = new @Nullable Item[lines.size() + 1];
    }

    /// Goes through the lines.
    ///
    /// @param wrong takes each line that is about an edit that is not there, or not open to what the line does
    static EditBook of(List<EditLine> lines, Consumer<EditLine> wrong) {
        var book = new EditBook(lines);
        for (int i = 0; i < lines.size() && lines.get(i).number() == i + 1; i++) {
            if (!book.take(lines.get(i))) {
                wrong.accept(lines.get(i));
            }
        }
        book.all = Stream.of(book.items).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
        book.waiting = book.all.stream().filter(item -> item.isProposed() || item.isInShadow()).toList();
        return book;
    }

    /// What the first lines came to.
    EditBook first(int count) {
        return of(lines.subList(0, count), line -> {
            throw new IllegalStateException("line " + line.number() + " was right before");
        });
    }

    private boolean take(EditLine line) {
        Item about = line.act().refers() ? items[line.about()] : null;
        return switch (line.act()) {
            case ADD, REMOVE -> put(new Item(line, State.IN_FORCE, line.number(), Optional.of(line.at()),
                    Optional.empty(), Optional.empty()));
            case PROPOSE_ADD, PROPOSE_REMOVE -> put(waiting(line, State.PROPOSED));
            case SHADOW_ADD, SHADOW_REMOVE -> put(waiting(line, State.IN_SHADOW));
            case TAKE -> about != null && about.isInShadow() && put(about.ended(State.TAKEN, line));
            case PROPOSE_UNDO -> about != null && about.isInForce() && put(waiting(line, State.PROPOSED));
            case UNDO -> about != null && about.isInForce() && put(about.ended(
                    line.basis().who().equals(Who.EXPIRY) ? State.EXPIRED : State.UNDONE, line));
            case APPROVE -> about != null && about.isProposed() && approve(about, line);
            case DECLINE -> about != null && about.isProposed() && put(about.ended(State.DECLINED, line));
            case WITHDRAW -> about != null && (about.isProposed() || about.isInShadow()) && put(about.ended(
                    line.basis().who().equals(Who.EXPIRY) ? State.EXPIRED : State.WITHDRAWN, line));
            case KEEP -> about != null && (about.isInForce() || about.isProposed()) && put(about.kept(line));
        };
    }

    private static Item waiting(EditLine line, State how) {
        return new Item(line, how, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private boolean put(Item item) {
        items[item.number()] = item;
        return true;
    }

    private boolean approve(Item proposal, EditLine by) {
        if (proposal.line().act() != Act.PROPOSE_UNDO) {
            return put(proposal.inForce(by));
        }
        Item edit = items[proposal.line().about()];
        if (edit != null && edit.isInForce()) {
            put(edit.ended(State.UNDONE, by));
        }
        return put(proposal.inForce(by).ended(State.UNDONE, by));
    }

    /// How many lines there are.
    int size() {
        return lines.size();
    }

    List<EditLine> lines() {
        return lines;
    }

    /// All edits and proposals, first to last.
    List<Item> items() {
        return all;
    }

    Optional<Item> find(int number) {
        return number > 0 && number < items.length ? Optional.ofNullable(items[number]) : Optional.empty();
    }

    /// Those that are one act with one of them, itself among them.
    List<Item> act(Item one) {
        return items().stream().filter(item -> item.line().with() == one.line().with()).toList();
    }

    /// The edits for everybody that are in force, in the order in which they came into force: the later wins.
    List<Edit> inForce() {
        return inForce(line -> line.groups().isEmpty());
    }

    /// Those of the edits in force that are wanted, in the order in which they came into force.
    List<Edit> inForce(Predicate<EditLine> wanted) {
        return items().stream().filter(item -> item.isInForce() && wanted.test(item.line()))
                .sorted(Comparator.comparingInt(Item::order)).map(item -> {
                    Entry entry = item.line().entry().orElseThrow();
                    return new Edit(item.adds(), entry, item.line().category(),
                            item.since().orElse(item.line().at()).toString(), item.number());
                }).toList();
    }

    /// The lines of the edits in force that are for groups.
    List<EditLine> forGroups() {
        return items().stream().filter(Item::isInForce).map(Item::line).filter(line -> !line.groups().isEmpty())
                .toList();
    }

    /// The number of the very same edit that waits for a second person, or is tried out.
    ///
    /// @param how which of both
    OptionalInt waiting(State how, boolean adds, Entry entry, String category, List<String> groups) {
        return waiting.stream().filter(item -> item.state() == how && item.adds() == adds
                && item.line().category().equals(category) && item.line().groups().equals(groups)
                && item.line().entry().equals(Optional.of(entry)))
                .mapToInt(Item::number).findFirst();
    }
}
