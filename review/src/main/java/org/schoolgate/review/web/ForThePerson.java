package org.schoolgate.review.web;

import org.schoolgate.review.store.GatheredAccess;
import java.time.Instant;
import org.schoolgate.review.incident.Declared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.review.casework.Reply;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Access.Point;

/// What speaks for the person whom a case is about: first what they say to it themselves, then what speaks against a breach
/// in its incidents.
///
/// @param scopes tells whose incidents are pupils'
/// @param timetables in force
record ForThePerson(Store store, Scopes scopes, Supplier<Timetables> timetables) {

    /// How many accesses of an incident are read.
    private static final int MOST = 1_000;

    /// Each thing once.
    ///
    /// @param acts of the case, first to last
    /// @param scoped the accesses that are there for the reader
    List<Point> points(List<CaseAct> acts, List<Incident> incidents, ScopedAccesses scoped) {
        List<Point> points = new ArrayList<>();
        reply(acts).map(ForThePerson::point).ifPresent(points::add);
        points.addAll(annotated(incidents));
        points.addAll(against(incidents, scoped));
        return List.copyOf(points);
    }

    /// What was written down last of what they say.
    static Optional<Reply> reply(List<CaseAct> acts) {
        return acts.stream().filter(act -> act.kind() == CaseAct.Kind.REPLIED)
                .reduce((_, later) -> later).flatMap(act -> Reply.read(act.words()));
    }

    private static Point point(Reply reply) {
        String heading = reply.kind().title() + (reply.kind() == Reply.Kind.SAID ? ":" : ".");
        String when = reply.when().isEmpty() ? "" : " (" + reply.when() + ")";
        return new Point(heading, switch (reply.kind()) {
            case SAID -> "“" + reply.words() + "”" + when;
            case DECLINED -> "That speaks neither for them nor against them. " + reply.words() + when;
            case NOT_ASKED -> "Because: " + reply.words();
        });
    }

    /// What they wrote beside their accesses, in each incident.
    private List<Point> annotated(List<Incident> incidents) {
        return incidents.stream().flatMap(incident -> Annotated.point(
                store.annotations().ofIncident(incident.id(), Annotated.MOST), timetables.get().zone())
                .map(point -> new Point(point.heading(), "Incident " + Needs.number(incident) + ": " + point.words()))
                .stream()).toList();
    }

    private List<Point> against(List<Incident> incidents, ScopedAccesses scoped) {
        Map<String, Point> points = new LinkedHashMap<>();
        for (Incident incident : incidents) {
            List<GatheredAccess> accesses = store.incidents().accesses(incident.id(), MOST);
            Declared declared = Declared.of(store, accesses.stream().map(GatheredAccess::access).toList());
            Times times = new Times(Instant.EPOCH, timetables.get().zone());
            for (Point point : IncidentsAgainst.of(incident, accesses, scoped::since, new HoursOf(timetables.get()),
                    scopes.isPupils(incident.group()), access -> OnFile.declared(declared, access, times))) {
                points.putIfAbsent(point.heading(), new Point(point.heading(), "Incident " + Needs.number(incident)
                        + ": " + point.words()));
            }
        }
        return List.copyOf(points.values());
    }
}
