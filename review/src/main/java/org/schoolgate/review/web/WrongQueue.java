package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.journal.PleaBook;
import org.schoolgate.review.plea.Said;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Plea;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Wrong;

/// The sites of which somebody says that they should be open, in the order in which they should be decided: what a lesson needs within two
/// hours first, then what has waited longest.
final class WrongQueue {

    private static final int MOST_ALIKE = 5;

    private final Store store;
    private final ReviewSettings settings;

    WrongQueue(Store store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /// @param reference of the site whose form was not good enough
    /// @param typed what stands in it
    List<Wrong.Site> sites(Account reader, String reference, Wrong.Typed typed) {
        settle();
        List<Plea> all = store.pleas().queue();
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        Times times = new Times(settings.clock().instant(), settings.school().get().zone());
        return all.stream().collect(Collectors.groupingBy(plea -> plea.said().site() + " " + plea.state(),
                LinkedHashMap::new, Collectors.toList())).values().stream()
                .sorted(Comparator.comparing((List<Plea> same) -> soon(same, times).orElse(Instant.MAX))
                        .thenComparing(same -> same.getFirst().at()))
                .map(same -> site(same, all, times, called, reader,
                        same.stream().anyMatch(plea -> plea.reference().equals(reference))
                                ? typed
                                : new Wrong.Typed("", "", "", "", false)))
                .toList();
    }

    /// What waited for a second person and waits no longer: it is decided, or has to be decided again.
    private void settle() {
        Instant now = settings.clock().instant();
        for (Plea plea : store.pleas().queue()) {
            plea.change().ifPresent(change -> {
                switch (settings.edits().progress(change)) {
                    case WAITING -> {
                    }
                    case IN_FORCE -> store.pleas().agree(plea, 0, now, "");
                    case GONE -> store.pleas().decline(plea, 0, now, "The change of lists waits no longer.");
                }
            });
        }
    }

    /// When the next lesson begins that needs it, where that is soon or was a moment ago.
    private static Optional<Instant> soon(List<Plea> same, Times times) {
        return same.stream().flatMap(plea -> plea.neededAt().stream())
                .filter(at -> at.isBefore(times.now().plus(PleaBook.SOON))
                        && at.isAfter(times.now().minus(PleaBook.SOON)))
                .min(Comparator.naturalOrder());
    }

    private Wrong.Site site(List<Plea> same, List<Plea> all, Times times, Map<Long, String> called, Account reader,
            Wrong.Typed typed) {
        Plea first = same.getFirst();
        Optional<Instant> soon = soon(same, times);
        return new Wrong.Site(first.reference(), first.said().site(),
                soon.isPresent()
                        ? "urgent"
                        : same.stream().anyMatch(plea -> plea.said().kind() == Said.Kind.LESSON)
                                ? "concern"
                                : "notice",
                what(same, times), "Waiting " + Promptness.words(Duration.between(first.at(), times.now())),
                same.stream().map(plea -> said(plea)).toList(),
                same.stream().map(WrongQueue::closed).distinct().toList(), alike(first, all),
                first.decision().map(decided -> Wording.sentence(Wording.who(first.decidedBy().orElse(0L), reader.id(),
                        called)) + " proposed" + first.decidedAt().map(at -> " " + times.near(at)).orElse("") + ": "
                        + Wording.inside(WrongLedger.words(decided)) + ". Nobody opens this alone, so it waits for a"
                        + " second person. The answer would be: “" + decided.answer() + "”"),
                maySecond(first, reader), typed);
    }

    /// Whether somebody is a second person for it: not who proposed it.
    boolean maySecond(Plea plea, Account reader) {
        return plea.state() == Plea.State.SECOND && plea.change().isPresent()
                && Rights.has(reader.role(), Right.SECOND_OVERRIDES)
                && plea.decidedBy().filter(by -> by != reader.id()).isPresent();
    }

    private static String what(List<Plea> same, Times times) {
        Optional<Instant> needed = same.stream().flatMap(plea -> plea.neededAt().stream())
                .filter(at -> at.isAfter(times.now().minus(PleaBook.SOON))).min(Comparator.naturalOrder());
        if (needed.isPresent()) {
            return "Needed for a lesson "
                    + (times.date(needed.get()).equals(times.today())
                            ? "at " + times.time(needed.get())
                            : "on " + times.shortDay(times.date(needed.get())) + " at " + times.time(needed.get()));
        }
        return switch (same.stream().map(plea -> plea.said().kind())
                .max(Comparator.comparingInt(kind -> kind == Said.Kind.LESSON ? 2 : kind == Said.Kind.WORK ? 1 : 0))
                .orElseThrow()) {
            case LESSON -> "Needed for a lesson";
            case WORK -> "Needed for work";
            case MISTAKE -> "Closed by mistake";
        };
    }

    private static String said(Plea plea) {
        String kind = switch (plea.said().kind()) {
            case MISTAKE -> "It is closed by mistake.";
            case LESSON -> "It is needed for a lesson.";
            case WORK -> plea.from().pupil() ? "It is needed for homework." : "It is needed for work.";
        };
        return (plea.said().words().isEmpty() ? kind : "“" + plea.said().words() + "” " + kind) + " "
                + (plea.from().pupil() ? "A pupil" : "Somebody") + " of the group “" + plea.from().title() + "”"
                + (plea.asked() == 1 ? "" : ", " + Wording.count(plea.asked()) + " times") + ". " + plea.reference()
                + (plea.repeated() ? ". This site was asked for before, and kept closed." : ".");
    }

    private static String closed(Plea plea) {
        String rule = "Closed for “" + plea.from().title() + "” by the rule " + plea.said().rule() + ": "
                + plea.said().why() + ".";
        return rule + (plea.said().entries().isEmpty()
                ? " No list names it."
                : plea.said().entries().stream().map(entry -> (entry.entry().equals(Listing.BY_DIGEST)
                        ? " A digest of it"
                        : " “" + entry.entry() + "”") + " stands under “" + entry.title()
                        + "” in the list " + entry.list() + ", version " + entry.version() + ", line "
                        + Wording.digits(entry.line()) + ".").collect(Collectors.joining()));
    }

    private static String alike(Plea first, List<Plea> all) {
        List<String> others = all.stream().filter(plea -> !plea.said().site().equals(first.said().site())
                && plea.said().entries().stream().anyMatch(entry -> first.said().entries().stream().anyMatch(
                        own -> own.list().equals(entry.list()) && own.entry().equals(entry.entry())
                                && !own.entry().equals(Listing.BY_DIGEST))))
                .map(plea -> plea.said().site()).distinct().limit(MOST_ALIKE).toList();
        return others.isEmpty() ? "" : "The same entry closes others that wait: " + String.join(", ", others) + ".";
    }

    /// Those who may agree are told that something waits; not what.
    Alert told(Account by, Instant now) {
        String body = """
            At %s somebody wants to open a site that nobody opens alone. It stays closed until a second person agrees.

            What it is stands here: %s

            This message names no site and nobody, as others may read it.
            """.formatted(settings.school().get().name(), settings.school().get().reviewSite()
                .map(site -> site.replaceFirst("/+$", "") + "/lists/wrong")
                .orElse("on the review site, under Wrongly closed"));
        return Alert.ofAll("plea-second", now, Duration.ZERO, store.accounts().all().stream()
                .filter(one -> one.id() != by.id() && Rights.has(one.role(), Right.SECOND_OVERRIDES)
                        && Rights.has(one.role(), Right.WRONG))
                .flatMap(one -> store.accounts().mail(one.id()).stream()).distinct()
                .map(one -> Message.mail(one, "Schoolgate: something waits for a second word", body)).toList());
    }
}
