package org.schoolgate.app.lists;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.schoolgate.app.asked.Asked;
import org.schoolgate.app.asked.Comparison;
import org.schoolgate.blocklists.build.HeldReason;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.Preview;
import org.schoolgate.blocklists.build.SchoolEdit;
import org.schoolgate.blocklists.build.Trial;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Effect;
import org.schoolgate.review.lists.Tried;
import org.schoolgate.review.store.Sorting;

/// What a change of the lists would have touched in the last week, by the counts of what was asked for and the rules in force. Any thread
/// may ask; a whole list is tried by one at a time, so that two people who look cost no more memory than one.
public final class Effects {

    /// How long somebody waits while others try lists.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InForce inForce;
    private final Supplier<Asked> asked;
    private final ReentrantLock trying = new ReentrantLock();

    /// @param asked what was asked for in the last week
    public Effects(InForce inForce, Supplier<Asked> asked) {
        this.inForce = inForce;
        this.asked = asked;
    }

    /// Of one entry.
    ///
    /// @throws ListRefusedException where it cannot be made at all
    Effect of(Change change) throws IOException, ListRefusedException {
        try (Preview then = inForce.listLibrary().editing().preview(Edits.wish(change))) {
            return of(change.entry(), then);
        }
    }

    /// Of an edit that is tried out. The days before it was made count as well: two views of different days could be held against each
    /// other, and tell what a few people did.
    ///
    /// @throws ListRefusedException where it is tried out no longer, or would change nothing by now
    public Effect of(SchoolEdit inShadow) throws IOException, ListRefusedException {
        try (Preview then = inForce.listLibrary().editing().preview(inShadow.number())) {
            return of(inShadow.entry().orElse(""), then);
        }
    }

    private Effect of(String entry, Preview then) {
        Effect effect = inForce.ask(now -> {
            Comparison comparison = new Comparison(now, with(now, then.index()), inForce.zone());
            return path(entry).map(page -> comparison.effect(asked.get(), page))
                    .orElseGet(() -> comparison.effect(asked.get()));
        });
        return new Effect(effect.closes(), effect.opens(), effect.sites(), effect.left(), then.byTwo());
    }

    private static PolicyEngine with(PolicyEngine now, DomainIndex then) {
        return new PolicyEngine(now.categories(), then, now.policies(), now.permits(), "what if");
    }

    private static Optional<Target.Page> path(String entry) {
        String listed = entry.strip().replaceFirst("^@@", "");
        return listed.contains("/") && AddressRange.parse(listed).isEmpty()
                ? Target.Page.typed(listed)
                : Optional.empty();
    }

    /// Tries a whole list out for some targets.
    @FunctionalInterface
    public interface Trier {
        Trial run(Collection<Target> targets) throws IOException, ListRefusedException;
    }

    /// Of another version of a list, or of a new one.
    ///
    /// @param rests what records rest on
    /// @throws ListRefusedException where it cannot be tried, or others try lists for longer than one waits
    public Tried of(List<Sorting> rests, Trier trier) throws IOException, ListRefusedException {
        patiently();
        try {
            // What is asked for meanwhile is not in the trial, so it is left out.
            Set<String> hosts = asked.get().hosts();
            List<Target> targets = new ArrayList<>(Comparison.targets(hosts));
            rests.forEach(rest -> target(rest).ifPresent(targets::add));
            try (Trial trial = trier.run(targets)) {
                return inForce.ask(now -> new Tried(trial.list(), trial.version(), trial.entries(),
                        trial.reasons().stream().map(HeldReason::sentence).toList(),
                        new Comparison(now, with(now, trial.index()), inForce.zone()).effect(asked.get(), hosts),
                        rests.stream().filter(rest -> isIn(rest, now, now.index())
                                && !isIn(rest, now, trial.index())).toList()));
            }
        } finally {
            trying.unlock();
        }
    }

    private void patiently() throws ListRefusedException {
        try {
            if (trying.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        throw new ListRefusedException("others are looking at what lists would touch; try again in a minute");
    }

    private static boolean isIn(Sorting rest, PolicyEngine engine, DomainIndex index) {
        return engine.categories().find(rest.category()).isPresent() && target(rest)
                .filter(target -> index.categoriesOf(target).intersects(engine.categories()
                        .set(List.of(rest.category()))))
                .isPresent();
    }

    private static Optional<Target> target(Sorting rest) {
        return rest.asked().contains("://")
                ? Target.Page.parse(rest.asked()).map(Target.class::cast)
                : Target.Site.parse(rest.asked()).map(Target.class::cast);
    }
}
