package org.schoolgate.review.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.review.report.Csv;
import org.schoolgate.review.report.Paper;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.report.Zip;
import org.schoolgate.review.store.Annotation;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.IncidentAct;
import org.schoolgate.review.store.PersonalCopies.OfCase;
import org.schoolgate.review.store.PersonalCopy;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Store;

/// What is kept of one device or one account, for the person whose it was: a PDF that anyone can read, and all records as CSV. Nothing in it is
/// of another, and nothing in it was written by somebody else. Some seconds for 100,000 accesses.
final class CopyForPerson {

    /// How many accesses are in the CSV at most.
    static final int MOST = 200_000;
    private static final int MOST_IN_PDF = 1_000;
    private static final int MOST_INCIDENTS = 2_000;
    private static final List<String> COLUMNS = List.of("When", "What was asked for", "What happened", "Why",
            "The school’s own words", "About", "How it came about", "The page that led there", "The browser",
            "How sure it is who asked", "What you answered when you were asked", "What you wrote beside it",
            "The list was corrected", "Incidents", "Reference", "Kept until");

    private final Store store;
    private final Times times;
    private final Period kept;
    private final String school;

    /// @param kept how long records are kept
    CopyForPerson(Store store, Times times, Period kept, String school) {
        this.store = store;
        this.times = times;
        this.kept = kept;
        this.school = school;
    }

    /// The archive, which holds `your-records.pdf` and `records.csv`.
    byte[] zip(PersonalCopy copy, Instant now) {
        Map<Long, String> incidents = store.copies().incidents(copy);
        List<List<String>> first = new ArrayList<>();
        long all = store.copies().count(copy);
        Map<String, Zip.Written> files = new LinkedHashMap<>();
        // First, as it gathers what the PDF shows.
        files.put("records.csv", out -> records(copy, incidents, all, first, out));
        files.put("your-records.pdf", out -> out.write(Paper.of(report(copy, first, all), now)));
        return Zip.written(files, now);
    }

