package org.schoolgate.review.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.register.Clock;
import org.schoolgate.review.register.DeclaredTopic;
import org.schoolgate.review.register.ExpressPermission;
import org.schoolgate.review.register.FamilyContact;
import org.schoolgate.review.register.LetThrough;
import org.schoolgate.review.register.OfficialPage;
import org.schoolgate.review.register.Opens;
import org.schoolgate.review.register.Weighing;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.RegisterEntry;
import org.schoolgate.review.store.RegisterEntry.State;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Entry;

/// Puts entries of registers into words.
final class RegisterWords {

    private final Store store;
    private final ReviewSettings settings;

    RegisterWords(Store store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /// @param answerable the numbers of those that wait for this reader's word
    /// @param mayWithdraw whether the reader may withdraw any
    List<Entry> lines(List<RegisterEntry> entries, Account reader, Set<Long> answerable, boolean mayWithdraw) {
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        Map<Long, List<CaseAct>> acts = store.registers().acts(entries);
        return entries.stream().map(entry -> line(entry, reader, called, acts.getOrDefault(entry.id(), List.of()),
                answerable.contains(entry.id()), mayWithdraw)).toList();
    }

    private Entry line(RegisterEntry entry, Account reader, Map<Long, String> called, List<CaseAct> acts,
            boolean mayAnswer, boolean mayWithdraw) {
        Instant now = settings.clock().instant();
        Times times = new Times(now, settings.school().get().zone());
        State state = entry.state(now);
        boolean stands = state == State.IN_FORCE || state == State.TO_COME || state == State.WAITING;
        return new Entry(entry.id(), entry.called(), what(entry), state(entry, state, times),
                state == State.IN_FORCE, facts(entry, times), stands ? warning(entry) : Optional.empty(),
                acts.stream()
                        .map(act -> act(entry, act, times, Wording.who(act.account(), reader.id(), called))).toList(),
                mayAnswer, mayWithdraw && stands);
    }

    private String what(RegisterEntry entry) {
        return switch (entry.content()) {
            case OfficialPage page -> page.address();
            case LetThrough let -> let.host().orElseGet(() -> "Category: " + category(let.category().orElse("")));
            case DeclaredTopic topic -> topic.words();
            case FamilyContact contact -> contact.adult() + " and " + contact.pupil();
            case ExpressPermission permission -> permission.adult();
        };
    }

    private String category(String slug) {
        return settings.categories().get().find(slug).map(found -> found.title()).orElse(slug);
    }

    private static String state(RegisterEntry entry, State state, Times times) {
        if (!(entry.content() instanceof Opens)) {
            return switch (state) {
                case WAITING, DECLINED -> "It does not hold.";
                case TO_COME -> "Begins " + times.near(entry.begins()) + ".";
                case IN_FORCE -> "On file.";
                case OVER -> entry.content() instanceof DeclaredTopic
                        ? "Over since " + times.moment(entry.ends()) + "."
                        : "Its review date has passed. Acknowledge it anew if it still holds.";
                case WITHDRAWN -> "Withdrawn.";
            };
        }
        boolean page = entry.content() instanceof OfficialPage;
        return switch (state) {
            case WAITING -> "Waits for a second person. Nothing is open.";
            case DECLINED -> "Not agreed. Nothing was opened.";
            case TO_COME -> "Opens " + times.near(entry.begins()) + ".";
            case IN_FORCE -> page
                    ? "Open to its editors until its review."
                    : "Open until " + times.moment(entry.ends()) + ".";
            case OVER -> page
                    ? "Its review date has passed, so it no longer opens. Authorise it anew if it is still needed."
                    : "Over since " + times.moment(entry.ends()) + ".";
            case WITHDRAWN -> "Withdrawn. It opens nothing.";
        };
    }

    private List<Entry.Fact> facts(RegisterEntry entry, Times times) {
        List<Entry.Fact> facts = new ArrayList<>();
        switch (entry.content()) {
            case OfficialPage page -> {
                facts.add(new Entry.Fact("Reason", page.purpose().title() + ": " + page.why()));
                facts.add(new Entry.Fact("Editors", whom(page.editors(), page.groups(), List.of())));
                facts.add(new Entry.Fact("They may", page.posting() ? "Read and post" : "Read"));
                facts.add(new Entry.Fact("Hours", page.hours().map(RegisterWords::hours).orElse("At any hour")));
                facts.add(new Entry.Fact("Review", "By " + times.day(entry.ends().minusMillis(1))));
            }
            case LetThrough let -> {
                facts.add(new Entry.Fact("Reason", let.why()));
                facts.add(new Entry.Fact("For", whom(let.people(), let.groups(), let.devices())));
                facts.add(new Entry.Fact("Until", times.moment(entry.ends())));
            }
            case DeclaredTopic topic -> {
                facts.add(new Entry.Fact("About", topic.categories().stream().map(this::category)
                        .collect(Collectors.joining(", "))));
                facts.add(new Entry.Fact("For", whom(topic.people(), topic.groups(), List.of())));
                facts.add(new Entry.Fact("From", times.moment(entry.begins())));
                facts.add(new Entry.Fact("Until", times.moment(entry.ends())));
            }
            case FamilyContact contact -> {
                facts.add(new Entry.Fact("Relationship", contact.relationship()));
                facts.add(new Entry.Fact("Identified", times.day(contact.identified())));
                facts.add(new Entry.Fact("Acknowledged by the Head", times.day(contact.acknowledged())));
                facts.add(new Entry.Fact("Agreed", contact.protocol()));
                facts.add(new Entry.Fact("Review", "By " + times.day(entry.ends().minusMillis(1))));
            }
            case ExpressPermission permission -> {
                facts.add(new Entry.Fact("Allowed", permission.words()));
                facts.add(new Entry.Fact("Given", times.day(permission.given())));
                facts.add(new Entry.Fact("Review", "By " + times.day(entry.ends().minusMillis(1))));
            }
        }
        return facts;
    }

    private String whom(List<String> people, List<String> groups, List<String> devices) {
        List<String> all = new ArrayList<>(people);
        groups.forEach(name -> all.add("everyone in “" + settings.weighing().groups().stream()
                .filter(group -> group.name().equals(name)).findFirst().map(Group::title).orElse(name) + "”"));
        devices.forEach(device -> all.add("the device " + device));
        return String.join(", ", all);
    }

    private static String hours(Clock clock) {
        return (clock.weekends() ? "Every day, " : "Monday to Friday, ") + clock.from() + " to " + clock.until();
    }

    /// What the gateway cannot keep apart.
    private Optional<String> warning(RegisterEntry entry) {
        if (!(entry.content() instanceof OfficialPage page) || page.path().equals("/")) {
            return Optional.empty();
        }
        Weighing weighing = settings.weighing();
        Host host = Host.parse(page.host()).orElseThrow();
        boolean seen = page.groups().stream().map(name -> group(name)).allMatch(
                group -> group.isPresent() && weighing.seesPaths(host, group.get()))
                && page.editors().stream().map(account -> weighing.group(new Person(account)))
                        .allMatch(group -> group.isPresent() && weighing.seesPaths(host, group.get()));
        return seen
                ? Optional.empty()
                : Optional.of("The gateway may see only the name " + page.host() + ", and not which page is asked for."
                        + " Then the whole of it opens to the editors in these hours, and they may post there, too.");
    }

    private Optional<Group> group(String name) {
        return settings.weighing().groups().stream().filter(group -> group.name().equals(name)).findFirst();
    }

    private static String act(RegisterEntry entry, CaseAct act, Times times, String who) {
        String did = switch (act.kind()) {
            case ENTERED -> switch (entry.content()) {
                case OfficialPage _ -> " authorised it";
                case LetThrough _ -> entry.byTwo() ? " asked for it" : " let it through";
                case DeclaredTopic _ -> " declared it";
                case FamilyContact _ -> " acknowledged it";
                case ExpressPermission _ -> " gave it";
            };
            case AGREED -> " agreed" + said(act);
            case DECLINED -> " did not agree" + said(act);
            case WITHDREW -> " withdrew it" + said(act);
            default -> " did something that this version does not know";
        };
        return Wording.sentence(times.near(act.at())) + ": " + who + did + ".";
    }

    private static String said(CaseAct act) {
        return act.words().isEmpty() ? "" : ": “" + act.words() + "”";
    }
}
