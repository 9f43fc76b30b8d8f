package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.Group;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Effect;
import org.schoolgate.review.lists.Effect.Touched;
import org.schoolgate.review.lists.Told;
import org.schoolgate.review.lists.Tried;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.store.Corrections.Resting;
import org.schoolgate.review.web.ListPictures.Bar;
import org.schoolgate.review.web.view.ListChange;
import org.schoolgate.review.web.view.ListChange.Part;
import org.schoolgate.review.web.view.ListChange.Row;

/// Puts into words what a change would have touched. Counts alone; where fewer than five people asked, neither groups nor days are told.
final class ListEffects {

    /// For so long requests are counted, and edits tried out.
    static final Duration WEEK = Duration.ofDays(7);

    private final ListOffice office;

    ListEffects(ListOffice office) {
        this.office = office;
    }

    ListChange.Effect of(Change change, Effect effect) {
        return told(effect, effect.sites() > 1, change instanceof Change.Add ? List.of() : resting(change),
                effect.byTwo() ? "Propose it" : "Save now");
    }

    /// Of an edit that is tried out.
    ListChange.Effect of(Effect effect) {
        return told(effect, effect.sites() > 1, List.of(), "Put it in force");
    }

    /// Of another version of a list.
    ///
    /// @param save what the button says that puts it in force
    ListChange.Effect of(Tried tried, String save) {
        return told(tried.effect(), true,
                resting(office.store().corrections().resting(tried.gone(), since()), "what goes"),
                save);
    }

    /// @param named whether sites are named; of one entry's one site it is known
    private ListChange.Effect told(Effect effect, boolean named, List<String> resting, String save) {
        List<Part> parts = new ArrayList<>();
        List<String> did = new ArrayList<>();
        if (effect.closes().requests() > 0) {
            did.add("closed " + requests(effect.closes()));
            parts.add(part("closed", effect.closes(), named));
        }
        if (effect.opens().requests() > 0) {
            did.add("opened " + requests(effect.opens()));
            parts.add(part("opened", effect.opens(), named));
        }
        List<String> words = new ArrayList<>();
        if (effect.sites() > 1) {
            words.add("It is about " + Wording.count(effect.sites()) + " different sites.");
        }
        if (effect.left() > 0) {
            words.add("Of " + ListWords.few(effect.left()) + " more requests of the week it is not known to which site"
                    + " they went.");
        }
        if (effect.byTwo()) {
            words.add("Nobody opens this alone: it is proposed, and in force once a second person agrees.");
        }
        return new ListChange.Effect(did.isEmpty()
                ? "In the last seven days this would have changed no answer"
                : "In the last seven days this would have " + String.join(", and ", did), words, parts,
                resting, save);
    }

    private Part part(String did, Touched touched, boolean named) {
        Told told = Told.of(touched);
        if (told.people().isEmpty()) {
            return new Part("What it would have " + did,
                    "They came from fewer than 5 people and devices, so neither groups nor days are told.", List.of(),
                    ListPictures.few(did, "", "Day", List.of()), List.of());
        }
        Map<String, String> titles = office.settings().weighing().groups().stream()
                .collect(Collectors.toMap(Group::name, Group::title, (one, _) -> one));
        Times times = office.times();
        return new Part("What it would have " + did,
                "They came from about " + Wording.digits(told.people().get()) + " people and devices.",
                rows(told.byGroup(), name -> titles.getOrDefault(name, name)),
                ListPictures.few(did, "Requests that would have been " + did + ", by day", "Day",
                        touched.byDay().stream().map(day -> new Bar(times.weekday(day.date()),
                                times.shortDay(day.date()), day.requests())).toList()),
                named ? rows(told.bySite(), name -> name.equals(Told.OTHERS) ? "All others" : name) : List.of());
    }

    private static List<Row> rows(Map<String, Optional<Long>> counts, UnaryOperator<String> title) {
        return counts.entrySet().stream().map(count -> new Row(title.apply(count.getKey()),
                count.getValue().map(Wording::digits).orElse("not told"))).toList();
    }

    private static String requests(Touched touched) {
        return (SmallNumbers.isSmall(touched.requests())
                ? ListWords.FEWER
                : Told.of(touched).requests().map(Wording::digits).orElse("some")) + " requests";
    }

    /// What rests on the entry, where the change would take it away.
    private List<String> resting(Change change) {
        Optional<String> category = switch (change) {
            case Change.Add _ -> Optional.empty();
            case Change.Remove(String _, Optional<String> one, var _) -> one;
            case Change.Except(String _, String one, var _) -> Optional.of(one);
            case Change.Move(String _, String from, String _, var _) -> Optional.of(from);
        };
        // What is opened for some stays listed for the others, so that no list is corrected.
        if (!change.groups().isEmpty()) {
            return List.of();
        }
        return resting(office.store().corrections().resting(asked -> holds(change.entry(), asked), category, since()),
                "it");
    }

    private Instant since() {
        return office.times().now().minus(WEEK);
    }

    /// @param what it rests on
    private static List<String> resting(Resting resting, String what) {
        return resting.accesses() + resting.cases() == 0
                ? List.of("No flagged access of these days and no open case rests on " + what + ".")
                : List.of("Flagged accesses of these days that rest on " + what + ": "
                        + ListWords.few(resting.accesses())
                        + ". Their pages will say that the list was corrected.",
                        "Open cases with such an access: " + ListWords.few(resting.cases()) + ".");
    }

    /// Whether an address that was asked for is in an entry.
    ///
    /// @param asked such as `games.example:443` or `https://games.example/chat`
    static boolean holds(String entry, String asked) {
        String plain = bare(entry.strip().replaceFirst("^(@@)?(\\*\\.)?", ""));
        boolean alone = plain.startsWith("=");
        String there = alone ? plain.substring(1) : plain;
        String address = bare(asked);
        String host = host(address);
        String path = there.contains("/") ? there.substring(there.indexOf('/')).replaceFirst("/+$", "") : "";
        String name = host(there);
        return (host.equals(name) || !alone && host.endsWith("." + name))
                && (path.isEmpty() || address.contains("/")
                        && (address.substring(address.indexOf('/')) + "/").startsWith(path + "/"));
    }

    private static String bare(String address) {
        return address.replaceFirst("^[A-Za-z]+://", "").toLowerCase(Locale.ROOT);
    }

    /// The name in `name:443/path`.
    private static String host(String address) {
        String host = address.replaceFirst("/.*", "");
        return host.startsWith("[") || host.indexOf(':') != host.lastIndexOf(':')
                ? host.replaceFirst("^\\[", "").replaceFirst("](:[0-9]+)?$", "")
                : host.replaceFirst(":[0-9]+$", "");
    }
}
