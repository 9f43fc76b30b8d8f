package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.evidence.Since;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.web.view.Access.Point;

/// Works out, from what the browser itself said, what speaks against a breach. It leaves nothing out for being likely,
/// and adds nothing that was not seen.
final class SpeaksAgainst {

    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("image", "a picture"), Map.entry("script", "a script"), Map.entry("style", "a style sheet"),
            Map.entry("font", "a typeface"), Map.entry("iframe", "a frame inside a page"),
            Map.entry("frame", "a frame inside a page"), Map.entry("embed", "something embedded in a page"),
            Map.entry("object", "something embedded in a page"), Map.entry("audio", "sound"),
            Map.entry("video", "a film"), Map.entry("track", "subtitles"), Map.entry("empty", "data for a page"),
            Map.entry("worker", "a script"), Map.entry("sharedworker", "a script"),
            Map.entry("serviceworker", "a script"), Map.entry("manifest", "a page’s description"),
            Map.entry("report", "a report that pages send on their own"));

    private static final int MOST_ANSWERS = 20;

    private SpeaksAgainst() {}

    /// First what speaks against its having been this person or this device's, then the rest.
    ///
    /// @param since what the same device did later
    static List<Point> of(RecordedAccess access, Since since) {
        List<Point> points = new ArrayList<>();
        Signals signals = access.signals();
        if (access.fault()) {
            points.add(new Point("The filter itself failed.",
                    "It closed this to be safe, whatever it was. That says nothing about the site, or about anyone."));
        }
        WhoAsked.against(access).ifPresent(points::add);
        ahead(signals).ifPresent(points::add);
        program(access).ifPresent(points::add);
        part(signals).ifPresent(points::add);
        points.addAll(around(access.circumstances(), since));
        unseen(access).ifPresent(points::add);
        led(access).ifPresent(points::add);
        return List.copyOf(points);
    }

    /// What they wrote when they were asked whether it is for work, each answer once.
    ///
    /// @param accesses of one incident, or one alone
    static Optional<Point> said(List<RecordedAccess> accesses) {
        List<String> answers = accesses.stream().flatMap(access -> access.statement().stream()).distinct().toList();
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        int more = Math.max(0, answers.size() - MOST_ANSWERS);
        return Optional.of(new Point("Asked what it was for, they answered:",
                answers.stream().limit(MOST_ANSWERS).collect(Collectors.joining("”, “", "“", "”"))
                        + (more == 0 ? "" : " and " + Wording.count(more) + " more") + "."));
    }

    private static Optional<Point> part(Signals signals) {
        return signals.fetchDest().filter(dest -> !dest.equals("document")).map(dest -> new Point(
                "It looks like part of another page.",
                "The browser wanted " + PARTS.getOrDefault(dest, "“" + dest + "”")
                        + ", which pages load on their own. Nobody needs to have clicked."));
    }

    private static Optional<Point> ahead(Signals signals) {
        return signals.purpose().map(purpose -> new Point("It was fetched ahead.",
                "The browser fetched it before anyone had opened it. Such a page may never have been seen."));
    }

    /// A click that something else used.
    private static List<Point> around(Circumstances around, Since since) {
        List<Point> points = new ArrayList<>();
        if (around.redirected()) {
            points.add(new Point("Another site redirected the browser here.",
                    "Whatever was clicked or typed was for that site. Nobody need have known where it led."));
        }
        if (around.newSites() > Circumstances.MOST_NEW_SITES || since.burst()) {
            points.add(new Point("It was part of a burst.",
                    (around.newSites() > Circumstances.MOST_NEW_SITES
                            ? "The device went to " + Wording.count(around.newSites()) + " new sites within ten seconds"
                            : "More than five new sites followed within ten seconds")
                            + ". A storm of pop-ups does that; read all of them as one."));
        }
        if (around.sinceOther().filter(time -> time.compareTo(Circumstances.AT_ONCE) < 0).isPresent()
                || since.together()) {
            points.add(new Point("The same page opened another site at once.",
                    "Less than a second apart. A window that opens by itself can use a click that was meant for "
                            + "something else."));
        }
        return points;
    }

    private static Optional<Point> unseen(RecordedAccess access) {
        Signals signals = access.signals();
        if (Ground.of(signals, access.circumstances()) == Ground.NEVER_SAID) {
            return Optional.of(new Point("This browser never says whether someone clicked.",
                    "Safari and all browsers on iPads are like that. A click, a redirect and an advert look the same."));
        }
        if (signals.mode() == Signals.Mode.TUNNEL) {
            return Optional.of(new Point("Only the site’s name was seen.",
                    "The connection is encrypted, so no page and no click shows. An app, an advert or a button inside "
                            + "another page asks for a name in just the same way."));
        }
        boolean silent = signals.fetchMode().isEmpty() && signals.fetchDest().isEmpty()
                && signals.fetchSite().isEmpty();
        if (silent) {
            return Optional.of(new Point("The browser did not say how it came about.",
                    "For addresses that begin with http:// no browser does. So it cannot be told whether someone clicked, "
                            + "or a page loaded it on its own."));
        }
        boolean page = signals.fetchDest().orElse("document").equals("document");
        return page && !signals.fetchUser()
                ? Optional.of(new Point("The browser reported no click.",
                        "It does where someone clicks or types. A redirect or an advert window has none."))
                : Optional.empty();
    }

    private static Optional<Point> led(RecordedAccess access) {
        return access.signals().refererHost().filter(host -> !Optional.of(host).equals(access.host()))
                .map(host -> new Point("Another page led to it.",
                        "The browser came from " + host + ". A link there, a redirect or an advert can do that."));
    }

    private static Optional<Point> program(RecordedAccess access) {
        if (Ground.of(access.signals(), access.circumstances()) == Ground.LINK_PREVIEW) {
            return Optional.of(new Point("A program looked at a link.",
                    "What asked calls itself “" + access.signals().userAgent().orElse("")
                            + "”. It shows or checks links "
                            + "that people send, before anyone opens them."));
        }
        return access.signals().userAgent().filter(agent -> !agent.startsWith("Mozilla/")).map(agent -> new Point(
                "It does not look like a browser.",
                "What asked calls itself “" + agent + "”. Programs ask on their own, for updates or previews."));
    }
}
