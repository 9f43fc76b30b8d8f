package org.schoolgate.review.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.Held;
import org.schoolgate.review.lists.Source;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.web.view.Lists;
import org.schoolgate.review.web.view.State;

/// Puts lists and edits into words.
final class ListWords {

    private static final int FEW = 5;
    static final String FEWER = "fewer than " + FEW;

    private ListWords() {}

    static String called(Edited edit) {
        return "Edit " + edit.number();
    }

    /// "chess.example into “Games”". What begins with `@@` is taken out by being put in. An entry that nobody may see is not named.
    static String what(Edited edit) {
        String entry = edit.entry().orElse("an entry that is not shown");
        boolean excepts = entry.startsWith("@@");
        return (excepts ? entry.substring(2) : entry) + (edit.adds() != excepts ? " into “" : " out of “")
                + edit.category() + "”"
                + (edit.groups().isEmpty() ? "" : ", for " + String.join(", ", edit.groups()) + " alone");
    }

    static State state(Edited edit) {
        return switch (edit.standing()) {
            case IN_FORCE -> edit.astray().isPresent()
                    ? State.look("In force, to be looked at")
                    : State.well("In force");
            case PROPOSED -> State.look("Waits for a second person");
            case IN_SHADOW -> State.look("Only tried out: it changes no answer");
            case TAKEN -> State.gap("Was tried out; a later edit makes it in earnest");
            case DECLINED -> State.gap("Declined");
            case TAKEN_BACK -> State.gap("Taken back");
            case LAPSED -> State.gap("Its time is over");
        };
    }

    /// @param called the names of accounts, as pages call them
    static List<String> facts(Edited edit, Map<String, String> called, Times times) {
        List<String> facts = new ArrayList<>();
        facts.add(edit.who().map(who -> called.getOrDefault(who, who) + ", ").orElse("Nobody knows who, ")
                + times.near(edit.at()));
        edit.astray().ifPresent(facts::add);
        edit.why().ifPresent(why -> facts.add("Why: " + why));
        edit.second().ifPresent(who -> facts.add("Second person: " + called.getOrDefault(who, who)));
        if (edit.standing() == Edited.Standing.IN_SHADOW) {
            facts.add("The week is over on " + times.day(times.date(edit.at()).plusDays(ListEffects.WEEK.toDays())));
        }
        edit.until().ifPresent(day -> facts.add("Holds until " + times.day(day)));
        edit.review().ifPresent(day -> facts.add("To be looked at again on " + times.day(day)));
        return facts;
    }

    /// How a list is, with a full stop where a sentence follows.
    static State state(Source source) {
        String end = source.sentence().isEmpty() ? "" : ".";
        return switch (source.state()) {
            case WELL -> State.well("In force" + end);
            case LOOK -> State.look((source.entries() > 0 ? "In force, to be looked at" : "To be looked at") + end);
            case GAP -> State.gap("Not filled" + end);
            case OFF -> State.gap("Off" + end);
        };
    }

    /// How old something is: "4 hours", "1 day"; "none" where it is not there.
    static String age(Optional<Instant> since, Instant now) {
        return since.map(at -> {
            long minutes = Math.max(0, Duration.between(at, now).toMinutes());
            return minutes < 120
                    ? unit(minutes, "minute")
                    : minutes < 48 * 60 ? unit(minutes / 60, "hour") : unit(minutes / (24 * 60), "day");
        }).orElse("none");
    }

    private static String unit(long count, String unit) {
        return Wording.digits(count) + " " + unit + (count == 1 ? "" : "s");
    }

    /// A number of people, or of what few people may have done.
    static String few(long count) {
        return SmallNumbers.isSmall(count) ? FEWER : Wording.digits(count);
    }

    /// "5,216 entries".
    static String entries(long count) {
        return Wording.digits(count) + (count == 1 ? " entry" : " entries");
    }

    /// "41% smaller".
    static String change(long before, long now) {
        if (before == 0 || now == before) {
            return now == before ? "as large as before" : "where there was none";
        }
        long percent = Math.round(100.0 * Math.abs(now - before) / before);
        return (percent == 0 ? "a little" : percent > 1_000 ? "more than ten times" : percent + "%")
                + (now < before ? " smaller" : " larger");
    }

    /// @param title the list's title
    /// @param why what was typed as the reason
    static Lists.Held held(Held held, String title, String why, Times times) {
        return new Lists.Held("held-" + held.name().replaceAll("[^A-Za-z0-9]", "-"), held.name(),
                title + (held.before() == 0
                        ? ": the first version waits"
                        : ": the new version is " + change(held.before(), held.now())),
                times.near(held.at()),
                held.reasons(), List.of(new Lists.Size("In force", Wording.digits(held.before())),
                        new Lists.Size("Held, " + held.version(), Wording.digits(held.now()))),
                "/lists/difference?name=" + encoded(held.name()) + "&from=&to=held",
                "/lists/effect?name=" + encoded(held.name()) + "&version=held", why);
    }

    /// A value for the query string of an address of this site.
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
