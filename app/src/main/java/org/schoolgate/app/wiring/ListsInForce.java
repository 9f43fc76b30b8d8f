package org.schoolgate.app.wiring;

import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Supplier;
import org.schoolgate.app.lists.InForce;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.filters.policy.PolicyEngine;

/// The lists of the snapshot in force.
record ListsInForce(Supplier<Snapshots> snapshots) implements InForce {

    @Override
    public <T> T ask(Function<PolicyEngine, T> question) {
        return snapshots.get().askRules(question);
    }

    @Override
    public ListLibrary listLibrary() {
        return snapshots.get().current().listLibrary();
    }

    @Override
    public ZoneId zone() {
        return snapshots.get().current().policy().school().zone();
    }
}
