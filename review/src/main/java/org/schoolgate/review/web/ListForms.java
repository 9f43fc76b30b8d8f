package org.schoolgate.review.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.Group;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.web.view.OneCase.Choice;

/// Reads what people type into the form that changes an entry.
///
/// @param entry what it is about
/// @param doing `add`, `remove`, `except` or `move`
/// @param category a slug: into it, or out of it
/// @param to for `move`: a slug
/// @param until the last day on which it holds; may be empty
/// @param review when to look at it again; may be empty
/// @param groups the names of the groups that it is for; none: everybody
record ListForms(String entry, String doing, String category, String to, String why, String until, String review,
        Set<String> groups) {

    /// What the name of a group's field begins with.
    static final String GROUP = "group-";

    static final List<Choice> DOINGS = List.of(new Choice("add", "Put it into a category", ""),
            new Choice("remove", "Take this very entry out", ""),
            new Choice("except", "Open it, though what is above it stays listed", ""),
            new Choice("move", "Move it to another category", ""));

    static final String NO_REASON = "Say why. It is kept with the edit, and stands in the history.";

    static ListForms of(Exchange exchange) {
        return new ListForms(CaseWords.oneLine(exchange.form("entry")), exchange.form("doing"),
                exchange.form("category"), exchange.form("to"), CaseWords.oneLine(exchange.form("why")),
                exchange.form("until"), exchange.form("review"), groups(exchange));
    }

    /// The names of the groups that are ticked.
    static Set<String> groups(Exchange exchange) {
        return groups(exchange.http().formParamMap().keySet());
    }

    private static Set<String> groups(Set<String> fields) {
        return fields.stream().filter(field -> field.startsWith(GROUP)).map(field -> field.substring(GROUP.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static ListForms of(Map<String, String> kept, String entry) {
        return new ListForms(kept.getOrDefault("entry", entry), kept.getOrDefault("doing", "add"),
                kept.getOrDefault("category", ""), kept.getOrDefault("to", ""), kept.getOrDefault("why", ""),
                kept.getOrDefault("until", ""), kept.getOrDefault("review", ""), groups(kept.keySet()));
    }

    /// What is to be changed; empty where [#wrong] says something.
    Optional<Change> change() {
        return switch (doing) {
            case "add" -> Optional.of(new Change.Add(entry, category, groups));
            case "remove" ->
                Optional.of(new Change.Remove(entry, Optional.of(category).filter(slug -> !slug.isEmpty()), groups));
            case "except" -> Optional.of(new Change.Except(entry, category, groups));
            case "move" -> Optional.of(new Change.Move(entry, category, to, groups));
            default -> Optional.empty();
        };
    }

    Act act(Exchange exchange) {
        return new Act(exchange.visit().account().name(), why, RegisterForms.date(until), RegisterForms.date(review));
    }

    /// What is wrong, by the name of the field.
    Map<String, String> wrong(ListOffice office) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (entry.isEmpty()) {
            wrong.put("entry", "Write a site such as games.example, a page such as games.example/chat, or an address.");
        }
        if (change().isEmpty()) {
            wrong.put("doing", "Choose what to do.");
        }
        boolean any = doing.equals("remove") && category.isEmpty();
        if (!any && office.title(category).isEmpty()) {
            wrong.put("category", "Choose a category.");
        }
        if (doing.equals("move") && (office.title(to).isEmpty() || to.equals(category))) {
            wrong.put("to", "Choose another category to move it to.");
        }
        wrongWith(groups, office).ifPresent(words -> wrong.put("groups", words));
        wrong.putAll(wrongWith(why, until, review, office.times().today()));
        return wrong;
    }

    /// What is wrong with groups.
    static Optional<String> wrongWith(Set<String> groups, ListOffice office) {
        return office.settings().weighing().groups().stream().map(Group::name).toList().containsAll(groups)
                ? Optional.empty()
                : Optional.of("One of the groups is not there any more. Choose anew.");
    }

    /// The same of a reason and dates alone.
    static Map<String, String> wrongWith(String why, String until, String review, LocalDate today) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (why.isEmpty()) {
            wrong.put("why", NO_REASON);
        }
        if (isNoDay(until, today)) {
            wrong.put("until", "Choose a day from today on, as 2026-11-24, or leave it empty.");
        }
        if (isNoDay(review, today)) {
            wrong.put("review", "Choose a day from today on, as 2026-11-24, or leave it empty.");
        }
        return wrong;
    }

    private static boolean isNoDay(String typed, LocalDate today) {
        return !typed.isEmpty() && RegisterForms.date(typed).filter(day -> !day.isBefore(today)
                && day.getYear() < 2200).isEmpty();
    }
}
