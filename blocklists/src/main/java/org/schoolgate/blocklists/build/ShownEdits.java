package org.schoolgate.blocklists.build;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.schoolgate.blocklists.build.EditBook.Item;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.blocklists.index.Edit;

/// Edits as they may be shown: of what is in a sealed category, or in none that is there still, no entry.
record ShownEdits(EditBook book, Shelf shelf) {

    /// All of them, first to last.
    List<SchoolEdit> all() {
        return book.items().stream().map(this::of).toList();
    }

    /// One edit.
    SchoolEdit of(Item item) {
        EditLine line = item.line();
        EditLine about = about(line);
        SchoolEdit.Kind kind = line.act() == Act.PROPOSE_UNDO
                ? SchoolEdit.Kind.UNDO
                : item.adds() ? SchoolEdit.Kind.ADD : SchoolEdit.Kind.REMOVE;
        return new SchoolEdit(line.number(), line.at(), kind, entry(about), about.category(),
                about.groups(), shelf.rules().groups().astray(about, shelf.categories())
                        .filter(_ -> item.isOpen()),
                line.about(),
                line.with(), line.basis().who(), line.basis().why(), line.basis().until(), line.basis().review(),
                item.state(), item.since(), item.approved(), item.ended());
    }

    /// The newest acts, the newest first.
    List<Event> events(int most) {
        List<EditLine> lines = book.lines();
        return lines.subList(Math.max(0, lines.size() - most), lines.size()).reversed().stream().map(this::event)
                .toList();
    }

    private Event event(EditLine line) {
        EditLine about = about(line);
        boolean expired = line.basis().who().equals(Who.EXPIRY);
        Event.Kind kind = switch (line.act()) {
            case ADD, REMOVE -> Event.Kind.EDITED;
            case PROPOSE_ADD, PROPOSE_REMOVE, PROPOSE_UNDO -> Event.Kind.PROPOSED;
            case SHADOW_ADD, SHADOW_REMOVE -> Event.Kind.IN_SHADOW;
            case TAKE -> Event.Kind.TAKEN;
            case UNDO -> expired ? Event.Kind.EXPIRED : Event.Kind.UNDONE;
            case APPROVE -> Event.Kind.APPROVED;
            case DECLINE -> Event.Kind.DECLINED;
            case WITHDRAW -> expired ? Event.Kind.EXPIRED : Event.Kind.WITHDRAWN;
            case KEEP -> Event.Kind.KEPT;
        };
        String what = (line.act() == Act.PROPOSE_UNDO ? "undo of edit " + line.about() + ": " : "")
                + (about.act().adds() ? "add " : "remove ") + entry(about).orElse("an entry that is not shown") + ", "
                + about.category()
                + (about.groups().isEmpty() ? "" : ", for " + String.join(", ", about.groups()) + " alone");
        return new Event(line.at(), kind, Edit.LIST, line.basis().who(), line.basis().why(), "", "", 0,
                OptionalInt.of(line.act().refers() && line.act() != Act.PROPOSE_UNDO ? line.about() : line.number()),
                List.of(what));
    }

    /// The line that names the entry.
    private EditLine about(EditLine line) {
        EditLine found = line;
        while (found.act().refers()) {
            found = book.lines().get(found.about() - 1);
        }
        return found;
    }

    private Optional<String> entry(EditLine line) {
        return shelf.categories().find(line.category()).filter(category -> !category.sealed())
                .flatMap(_ -> line.entry()).map(Entry::toString);
    }
}
