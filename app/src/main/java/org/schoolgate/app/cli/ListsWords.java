package org.schoolgate.app.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.schoolgate.blocklists.build.SchoolEdit;
import org.schoolgate.blocklists.history.Event;

/// Edits and events in words.
final class ListsWords {

    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.UK);

    private ListsWords() {}

    /// A moment in the school's time.
    static String at(Instant moment, ZoneId zone) {
        return AT.format(moment.atZone(zone));
    }

    /// An edit on one line.
    static String of(SchoolEdit edit, ZoneId zone) {
        List<String> words = new ArrayList<>();
        words.add(String.format(Locale.UK, "%4d  %s  %s %s, %s", edit.number(), at(edit.at(), zone),
                switch (edit.kind()) {
                    case ADD -> "add";
                    case REMOVE -> "remove";
                    case UNDO -> "undo edit " + edit.undoes() + ":";
                }, edit.entry().orElse("(an entry that is not shown)"), edit.category()));
        if (!edit.groups().isEmpty()) {
            words.add("for " + String.join(", ", edit.groups()) + " alone");
        }
        edit.astray().ifPresent(astray -> words.add("to be looked at, as " + astray));
        words.add(edit.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        words.add("by " + edit.who());
        if (!edit.why().isEmpty()) {
            words.add("“" + edit.why() + "”");
        }
        edit.until().ifPresent(until -> words.add("until " + at(until, zone)));
        edit.review().ifPresent(review -> words.add("to be looked at on " + review));
        edit.approved().filter(_ -> !edit.ended().equals(edit.approved()))
                .filter(deed -> !deed.who().equals(edit.who()))
                .ifPresent(deed -> words.add("approved by " + deed.who()));
        edit.ended().ifPresent(deed -> words.add("ended " + at(deed.at(), zone) + " by " + deed.who()
                + (deed.why().isEmpty() ? "" : " “" + deed.why() + "”")));
        return String.join("; ", words);
    }

    /// An event on one line.
    static String of(Event event, ZoneId zone) {
        var text = new StringBuilder(at(event.at(), zone)).append("  ").append(event.list()).append("  ")
                .append(event.kind().text());
        if (!event.version().isEmpty()) {
            text.append(" version ").append(event.version());
        }
        if (event.entries() > 0) {
            text.append(String.format(Locale.UK, " (%,d entries)", event.entries()));
        }
        event.edit().ifPresent(number -> text.append(" edit ").append(number));
        text.append("; by ").append(event.who());
        if (!event.why().isEmpty()) {
            text.append("; “").append(event.why()).append('”');
        }
        event.notes().forEach(note -> text.append("; ").append(note));
        return text.toString();
    }
}
