package org.schoolgate.app.lists;

import java.time.ZoneId;
import java.util.function.Function;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.fetch.Sources;
import org.schoolgate.filters.policy.PolicyEngine;

/// What is in force at the moment of asking. Any thread may ask.
public interface InForce {

    /// Asks the rules in force; where they are swapped meanwhile and their memory is gone, it asks those that came then.
    <T> T ask(Function<PolicyEngine, T> question);

    /// The lists, sorted by the categories in force.
    ListLibrary listLibrary();

    /// Where lists are fetched from.
    default Sources sources() {
        return new Sources(listLibrary());
    }

    /// Where the school is.
    ZoneId zone();
}