    private void records(PersonalCopy copy, Map<Long, String> incidents, long all, List<List<String>> first,
            OutputStream out) throws IOException {
        out.write(bytes(Csv.head(COLUMNS)));
        try {
            store.copies().accesses(copy, MOST, page -> {
                Set<Long> corrected = store.corrections().among(page.stream().map(RecordedAccess::number).toList());
                Map<Long, List<Annotation>> written = store.annotations()
                        .of(page.stream().map(RecordedAccess::number).toList()).stream()
                        .collect(Collectors.groupingBy(Annotation::access));
                for (RecordedAccess access : page) {
                    List<String> cells = cells(access, corrected, incidents,
                            written.getOrDefault(access.number(), List.of()));
                    write(out, Csv.line(cells));
                    if (first.size() < MOST_IN_PDF) {
                        first.add(inPdf(cells));
                    }
                }
            });
        } catch (UncheckedIOException fault) {
            throw new IOException(fault);
        }
        if (all > MOST) {
            out.write(bytes(Csv.line(List.of("Cut here: these are the first " + Wording.digits(MOST) + " of "
                    + Wording.digits(all) + " accesses. Ask for another copy for the days that follow."))));
        }
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(bytes(text));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private List<String> cells(RecordedAccess access, Set<Long> corrected, Map<Long, String> incidents,
            List<Annotation> written) {
        return List.of(times.day(access.at()) + ", " + times.clock(access.at()),
                access.target().orElse("An address that is not kept: only that it was in this category"),
                Wording.answer(access.verdict())
                        + (access.fault() ? ", because the filter itself had failed" : ""),
                access.ruleTitle(), access.clause().map(clause -> "“" + clause.quote() + "” (" + clause.source() + ")")
                        .orElse(""),
                Wording.about(access.categories()), Wording.grade(access.grade()),
                access.signals().refererHost().orElse(""), access.signals().userAgent().orElse(""),
                Wording.sure(access), access.statement().orElse(""),
                written.stream().map(one -> Annotated.line(one, times.zone())).collect(Collectors.joining("; ")),
                corrected.contains(access.number()) ? "yes: the address is no longer in the category" : "no",
                incidents.getOrDefault(access.number(), ""), access.reference(),
                times.day(access.day().plus(kept).minusDays(1)));
    }

    private static List<String> inPdf(List<String> cells) {
        return List.of(cells.get(0), cells.get(1) + " – " + cells.get(2) + ". " + cells.get(3) + "."
                + (cells.get(11).isEmpty() ? "" : " You wrote: " + cells.get(11) + "."), cells.get(5),
                cells.get(6), cells.getLast());
    }

    private Report report(PersonalCopy copy, List<List<String>> rows, long all) {
        boolean ofAccount = copy.asker().filter(Asker.Named.class::isInstance).isPresent();
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of("What this is", "You asked " + school + " what it keeps of your use of the internet at"
                + " school. The school’s filter keeps what it closed, asked about or was told to note. It keeps nothing of"
                + " what opened without a note, and nothing of what was read or written on a page.",
                "A record says that something was asked for. It is not a finding about you: pages ask for much by"
                        + " themselves, and the filter does not see who held the device."));
        sections.add(new Section("What is not in here, and why", List.of(), List.of(
                "What people of the school wrote about incidents and cases: notes may be about others, too. The data"
                        + " protection officer goes through them and adds what is about you.",
                "Cases that are not decided or that the law has held, whether or not there are any.",
                "Names of others, and who of the school looked at these records. Those who may are the Head of School, the"
                        + " safeguarding leads, the chair of governors and auditors.",
                ofAccount
                        ? "What devices of yours asked for while it was not known that it was you. If one was yours alone,"
                                + " say so."
                        : "Other devices, and what was asked for by an account that is known. If another device was yours,"
                                + " or an account, say so."),
                Optional.empty()));
        sections.add(incidents(copy));
        sections.add(cases(copy));
        sections.add(RegistersAbout.section(store, copy.asker(), times));
        String shown = rows.isEmpty()
                ? "There is none in this time."
                : all > rows.size()
                        ? "These are the first " + Wording.digits(rows.size()) + " of " + Wording.digits(all) + ". "
                                + (all > MOST ? "The first " + Wording.digits(MOST) : "All")
                                + " are in the file records.csv, which any spreadsheet opens."
                        : "The file records.csv, which any spreadsheet opens, tells more of each.";
        sections.add(new Section("What was asked for", List.of(shown), List.of(), rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table("What was asked for, oldest first", List.of("When",
                        "What, what happened, and by which rule", "About", "How it came about", "Kept until"), false,
                        rows,
                        List.of()))));
        sections.add(new Section("What “how it came about” means",
                List.of("A letter is the filter’s first guess by what the"
                        + " browser said. Only A and B can count for a person."),
                Stream.of(Grade.values()).map(grade -> grade + ": " + Wording.inside(grade.words()) + ".").toList(),
                Optional.empty()));
        sections.add(
                Section.of("How long it is kept", "Each record is destroyed after the day that stands with it, unless a"
                        + " law or a case asks for longer."));
        return new Report("What is kept of your " + (ofAccount ? "account" : "device"),
                List.of("For the person who asked, and nobody else. Request "
                        + copy.reference() + ".",
                        "From " + times.day(copy.first()) + " to " + times.day(copy.last())
                                + ". Made on " + times.day(times.today()) + ": " + copy.why()),
                sections);
    }

    private Section incidents(PersonalCopy copy) {
        Scope theirs = new Scope(Optional.empty(), Optional.of(copy.asker().stream().collect(Collectors.toSet())),
                Set.of());
        List<Incident> all = Stream.of(true, false)
                .flatMap(open -> store.incidents().latest(theirs, open, MOST_INCIDENTS, 0).stream())
                // From a device of theirs somebody else may have asked who is known.
                .filter(one -> copy.asker().equals(Optional.of(one.asker())))
                .filter(one -> !times.date(one.first()).isAfter(copy.last())
                        && !times.date(one.last()).isBefore(copy.first()))
                .sorted(Comparator.comparing(Incident::first)).toList();
        List<List<String>> rows = all.stream().limit(MOST_INCIDENTS).map(one -> List.of(Needs.number(one),
                times.moment(one.first()), one.subject(), Wording.digits(one.accesses()) + ", of which by hand "
                        + Wording.digits(one.byHand()),
                ended(one))).toList();
        return new Section(
                "Incidents", List.of("Accesses of one subject and one spell of time are told as one incident, so"
                        + " that somebody looks at them."
                        + (rows.size() == MOST_INCIDENTS
                                ? " These are the first " + Wording.digits(MOST_INCIDENTS) + "."
                                : "")),
                rows.isEmpty() ? List.of("There is none in this time.") : List.of(), rows.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Table("Incidents, first to last", List.of("Number", "Began", "About",
                                "Accesses", "What was done"), false, rows, List.of())));
    }

    private String ended(Incident incident) {
        List<IncidentAct> acts = store.incidents().acts(incident.id());
        long notes = acts.stream().filter(act -> act.kind() == IncidentAct.Kind.NOTED).count();
        String end = incident.open()
                ? acts.isEmpty() ? "Nobody has looked at it yet" : "Somebody has looked at it; it is not closed"
                : acts.stream().filter(act -> act.kind() == IncidentAct.Kind.CLOSED).reduce((_, last) -> last)
                        .map(act -> "Closed on " + times.day(act.at()) + ", with a reason that is left out here")
                        .orElse("Closed");
        return end + (notes == 0 ? "." : "; notes that are left out: " + notes + ".");
    }

    private Section cases(PersonalCopy copy) {
        List<List<String>> rows = store.copies().cases(copy).stream().filter(OfCase::tellable)
                .map(one -> List.of(one.called(), times.day(one.opened()),
                        one.outcome().map(outcome -> outcome.title() + ". " + outcome.words()).orElse("")
                                + one.decided().map(at -> " Decided on " + times.day(at) + ".").orElse(""),
                        Wording.digits(one.written()), one.destroyOn().map(times::day).orElse("")))
                .toList();
        return new Section("Cases", List.of("A case follows a concern to its end. Those that are decided:"),
                rows.isEmpty()
                        ? List.of("There is none in this time.")
                        : List.of(),
                rows.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Table("Cases that are decided", List.of("Number", "Opened", "How it ended",
                                "Notes and files, left out", "Destroyed on"), false, rows, List.of())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
