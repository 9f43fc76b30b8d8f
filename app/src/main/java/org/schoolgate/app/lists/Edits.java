package org.schoolgate.app.lists;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.blocklists.build.Basis;
import org.schoolgate.blocklists.build.BulkReport;
import org.schoolgate.blocklists.build.EditMove;
import org.schoolgate.blocklists.build.EditReport;
import org.schoolgate.blocklists.build.EditWish;
import org.schoolgate.blocklists.build.Origins;
import org.schoolgate.blocklists.build.SchoolEdit;
import org.schoolgate.blocklists.build.Wished;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.blocklists.index.Edit;
import org.schoolgate.review.lists.About;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.Edited.Standing;
import org.schoolgate.review.lists.Made;
import org.schoolgate.review.lists.Pasted;
import org.schoolgate.review.lists.Pasted.Fate;

/// How edits and what happened to lists are told to pages.
///
/// @param groups the titles of groups, by their names
record Edits(Categories categories, Map<String, String> groups, ZoneId zone) {

    /// A change in the words of the library.
    static Wished wish(Change change) {
        return switch (change) {
            case Change.Add(String entry, String category, var groups) ->
                new EditWish(true, entry, Optional.of(category), List.copyOf(groups));
            case Change.Remove(String entry, Optional<String> category, var groups) ->
                new EditWish(false, entry, category, List.copyOf(groups));
            case Change.Except(String entry, String category, var groups) ->
                new EditWish(true, excepting(entry), Optional.of(category), List.copyOf(groups));
            case Change.Move(String entry, String from, String to, var groups) ->
                new EditMove(entry, from, to, List.copyOf(groups));
        };
    }

    private static String excepting(String entry) {
        return entry.strip().startsWith("@@") ? entry : "@@" + entry.strip();
    }

    /// What became of a change, as pages have it.
    static Made made(EditReport report) {
        int number = report.numbers().getFirst();
        return switch (report.state()) {
            case PROPOSED -> new Made.Proposed(number);
            case IN_SHADOW -> new Made.InShadow(number);
            default -> new Made.InForce(number);
        };
    }

    Basis basis(Act act) {
        return new Basis(Who.onReviewSite(act.who()), act.why(),
                act.until().map(last -> last.plusDays(1).atStartOfDay(zone).toInstant()), act.review());
    }

    Edited told(SchoolEdit edit) {
        return new Edited(edit.number(), edit.at(), Optional.of(edit.who()).filter(who -> !who.equals(Who.UNKNOWN))
                .map(Edits::name), edit.kind() == SchoolEdit.Kind.ADD, edit.entry(), title(edit.category()),
                edit.groups().stream().map(this::group).toList(),
                edit.astray().map(words -> Character.toUpperCase(words.charAt(0)) + words.substring(1) + "."),
                Optional.of(edit.why()).filter(why -> !why.isEmpty()), edit.until().map(this::last), edit.review(),
                edit.approved().map(deed -> name(deed.who())), standing(edit.state()));
    }

    /// The account's name of somebody on the review site, so that pages know them; of others also where they did it.
    private static String name(Who who) {
        return who.equals(Who.onReviewSite(who.name())) ? who.name() : who.toString();
    }

    private LocalDate last(Instant end) {
        return end.minusSeconds(1).atZone(zone).toLocalDate();
    }

    private static Standing standing(SchoolEdit.State state) {
        return switch (state) {
            case IN_FORCE -> Standing.IN_FORCE;
            case PROPOSED -> Standing.PROPOSED;
            case IN_SHADOW -> Standing.IN_SHADOW;
            case TAKEN -> Standing.TAKEN;
            case UNDONE, WITHDRAWN -> Standing.TAKEN_BACK;
            case EXPIRED -> Standing.LAPSED;
            case DECLINED -> Standing.DECLINED;
        };
    }

    /// What lists say, as pages have it.
    List<About.Says> says(List<Origins.Origin> origins) {
        return origins.stream()
                .map(one -> new About.Says(one.category(), title(one.category()),
                        Optional.of(one.entry()).filter(entry -> !entry.isEmpty()), one.list(), one.version(),
                        Math.toIntExact(one.line()),
                        one.list().equals(Edit.LIST)
                                ? Optional.of(Instant.parse(one.version()))
                                : one.since().map(Origins.Since::imported)))
                .toList();
    }

    /// The title of a group; of one that is not there any more, its name.
    String group(String name) {
        return groups.getOrDefault(name, name);
    }

    String title(String slug) {
        return categories.find(slug).map(Category::title).orElse(slug);
    }

    Pasted told(BulkReport report) {
        return new Pasted(report.written(), report.fates().stream().map(Edits::line).toList());
    }

    private static Pasted.Line line(BulkReport.LineFate line) {
        return switch (line.fate()) {
            case IN_FORCE -> new Pasted.Line(line.line(), line.entry(), Fate.PUT_IN,
                    line.edit().map(number -> "Edit " + number + ".").orElse(""));
            case PROPOSED -> new Pasted.Line(line.line(), line.entry(), Fate.PROPOSED,
                    line.edit().map(number -> "Edit " + number + ": a second person has to agree.").orElse(""));
            case ALREADY -> new Pasted.Line(line.line(), line.entry(), Fate.THERE_ALREADY, line.why());
            case REFUSED, NOT_WRITTEN -> new Pasted.Line(line.line(), line.entry(), Fate.WRONG, line.why());
        };
    }

    org.schoolgate.review.lists.Event told(Event event) {
        String detail = String.join(" ", event.notes())
                + (event.version().isEmpty()
                        ? ""
                        : " Version " + event.version()
                                + (event.entries() > 0 ? ", " + event.entries() + " entries." : "."));
        return new org.schoolgate.review.lists.Event(event.at(), event.kind().text(),
                Optional.of(event.list()).filter(list -> event.edit().isEmpty()),
                Optional.of(event.who()).filter(who -> !who.equals(Who.UNKNOWN)).map(Edits::name),
                Optional.of(event.why()).filter(why -> !why.isEmpty()), detail.strip());
    }
}
