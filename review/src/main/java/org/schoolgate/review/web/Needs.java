package org.schoolgate.review.web;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.review.casework.SchoolDays;
import org.schoolgate.review.store.Incident;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.web.view.Need;

/// Puts an incident into words for a queue.
final class Needs {

    private Needs() {}

    /// @param days counts school days
    static Need of(Incident incident, Times times, SchoolDays days) {
        return new Need("/incidents/" + incident.id(), number(incident), incident.severity().text(),
                by(incident.severity()), waiting(incident, times, days), sentence(incident), against(incident),
                incident.grade().name(), incident.grade().words(), incident.certainty().bars(),
                incident.pseudonym() + ": " + Wording.inside(Wording.sure(incident.certainty())),
                when(incident, times));
    }

    /// "0148".
    static String number(Incident incident) {
        return String.format(Locale.ROOT, "%04d", incident.number());
    }

    static String by(Severity severity) {
        return switch (severity) {
            case URGENT -> "Act now";
            case CONCERN -> "Look today";
            case NOTICE -> "When you have time";
        };
    }

    /// What happened: "Two requests about “Social media” by hand, and 23 others, by a device in the group “Staff”."
    static String sentence(Incident incident) {
        long others = incident.accesses() - incident.byHand();
        String what = incident.byHand() == 0
                ? requests(others) + " about “" + incident.subject() + "”, "
                        + (others == 1
                                ? "not by hand as far as it can be told"
                                : "none by hand as far as it can be told")
                : requests(incident.byHand()) + " about “" + incident.subject() + "” by hand"
                        + (others == 0 ? "" : ", and " + Wording.count(others) + (others == 1 ? " other" : " others"));
        return Wording.sentence(what) + ", by a device in the group “" + incident.groupTitle() + "”.";
    }

    private static String requests(long count) {
        return Wording.count(count) + (count == 1 ? " request" : " requests");
    }

    private static String against(Incident incident) {
        long others = incident.accesses() - incident.byHand();
        String pages = others == 0 || incident.byHand() == 0
                ? ""
                : Wording.count(others) + " of the " + Wording.count(incident.accesses())
                        + " requests " + (others == 1 ? "was" : "were") + " not made by hand, or it cannot be told";
        String who = incident.certainty() == Certainty.NOT_KNOWN || incident.certainty() == Certainty.ONE_OF_SEVERAL
                ? "it is not known who held the device"
                : "";
        String both = pages.isEmpty() || who.isEmpty() ? pages + who : pages + "; " + who;
        return both.isEmpty() ? "" : both + ".";
    }

    private static String when(Incident incident, Times times) {
        return incident.first().equals(incident.last())
                ? Wording.sentence(times.near(incident.first())) + "."
                : Wording.sentence(times.near(incident.first())) + ", until " + times.time(incident.last()) + ".";
    }

    /// How long it has waited and by when it should be seen: what is urgent by the clock, all else by the school's own days.
    ///
    /// @param days counts school days
    static String waiting(Incident incident, Times times, SchoolDays days) {
        if (!incident.open()) {
            return "Closed";
        }
        if (incident.severity() == Severity.URGENT) {
            return "Waiting " + span(Duration.between(incident.first(), times.now())) + ", to be seen within 1 hour";
        }
        LocalDate since = LocalDate.ofInstant(incident.first(), times.zone());
        int waited = days.between(since, times.today());
        String waiting = !since.isBefore(times.today())
                ? "Waiting " + span(Duration.between(incident.first(), times.now()))
                : waited == 0
                        ? "Waiting since " + times.shortDay(since) + ", no school day yet"
                        : "Waiting " + Wording.schoolDays(waited);
        LocalDate due = days.after(since,
                incident.severity() == Severity.CONCERN ? SchoolDays.TO_SEE_A_CONCERN : SchoolDays.TO_SEE_A_NOTICE);
        return waiting + (times.today().isAfter(due) ? ", should have been seen by " : ", to be seen by ")
                + times.shortDay(due);
    }

    private static String span(Duration time) {
        if (time.toMinutes() < 60) {
            return Math.max(0, time.toMinutes()) + " min";
        }
        return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " days";
    }
}
