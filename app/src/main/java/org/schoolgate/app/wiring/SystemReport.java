package org.schoolgate.app.wiring;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.sight.Sights;
import org.schoolgate.filters.sight.Way;
import org.schoolgate.review.SystemStatus;

/// What the review site tells IT about the gateway. Made anew for each look.
final class SystemReport implements Supplier<SystemStatus> {

    private final String version;
    private final Instant started;
    private final CompletableFuture<Snapshots> snapshots;
    private volatile String proxy = "an address that is not known yet";
    private volatile BooleanSupplier recording = () -> true;
    private volatile Supplier<List<SystemStatus.Upkeep>> upkeep = List::of;

    SystemReport(String version, Instant started, CompletableFuture<Snapshots> snapshots) {
        this.version = version;
        this.started = started;
        this.snapshots = snapshots;
    }

    /// Says where the proxy listens, and who knows whether flagged accesses are being written, once that is so.
    ///
    /// @param growing knows what grows old
    void running(String address, BooleanSupplier isRecording, Supplier<List<SystemStatus.Upkeep>> growing) {
        proxy = address;
        recording = isRecording;
        upkeep = growing;
    }

    @Override
    public SystemStatus get() {
        Snapshots all = snapshots.join();
        Snapshot current = all.current();
        List<String> problems = new ArrayList<>(all.problems());
        if (!recording.getAsBoolean()) {
            problems.addFirst(SystemStatus.NOT_RECORDING);
        }
        List<SystemStatus.ListLine> lists = List.of();
        List<SystemStatus.SlotLine> slots = List.of();
        try {
            lists = current.listLibrary().status().stream()
                    .map(list -> new SystemStatus.ListLine(list.name(), list.version(), list.entries(), list.imported(),
                            list.starter()))
                    .toList();
            slots = current.listLibrary().slots().stream()
                    .map(slot -> new SystemStatus.SlotLine(slot.name(), current.policy().categories()
                            .find(slot.category()).map(Category::title).orElse(slot.category()), slot.filled()))
                    .toList();
        } catch (IOException fault) {
            problems.add("The folder of the lists cannot be read: " + fault.getMessage() + ".");
        }
        return new SystemStatus(version, started, proxy, lists, slots, current.policy().version(), current.loaded(),
                problems, current.policy().policies().rules().values().stream().map(SystemReport::line).toList(),
                Sights.of(current.policy().policies(), current.policy().modes()), ways(current.policy().policies()),
                upkeep.get());
    }

    /// The ways in which the policy has encrypted traffic met.
    private static Set<Way> ways(Policies policies) {
        Set<Way> ways = EnumSet.of(Way.BY_NAME);
        Stream.concat(policies.byGroup().stream(), Stream.of(policies.strangers()))
                .flatMap(policy -> policy.looks().stream()).forEach(rule -> {
                    switch (rule.look()) {
                        case INSIDE -> ways.add(Way.INSPECTED);
                        case NEVER -> ways.add(Way.NEVER_INSPECTED);
                        case NAME, PAGE -> {
                        }
                    }
                });
        return ways;
    }

    private static SystemStatus.RuleLine line(Rule rule) {
        Set<Hours> hours = rule.when() instanceof When.During(Set<Hours> during) ? during : Set.of();
        return new SystemStatus.RuleLine(rule.name(), rule.title(),
                rule.groups().stream().map(Group::title).sorted().toList(), hours, rule.verdict(), rule.clause());
    }
}
