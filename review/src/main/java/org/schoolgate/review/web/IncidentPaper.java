package org.schoolgate.review.web;

import org.schoolgate.review.incident.Declared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.review.chain.Checkpoint;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.IncidentAct;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedListing;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.View;

/// The part of an evidence pack that people read: what speaks against a breach comes first. Its times are whole, and none of
/// them is the time of making.
final class IncidentPaper {

    private static final int MOST_ROWS = 1_000;

    private final Store store;
    private final String school;
    private final Times times;
    private final Timetables timetables;

    IncidentPaper(Store store, String school, Timetables timetables) {
        this.store = store;
        this.school = school;
        this.timetables = timetables;
        // Seen from long ago, no day is "today".
        this.times = new Times(Instant.EPOCH, timetables.zone());
    }

    /// @param accesses all of the incident, oldest first
    /// @param latest the checkpoint that the proofs lead to
    Report report(Incident incident, boolean pupils, List<GatheredAccess> accesses, Checkpoint latest) {
        List<RecordedAccess> records = accesses.stream().map(GatheredAccess::access).toList();
        Declared declared = Declared.of(store, records);
        List<Section> sections = new ArrayList<>();
        List<String> against = Annotated.before(store.annotations().ofIncident(incident.id(), Annotated.MOST),
                timetables.zone(), IncidentsAgainst.of(incident, accesses, store.accesses().within(Scope.ALL)::since,
                        new HoursOf(timetables), pupils, access -> OnFile.declared(declared, access, times)))
                .stream()
                .map(point -> point.heading() + " " + point.words()).toList();
        sections.add(new Section("What speaks against a breach", against.isEmpty()
                ? List.of("Nothing that the gateway can see. It cannot see who held the device, nor why.")
                : List.of(), against, Optional.empty()));
        sections.add(Section.of("What remains", remains(incident),
                "It is a record of what was asked for, not a finding about anyone.",
                "Who asked: " + Wording.inside(Wording.sure(incident.certainty()))
                        + (incident.asker() instanceof Asker.Named
                                ? ". The person is called “"
                                : ". The device is called “")
                        + incident.pseudonym() + "” here."));
        sections.add(new Section("What was asked for", records.size() > MOST_ROWS
                ? List.of("The first " + Wording.digits(MOST_ROWS) + " of " + Wording.digits(records.size())
                        + "; all are in records.jsonl.")
                : List.of("Only what belongs to this incident."), List.of(),
                Optional.of(new Table(
                        "What was asked for, oldest first",
                        List.of("When", "What, and what was answered", "How it came about", "Reference"), false,
                        accesses.stream().limit(MOST_ROWS).map(this::row).toList(), List.of()))));
        sections.add(new Section("The rules that answered", List.of(), rules(records), Optional.empty()));
        sections.add(listings(records));
        sections.add(new Section("Who looked, and what was done", List.of(), acts(incident), Optional.empty()));
        sections.add(new Section("What this rests on", List.of(), List.of(
                "The records are " + Wording.digits(records.size()) + " of the chain " + latest.origin()
                        + ". Each has a proof that it stands in the chain of " + Wording.digits(latest.size())
                        + " entries that was signed on " + times.moment(latest.at()) + ".",
                "Policy and lists that answered: " + records.stream().map(RecordedAccess::snapshot).distinct()
                        .collect(Collectors.joining(", "))
                        + ". Their texts are in the folders policy and lists, as far as they were kept.",
                "The times are those of the gateway’s own clock. The gateway does not know whether a time service set it,"
                        + " so nothing here shows that they are right.",
                "How to check all this without Schoolgate stands in how-to-verify.txt."), Optional.empty()));
        return new Report("Incident " + Needs.number(incident) + ": " + Wording.inside(incident.subject()),
                List.of("Confidential. " + school + ".", "Group “" + incident.groupTitle() + "”, from "
                        + times.moment(incident.first()) + " to " + times.moment(incident.last()) + "."),
                sections);
    }

    private String remains(Incident incident) {
        return incident.byHand() == 0
                ? "Nothing that looks as if by hand."
                : Wording.sentence(Wording.count(incident.byHand()))
                        + (incident.byHand() == 1 ? " request" : " requests") + " about “" + incident.subject()
                        + "” that " + (incident.byHand() == 1 ? "looks" : "look") + " as if by hand.";
    }

    private List<String> row(GatheredAccess one) {
        RecordedAccess access = one.access();
        return List.of(times.day(access.at()) + ", " + times.clock(access.at()),
                access.target().orElse("A sealed address") + " – " + Wording.answer(access.verdict()),
                Wording.grade(one.grade()), access.reference());
    }

    private static List<String> rules(List<RecordedAccess> records) {
        Set<String> rules = new LinkedHashSet<>();
        for (RecordedAccess access : records) {
            rules.add(access.ruleTitle() + ". " + access.clause()
                    .map(clause -> "The school’s own words: “" + clause.quote() + "” (" + clause.source() + ")")
                    .orElse("No sentence of the school’s policy is named for it."));
        }
        return List.copyOf(rules);
    }

    private static Section listings(List<RecordedAccess> records) {
        Set<List<String>> rows = new LinkedHashSet<>();
        for (RecordedAccess access : records) {
            for (RecordedListing listing : access.listings()) {
                rows.add(List.of(listing.entry().orElse("A sealed entry"), listing.category(), listing.list(),
                        listing.version(), Long.toString(listing.line())));
            }
        }
        return rows.isEmpty()
                ? Section.of("The list entries that decided", "None: no list was needed.")
                : new Section("The list entries that decided", List.of(), List.of(), Optional.of(new Table(
                        "List entries that decided", List.of("Entry", "Category", "List", "Version", "Line"), false,
                        rows.stream().limit(MOST_ROWS).toList(), List.of())));
    }

    private List<String> acts(Incident incident) {
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        Map<Long, List<View>> looks = store.views().ofIncident(incident.id()).stream()
                .collect(Collectors.groupingBy(View::account, LinkedHashMap::new, Collectors.toList()));
        List<String> acts = new ArrayList<>();
        looks.forEach((account, some) -> acts.add(called.getOrDefault(account, "An account now gone") + " looked at it "
                + (some.size() == 1 ? "once" : Wording.count(some.size()) + " times") + ", first on "
                + times.moment(some.getFirst().at()) + "."));
        for (IncidentAct act : store.incidents().acts(incident.id())) {
            String who = called.getOrDefault(act.account(), "An account now gone");
            String what = switch (act.kind()) {
                case LOOKED -> "";
                case NOTED -> " wrote: ";
                case GAVE -> " gave it to "
                        + called.getOrDefault(Long.parseLong(act.words()), "an account now gone") + ".";
                case CLOSED -> " closed it: ";
                case OPENED -> " opened it again: ";
            };
            if (!what.isEmpty()) {
                acts.add(times.moment(act.at()) + ": " + who + what
                        + (act.kind() == IncidentAct.Kind.GAVE ? "" : act.words()));
            }
        }
        return acts.isEmpty() ? List.of("Nobody has looked at it yet.") : acts;
    }
}
