package org.schoolgate.proxy.engine;

import java.util.Optional;
import org.schoolgate.proxy.page.Fault;

/// What went wrong with an exchange.
///
/// @param detail one sentence more than the fault says by itself, for people; empty where there is nothing to add
record Trouble(Fault fault, Optional<String> detail) {

    static Trouble of(Fault fault) {
        return new Trouble(fault, Optional.empty());
    }
}
