package org.schoolgate.review.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.review.store.Annotation;
import org.schoolgate.review.web.view.Access.Point;

/// Says what people wrote beside flagged accesses of their own, and when. It stands before all else that speaks against a breach.
final class Annotated {

    /// How many of one incident are read.
    static final int MOST = 100;

    private Annotated() {}

    /// @param annotations first to last
    static Optional<Point> point(List<Annotation> annotations, ZoneId zone) {
        return annotations.isEmpty()
                ? Optional.empty()
                : Optional.of(new Point("They wrote beside it themselves:", annotations.stream()
                        .map(one -> line(one, zone)).collect(Collectors.joining("; ")) + "."));
    }

    /// Seen from long ago, as no day is "today" on paper.
    static String line(Annotation one, ZoneId zone) {
        return "“" + one.words() + "” (" + new Times(Instant.EPOCH, zone).moment(one.at()) + ")";
    }

    /// What was written, and then the rest.
    static List<Point> before(List<Annotation> annotations, ZoneId zone, List<Point> rest) {
        List<Point> points = new ArrayList<>();
        point(annotations, zone).ifPresent(points::add);
        points.addAll(rest);
        return List.copyOf(points);
    }
}
