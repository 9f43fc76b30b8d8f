package org.schoolgate.proxy;

import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.request.Client;

/// The school's rules as they stand at one moment. The engine takes them once for each request, and asks the same ones for all
/// that it has to know of it: so no request is judged by one version and carried by another. It lets go of them as soon as
/// the request is decided.
///
/// Any number of threads may ask; nothing waits.
public interface Rules extends Decider {

    /// What is done to what opens for a client.
    Modes modes(Client client);
}
