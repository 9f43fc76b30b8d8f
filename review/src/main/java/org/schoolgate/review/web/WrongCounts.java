package org.schoolgate.review.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.schoolgate.review.report.Report.Bar;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.store.Plea.State;
import org.schoolgate.review.store.Pleas.Counted;

/// The numbers of what people said of closed sites in some time: how many, how many were right, and how long they waited. It names nobody
/// and no site.
record WrongCounts(List<Counted> all) {

    private static final String HEADING = "What we closed by mistake";

    WrongCounts {
        all = List.copyOf(all);
    }

    long said() {
        return all.size();
    }

    /// Whoever said that it should be open was right: it was opened, or put into another category.
    long right() {
        return all.stream().filter(WrongCounts::isRight).count();
    }

    private static boolean isRight(Counted one) {
        return one.state() == State.OPENED || one.state() == State.RECATEGORISED;
    }

    private long kept() {
        return all.stream().filter(one -> one.state() == State.KEPT).count();
    }

    private long repeated() {
        return all.stream().filter(Counted::repeated).count();
    }

    /// From when it was said until it was decided, in order.
    List<Duration> spans() {
        return all.stream().flatMap(one -> one.decided().map(at -> Duration.between(one.at(), at)).stream()).sorted()
                .toList();
    }

    /// "This term: 41 asked, 29 were right, decided in 42 min (the middle value)."
    String sentence(String when) {
        return said() == 0
                ? when + ": nobody asked."
                : when + ": " + Wording.digits(said()) + " asked, " + Wording.digits(right())
                        + (right() == 1 ? " was right" : " were right")
                        + (spans().isEmpty()
                                ? "."
                                : ", decided in " + Promptness.middle(spans())
                                        + " (the middle value).");
    }

    /// For those who read whole numbers.
    Section section() {
        if (all.isEmpty()) {
            return Section.of(HEADING, "Nobody said that a site was closed by mistake, or needed.");
        }
        return new Section(HEADING, List.of(
                "What people said of closed sites. The thin bar is how many were right: the site was opened, or put"
                        + " into another category."),
                List.of("Asked: " + Wording.digits(said()) + ", by pupils " + Wording.digits(all.stream()
                        .filter(Counted::pupil).count()) + ". They said it "
                        + Wording.digits(all.stream().mapToLong(Counted::asked).sum()) + " times.",
                        "Right: " + Wording.digits(right()) + ". Kept closed: " + Wording.digits(kept()) + ". Waiting: "
                                + Wording.digits(said() - right() - kept()) + ".",
                        "From asking to the decision, in the middle: " + Promptness.middle(spans()) + ".",
                        "Asked again of a site that had been kept closed: " + Wording.digits(repeated()) + "."),
                Optional.of(byCategory()));
    }

    /// For those who are told no number from one to four.
    Section forGovernors() {
        if (all.isEmpty()) {
            return Section.of(HEADING, "Nobody said that a site was closed by mistake, or needed.");
        }
        return new Section(HEADING, List.of("What people said of closed sites. They were right where it was opened, or"
                + " put into another category."),
                List.of("Asked: " + few(said()) + ". Right: " + few(right()) + ".",
                        "From asking to the decision, in the middle: " + (SmallNumbers.isSmall(spans().size())
                                ? "not told, as there were fewer than 5"
                                : Promptness.middle(spans())) + ".",
                        "Asked again of a site that had been kept closed: " + few(repeated()) + "."),
                Optional.empty());
    }

    private static String few(long count) {
        return SmallNumbers.isSmall(count) ? "fewer than 5" : Wording.digits(count);
    }

    private Table byCategory() {
        Map<String, List<Counted>> by = all.stream().collect(Collectors.groupingBy(
                one -> one.category().isEmpty() ? "On no list" : one.category(), TreeMap::new, Collectors.toList()));
        long most = by.values().stream().mapToLong(List::size).max().orElse(1);
        List<List<String>> rows = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();
        by.entrySet().stream().sorted(Comparator.comparingInt(entry -> -entry.getValue().size())).forEach(entry -> {
            WrongCounts these = new WrongCounts(entry.getValue());
            rows.add(List.of(entry.getKey(), Wording.digits(these.said()), Wording.digits(these.right()),
                    Wording.digits(these.kept()), Promptness.middle(these.spans())));
            bars.add(new Bar(entry.getKey(), Wording.digits(these.said()), (int) (100 * these.said() / most),
                    (int) (100 * these.right() / most)));
        });
        return new Table("What people said of closed sites, by what closed them",
                List.of("Closed as", "Asked", "Right", "Kept closed", "Decided in, middle value"), true, rows, bars);
    }
}
