package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.sight.Finding;
import org.schoolgate.filters.sight.Sight;
import org.schoolgate.filters.sight.Way;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.signin.LettingIn;
import org.schoolgate.review.store.SignInNote;
import org.schoolgate.review.SystemStatus.ListLine;
import org.schoolgate.review.SystemStatus.SlotLine;
import org.schoolgate.review.SystemStatus.Upkeep;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Rules;
import org.schoolgate.review.web.view.Sees;
import org.schoolgate.review.web.view.State;
import org.schoolgate.review.web.view.Status;
import org.schoolgate.review.web.view.Status.Part;
import org.schoolgate.review.web.view.Status.Slot;
import org.schoolgate.review.web.view.Status.Thing;

/// How the gateway is, and the rules in force. It says what is known and nothing more; what is not in place is called
/// that.
final class SystemPages {

    private final Supplier<School> school;
    private final Supplier<SystemStatus> system;
    private final LettingIn letting;
    private final RecordsUpkeep records;
    private final InstantSource clock;

    SystemPages(Supplier<School> school, Supplier<SystemStatus> system, LettingIn letting,
            RecordsUpkeep records, InstantSource clock) {
        this.school = school;
        this.system = system;
        this.letting = letting;
        this.records = records;
        this.clock = clock;
    }

    void showStatus(Exchange exchange) {
        SystemStatus status = system.get();
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        List<Upkeep> upkeep = Stream.concat(status.upkeep().stream(), records.look(now, times).stream()).toList();
        List<Thing> know = know(status, upkeep);
        letting.notes().stream().filter(note -> note.what() == SignInNote.What.MACHINE)
                .forEach(note -> know.add(new Thing(State.look("Reset on the machine itself"),
                        HelpPages.told(note, times) + " Whoever did it rules the machine. Ask, if you did not know.",
                        false)));
        String heading = switch (know.size()) {
            case 0 -> "Working";
            case 1 -> "Working, with one thing to know about";
            default -> "Working, with " + Wording.count(know.size()) + " things to know about";
        };
        exchange.show("status.jte", "Status", Place.STATUS, new Status(times.moment(now), heading,
                "Devices that send their traffic to " + status.proxyAddress()
                        + " are filtered. The gateway was started "
                        + times.near(status.started()) + ".",
                know, parts(status, upkeep, times),
                status.lists().stream().map(list -> line(list, times)).toList(),
                status.slots().stream().map(SystemPages::slot).toList()));
    }

    void showRules(Exchange exchange) {
        SystemStatus status = system.get();
        Times times = new Times(clock.instant(), school.get().zone());
        int count = status.rules().size();
        exchange.show("rules.jte", "Rules", Place.RULES, new Rules(
                count == 0
                        ? "No rule is in force"
                        : Wording.sentence(Wording.count(count)) + (count == 1 ? " rule is" : " rules are")
                                + " in force",
                status.rules().stream()
                        .map(rule -> new Rules.Line(rule.name(), rule.title(),
                                rule.groups().isEmpty() ? "Everyone" : String.join(", ", rule.groups()),
                                Wording.hours(rule.hours()), Wording.sentence(Wording.answer(rule.verdict())),
                                rule.clause()))
                        .toList(),
                "Version " + status.policyVersion() + ", in force since " + times.near(status.policyLoaded()) + "."));
    }

    void showSight(Exchange exchange) {
        SystemStatus status = system.get();
        Map<Map<Way, Finding>, List<Sight>> alike = new LinkedHashMap<>();
        status.sights().forEach(sight -> alike.computeIfAbsent(sight.findings(), _ -> new ArrayList<>()).add(sight));
        List<Sees.Alike> shown = new ArrayList<>();
        alike.forEach((findings, sights) -> shown.add(new Sees.Alike("sight-" + (shown.size() + 1),
                sights.size() == 1
                        ? sights.getFirst().title()
                        : Wording.sentence(Wording.count(sights.size())) + " rules that see alike",
                sights.stream().map(sight -> new Sees.One(sight.title(),
                        sight.groups().isEmpty() ? "Everyone" : String.join(", ", sight.groups()), sight.name()))
                        .toList(),
                findings.entrySet().stream().map(entry -> found(entry.getKey(), entry.getValue(), status)).toList())));
        exchange.show("sees.jte", "What each rule can see", Place.RULES, new Sees("What each rule can see",
                "Here encrypted traffic is met: " + status.waysInForce().stream().sorted()
                        .map(way -> way.title().toLowerCase(Locale.UK)).collect(Collectors.joining(", ")) + ".",
                shown));
    }

