package org.schoolgate.review.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.Taken;
import org.schoolgate.review.store.VictimRecord;
import org.schoolgate.review.web.view.OneCase.Act;

/// The papers of a case that is handed over: the one in the archive, and the cover sheet beside it. In the first no time is that of
/// its making.
///
/// @param school its name
record CasePaper(Store store, String school, ForThePerson forThem, ZoneId zone) {

    /// The case to be read, with what speaks for the person first.
    ///
    /// @param files the names of its files in the archive, by the act that added each
    Report report(CaseFile file, List<CaseAct> acts, List<Incident> incidents, List<VictimRecord> victims,
            Account reader, Map<Long, String> files) {
        // Seen from long ago, no day is "today".
        Times times = new Times(Instant.EPOCH, zone);
        List<Section> sections = new ArrayList<>();
        List<String> points = forThem.points(acts, incidents, store.accesses().within(forThem.scopes().of(reader)))
                .stream().map(point -> point.heading() + " " + point.words()).toList();
        sections.add(new Section("What speaks for the person", points.isEmpty()
                ? List.of(
                        "Nothing that the gateway can see, and nothing was written down of what they say. It cannot see"
                                + " who held the device, nor why.")
                : List.of(), points, Optional.empty()));
        sections.add(new Section("What the case is about", List.of(
                file.about().title()
                        + (file.name().isPresent() ? ": " + file.name().get() : "; no name was written down")
                        + (file.hasNoDevice()
                                ? ". It is about no device."
                                : WhoItIs.account(file.asker())
                                        .map(account -> ". The person is called “" + file.pseudonym()
                                                + "”, and has the account “" + account + "”. It came from "
                                                + devices(file))
                                        .orElseGet(() -> ". The device is called “" + file.pseudonym() + "”, and is "
                                                + devices(file))
                                        + "."),
                file.outcome().map(Outcome::title).map(found -> "It was decided: " + Wording.inside(found) + ".")
                        .orElse("Nothing has been decided.")),
                List.of(), Optional.empty()));
        sections.add(new Section("What was recorded", incidents.isEmpty()
                ? List.of("No incident is in it, or none is left.")
                : List.of("A record is not a finding about anyone."),
                incidents.stream()
                        .map(one -> "Incident " + Needs.number(one) + ", " + times.moment(one.first()) + ": "
                                + Needs.sentence(one) + evidence(one))
                        .toList(),
                Optional.empty()));
        for (VictimRecord record : victims) {
            List<CaseAct> its = store.victims().acts(record.id());
            List<String> lines = new ArrayList<>(OneVictimPage.parts(its).stream()
                    .map(part -> part.title() + ": " + part.words()).toList());
            lines.addAll(done("/records/" + record.id(), its, times));
            sections.add(new Section("Record " + record.called() + " of bullying online", List.of(), lines,
                    Optional.empty()));
        }
        sections.add(new Section("What was done with it, in order", List.of(), done("/cases/" + file.id(), acts, times),
                Optional.empty()));
        List<List<String>> rows = acts.stream().filter(act -> files.containsKey(act.id()))
                .map(act -> List.of(files.getOrDefault(act.id(), ""),
                        act.words().substring(0, act.words().indexOf(' '))))
                .toList();
        sections.add(rows.isEmpty()
                ? Section.of("Files", "None was added.")
                : new Section("Files", List.of(), List.of(),
                        Optional.of(new Table("Files, in the order in which they were"
                                + " added", List.of("File", "SHA-256"), false, rows, List.of()))));
        sections.add(Section.of("What this rests on", "Each thing that was done is an entry of the chain "
                + store.chain().origin() + ", and stands in acts.jsonl with a proof that it was signed.",
                "How to check all this without Schoolgate stands in how-to-verify.txt."));
        return new Report("Case " + file.called() + ": " + Wording.inside(file.subject()),
                List.of("Confidential. " + school + "."), sections);
    }

    private String devices(CaseFile file) {
        return store.devices().of(file).stream().map(IpAddress::toString).collect(Collectors.joining(", "));
    }

    private String evidence(Incident incident) {
        return CasePack.hasRecords(store, incident)
                ? " Its evidence is in the folder " + CasePack.folder(incident).replace("/", "") + "."
                : " Its records have been destroyed since, as they had been kept for as long as they may be.";
    }

    private List<String> done(String page, List<CaseAct> acts, Times times) {
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        return acts.stream().map(act -> {
            Act told = CaseWords.act(page, act, times.moment(act.at()),
                    called.getOrDefault(act.account(), "an account now gone"), called);
            String said = act.kind() == CaseAct.Kind.NAMED ? act.words() : told.said();
            return told.what() + (said.isEmpty() ? "" : " " + said);
        }).toList();
    }

    /// What goes on top: to whom it is handed, by whom and for what, and which archive it is.
    ///
    /// @param by who hands it over
    Report cover(CaseFile file, Taken taken, String by) {
        Times times = new Times(taken.at(), zone);
        return new Report("Handed over: case " + file.called(), List.of("Confidential. " + school + "."), List.of(
                Section.of("To whom", taken.recipient()),
                Section.of("For what", taken.purpose()),
                Section.of("By whom, and when", by + ", on " + times.moment(taken.at()) + "."),
                Section.of("What it is", "The archive " + taken.name() + " that comes with this sheet. Its SHA-256 is "
                        + taken.sha256() + ". The school has kept the same on its custody sheet.",
                        "In it case.pdf is to be read first; how-to-verify.txt says how to check all of it without the"
                                + " school and without Schoolgate."),
                Section.of("What to mind",
                        "It holds personal data. Give it only to those who must have it, and keep it no"
                                + " longer than you need it.",
                        "It is a record of what was asked for and of what people did about it. What speaks for the person"
                                + " stands first in it.")));
    }
}
