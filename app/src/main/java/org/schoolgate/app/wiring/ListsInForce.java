package org.schoolgate.app.wiring;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Supplier;
import org.schoolgate.app.lists.InForce;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.fetch.Sources;
import org.schoolgate.filters.policy.PolicyEngine;

/// The lists of the snapshot in force.
///
/// @param data the data folder
record ListsInForce(Supplier<Snapshots> snapshots, Path data) implements InForce {

    @Override
    public <T> T ask(Function<PolicyEngine, T> question) {
        return snapshots.get().askRules(question);
    }

    @Override
    public ListLibrary listLibrary() {
        return snapshots.get().current().listLibrary();
    }

    @Override
    public Sources sources() {
        Snapshot now = snapshots.get().current();
        return new Sources(data.resolve("lists"), now.policy().categories(), now.listLibrary());
    }

    @Override
    public ZoneId zone() {
        return snapshots.get().current().policy().school().zone();
    }
}