    private static Sees.Found found(Way way, Finding finding, SystemStatus status) {
        State state = switch (finding.reach()) {
            case WHOLE -> State.well("Whole");
            case PARTLY -> State.look("In part");
            case NOT -> State.gap("Not at all");
        };
        return new Sees.Found(way.title(), status.waysInForce().contains(way), state, finding.sentence());
    }

    private static List<Thing> know(SystemStatus status, List<Upkeep> upkeep) {
        List<Thing> know = new ArrayList<>();
        for (String problem : status.problems()) {
            know.add(new Thing(State.look("Something needs a look"), problem, false));
        }
        for (SlotLine slot : status.slots()) {
            if (!slot.filled()) {
                know.add(new Thing(State.gap(Wording.sentence(slot.name()) + " is not in place"),
                        "It is the place for “" + slot.category()
                                + "”. Until it is filled, what only that list names is "
                                + "not closed here. No open list replaces it.",
                        true));
            }
        }
        for (Upkeep one : upkeep) {
            if (!one.well()) {
                know.add(new Thing(State.look(one.name() + ": " + Wording.inside(one.state())), one.detail(), false,
                        one.lines()));
            }
        }
        if (status.lists().isEmpty()) {
            know.add(new Thing(State.gap("No list is in force"),
                    "Only sites that a rule names are closed. Import a list.", true));
        } else if (status.lists().stream().allMatch(ListLine::starter)) {
            know.add(new Thing(State.look("Only the starter lists are in force"),
                    "They hold a few well-known names, so that the gateway does something from its first minute. They "
                            + "are no substitute for real lists. Import one.",
                    false));
        }
        return know;
    }

    private static List<Part> parts(SystemStatus status, List<Upkeep> upkeep, Times times) {
        long entries = status.lists().stream().mapToLong(ListLine::entries).sum();
        boolean starters = status.lists().stream().allMatch(ListLine::starter);
        String newest = status.lists().stream().filter(list -> !list.starter()).map(ListLine::imported)
                .max(Comparator.naturalOrder())
                .map(at -> "; the newest was taken in " + times.near(at)).orElse("");
        long open = status.slots().stream().filter(slot -> !slot.filled()).count();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("Gateway", State.well("Working"), "Version " + status.version() + "; started "
                + times.near(status.started()) + "; proxy at " + status.proxyAddress()));
        parts.add(new Part("Rules", State.well("In force"), Wording.digits(status.rules().size())
                + (status.rules().size() == 1 ? " rule" : " rules") + "; version " + status.policyVersion() + ", since "
                + times.near(status.policyLoaded())));
        parts.add(new Part("Lists",
                status.lists().isEmpty()
                        ? State.gap("Not in place")
                        : starters ? State.look("Starter lists only") : State.well("In force"),
                Wording.digits(entries) + (entries == 1 ? " entry" : " entries") + newest));
        if (!status.slots().isEmpty()) {
            parts.add(new Part("Licensed lists", open == 0 ? State.well("In place") : State.gap("Not in place"),
                    Wording.count(status.slots().size() - open) + " of " + Wording.count(status.slots().size())
                            + " filled"));
        }
        for (Upkeep one : upkeep) {
            parts.add(new Part(one.name(), one.well() ? State.well(one.state()) : State.look(one.state()),
                    one.detail()));
        }
        return parts;
    }

    private static Status.ListLine line(ListLine list, Times times) {
        return new Status.ListLine(list.name(), list.starter(), Wording.digits(list.entries()), list.version(),
                list.starter() ? "comes with the program" : times.near(list.imported()));
    }

    private static Slot slot(SlotLine slot) {
        return new Slot(Wording.sentence(slot.name()), slot.category(),
                slot.filled() ? State.well("In place") : State.gap("Not in place"));
    }
}
