package org.schoolgate.review.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.web.view.OneIncident.Line;
import org.schoolgate.review.web.view.OneIncident.More;

/// Tells what happened in an incident, oldest first. Each access that looks as if by hand has a line of its own; others
/// that came about alike and close together are told in one.
final class Spell {

    /// How far apart what is told in one line may be.
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    private Spell() {}

    /// @param accesses oldest first
    static List<Line> of(List<GatheredAccess> accesses, Times times) {
        List<List<GatheredAccess>> parts = new ArrayList<>();
        for (GatheredAccess access : accesses) {
            if (!parts.isEmpty() && isTold(access, parts.getLast().getLast())) {
                parts.getLast().add(access);
            } else {
                parts.add(new ArrayList<>(List.of(access)));
            }
        }
        return parts.stream().map(part -> line(part, times)).toList();
    }

    private static boolean isTold(GatheredAccess access, GatheredAccess before) {
        return !access.grade().countsForAPerson() && access.grade() == before.grade()
                && Duration.between(before.access().at(), access.access().at()).compareTo(TOGETHER) <= 0;
    }

    private static Line line(List<GatheredAccess> part, Times times) {
        RecordedAccess first = part.getFirst().access();
        RecordedAccess last = part.getLast().access();
        String kind = switch (part.getFirst().grade()) {
            case A, B -> "by-hand";
            case C -> "sent";
            case D, E, U -> "";
        };
        boolean alone = part.size() == 1;
        return new Line(first.at().toString(),
                alone ? times.clock(first.at()) : times.clock(first.at()) + " to " + times.clock(last.at()),
                alone ? asked(first) : Wording.sentence(Wording.count(part.size())) + " requests, told as one",
                alone ? "/access/" + first.number() : "", part.getFirst().grade().name(),
                part.getFirst().grade().words(), kind,
                alone ? List.of() : part.stream().map(one -> more(one.access(), times)).toList());
    }

    private static String asked(RecordedAccess access) {
        return access.host().orElse("A sealed address") + ", " + Wording.answer(access.verdict());
    }

    private static More more(RecordedAccess access, Times times) {
        return new More("/access/" + access.number(),
                times.clock(access.at()) + " " + Wording.inside(asked(access)));
    }
}
