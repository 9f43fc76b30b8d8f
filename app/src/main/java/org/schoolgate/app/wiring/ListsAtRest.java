package org.schoolgate.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Function;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.lists.InForce;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.review.register.Allowances;

/// The lists, the policy and the registers as the files say, for a command beside the gateway: what a gateway that runs has in force, or
/// would have.
public final class ListsAtRest implements InForce, AutoCloseable {

    private final Configuration configuration;
    private final ListLibrary listLibrary;
    private final PolicyEngine engine;

    private ListsAtRest(Configuration configuration, ListLibrary listLibrary, PolicyEngine engine) {
        this.configuration = configuration;
        this.listLibrary = listLibrary;
        this.engine = engine;
    }

    /// Opens the index of all lists; close it when nobody asks any more.
    ///
    /// @param data the data folder
    public static ListsAtRest open(Path data, Configuration configuration, InstantSource clock) throws IOException {
        ListLibrary library = SchoolLists.open(data, configuration, clock);
        return new ListsAtRest(configuration, library, new PolicyEngine(configuration.policy().categories(),
                library.load(), configuration.policy().policies(),
                RegisterPermits.of(Allowances.read(Allowances.file(data)), configuration.policy()).permits(),
                configuration.policy().version()));
    }

    @Override
    public <T> T ask(Function<PolicyEngine, T> question) {
        return question.apply(engine);
    }

    @Override
    public ListLibrary listLibrary() {
        return listLibrary;
    }

    @Override
    public ZoneId zone() {
        return configuration.policy().school().zone();
    }

    @Override
    public void close() {
        engine.index().close();
    }
}
