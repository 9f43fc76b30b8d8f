package org.schoolgate.review.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.review.Changes;
import org.schoolgate.review.Changes.Edited;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.store.PolicyUses.Use;
import org.schoolgate.review.store.Store;

/// How the rules and the lists changed within a span: what the store and the school's files tell of it, and what they do not.
final class RulesOverTime {

    private static final int MOST = 100;
    private static final int MOST_SENTENCES = 20;

    private final Store store;
    private final Changes changes;
    private final Times times;

    RulesOverTime(Store store, Changes changes, Times times) {
        this.store = store;
        this.changes = changes;
        this.times = times;
    }

    /// @param until not within it
    Section rules(Instant from, Instant until) {
        List<Use> uses = store.policies().within(from, until);
        List<String> points = new ArrayList<>();
        Optional<Use> before = Optional.empty();
        for (Use use : uses) {
            if (!use.at().isBefore(from)) {
                points.add(times.day(use.at()) + ": " + told(before, use));
            }
            before = Optional.of(use);
        }
        int more = points.size() - MOST;
        if (more > 0) {
            points.subList(0, more).clear();
            points.addFirst(Wording.digits(more) + " changes before these are left out.");
        }
        return new Section("How the rules changed",
                List.of("A policy counts from the first access that was recorded by it."
                        + " Why it was changed the gateway is not told: the sentence of the school’s policy that a rule serves"
                        + " stands on the page of the rules, and what led to a change, where somebody wrote it down, under the"
                        + " checks of the filter."),
                points.isEmpty() ? List.of("No record of this time tells of another policy.") : points,
                Optional.empty());
    }

    private String told(Optional<Use> before, Use use) {
        if (before.isEmpty()) {
            return "the first policy that is known of.";
        }
        Optional<KeptText> old = store.texts().find(before.get().sha256());
        Optional<KeptText> text = store.texts().find(use.sha256());
        if (old.isEmpty() || text.isEmpty()) {
            return "another policy. What changed cannot be told: a text goes with the last record by it.";
        }
        List<String> sentences = changes.between(old.get(), text.get());
        return String.join(" ", sentences.subList(0, Math.min(sentences.size(), MOST_SENTENCES)))
                + (sentences.size() > MOST_SENTENCES
                        ? " And " + Wording.digits(sentences.size() - MOST_SENTENCES) + " more."
                        : "");
    }

    /// @param until not within it
    Section edits(Instant from, Instant until) {
        List<Edited> edits = changes.edits(from, until, MOST);
        List<List<String>> rows = edits.stream().map(edit -> List.of(times.day(edit.at()),
                edit.adds() ? "put in" : "taken out", edit.category(), edit.entry().orElse("sealed"))).toList();
        return new Section("What the school put into lists, or took out",
                List.of("Edits are made by command, so that neither who made one nor why is recorded."
                        + (edits.size() == MOST ? " These are the latest " + MOST + "." : "")),
                edits.isEmpty() ? List.of("Nothing.") : List.of(), edits.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Table("Edits of the lists", List.of("When", "What", "Category", "Address"),
                                false, rows, List.of())));
    }
}
