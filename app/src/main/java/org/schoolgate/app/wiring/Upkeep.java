package org.schoolgate.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.app.pinned.Pinned;
import org.schoolgate.app.pinned.Refused;
import org.schoolgate.app.selftest.Outcome;
import org.schoolgate.app.selftest.Report;
import org.schoolgate.app.selftest.Reports;
import org.schoolgate.proxy.tls.Roots;
import org.schoolgate.review.SystemStatus;

/// What grows old unless someone sees to it: the authority, the roots, the self-test; and what devices refuse. Made anew
/// for each look.
///
/// @param ends when the authority that signs ends; empty where there is none
/// @param siteEnds when the review site's certificate ends, where somebody else renews it
/// @param data the data folder
record Upkeep(Supplier<Optional<Instant>> ends, Optional<Supplier<Instant>> siteEnds, Roots roots, Pinned pinned,
        Path data, InstantSource clock)
        implements
            Supplier<List<SystemStatus.Upkeep>> {

    /// The next authority wants to be on the devices before the end.
    static final Duration AUTHORITY_SOON = Duration.ofDays(60);
    /// What renews certificates by itself does so earlier.
    static final Duration SITE_SOON = Duration.ofDays(14);
    private static final Duration SELF_TEST_OLD = Duration.ofDays(7);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK)
            .withZone(ZoneOffset.UTC);

    /// The most sites whose lines are shown.
    private static final int MOST_SHOWN = 10;

    @Override
    public List<SystemStatus.Upkeep> get() {
        Instant now = clock.instant();
        List<SystemStatus.Upkeep> all = new ArrayList<>();
        ends.get().ifPresent(end -> all.add(authority(end, now)));
        siteEnds.ifPresent(end -> all.add(site(end.get(), now)));
        all.add(roots(now));
        all.add(selfTest(now));
        pinned(now).ifPresent(all::add);
        return all;
    }

    private static SystemStatus.Upkeep authority(Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        boolean well = left.compareTo(AUTHORITY_SOON) >= 0;
        return upkeep("School’s certificate", well,
                left.isNegative() ? "Ended" : well ? "Valid" : days(left) + " left",
                "It ends on " + DAY.format(end) + "."
                        + (well
                                ? ""
                                : " Make the next one (schoolgate ca rotate), and put it on the devices before that day:"
                                        + " afterwards no encrypted page opens that is looked into."));
    }

    private static SystemStatus.Upkeep site(Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        boolean well = left.compareTo(SITE_SOON) >= 0;
        return upkeep("Review site’s certificate", well,
                left.isNegative() ? "Ended" : well ? "Valid" : days(left) + " left",
                "It ends on " + DAY.format(end) + "." + (well
                        ? ""
                        : " Put the next one into its files (web: certificate in schoolgate.yaml): it is used within a"
                                + " minute. Afterwards browsers warn of this site."));
    }

    private SystemStatus.Upkeep roots(Instant now) {
        boolean old = roots.areOld(now);
        return upkeep("Roots that sites rest on", !old, old ? "Old" : "Fresh",
                "The set is Mozilla’s of " + roots.date() + ", " + days(roots.age(now)) + " ago."
                        + (old ? " Update the program: the set comes with it." : ""));
    }

    private SystemStatus.Upkeep selfTest(Instant now) {
        String how = " Run schoolgate selftest from where the devices are.";
        Optional<Report> newest;
        try {
            newest = new Reports(data).newest();
        } catch (IOException unreadable) {
            return upkeep("Self-test", false, "Cannot be read", "Its file: " + unreadable.getMessage() + ".");
        }
        if (newest.isEmpty()) {
            return upkeep("Self-test", false, "Not run yet",
                    "Nobody has tried whether devices get round the gateway." + how);
        }
        Report report = newest.get();
        Duration age = Duration.between(report.at(), now);
        long leaks = report.count(Outcome.LEAK);
        boolean old = age.compareTo(SELF_TEST_OLD) > 0;
        List<String> names = report.findings().stream().filter(finding -> finding.outcome() == Outcome.LEAK)
                .map(finding -> finding.what()).limit(MOST_SHOWN).toList();
        return upkeep("Self-test", leaks == 0 && !old,
                leaks > 0 ? leaks + (leaks == 1 ? " leak" : " leaks") : old ? "Old" : "No leak found",
                "Run on " + DAY.format(report.at()) + ", " + days(age) + " ago, by " + report.way() + ": "
                        + report.count(Outcome.SHUT) + " as they should be, " + report.count(Outcome.UNCLEAR)
                        + " that cannot be told, " + report.count(Outcome.NOT_TRIED) + " not tried."
                        + (leaks > 0 ? " What leads out: " + String.join("; ", names) + "." : "") + (old ? how : ""));
    }

    /// What several devices refuse, where there is such a thing.
    private Optional<SystemStatus.Upkeep> pinned(Instant now) {
        List<Refused> suggested = pinned.refused(now).stream().filter(Refused::isSuggested).limit(MOST_SHOWN).toList();
        if (suggested.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(List.of("inspection:"));
        suggested.forEach(one -> lines.addAll(one.lines().subList(1, one.lines().size())));
        return Optional.of(new SystemStatus.Upkeep("Certificates refused by devices", false,
                suggested.size() == 1 ? "One site" : suggested.size() + " sites",
                "At least " + Pinned.DEVICES + " devices of one group refuse the gateway’s certificate for: "
                        + String.join(", ", suggested.stream().map(Refused::site).distinct().toList())
                        + ". It may be a program that takes no certificate but its own; or the school’s is missing on these"
                        + " devices. If you want these connections judged by name only, put these lines first under"
                        + " “inspection” in policy.yaml. Nothing changes until you do.",
                lines));
    }

    private static SystemStatus.Upkeep upkeep(String name, boolean well, String state, String detail) {
        return new SystemStatus.Upkeep(name, well, state, detail, List.of());
    }

    private static String days(Duration time) {
        return time.toDays() == 1 ? "1 day" : time.toDays() + " days";
    }
}
