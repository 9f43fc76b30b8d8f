package org.schoolgate.app.wiring;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes faults of the decider into the program's log, each under a short name that also stands on the page.
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final AtomicLong count = new AtomicLong();

    /// Safe for any number of threads.
    String report(RuntimeException fault) {
        String name = "F" + count.incrementAndGet();
        LOG.error("Fault {}: the filter could not decide, so the request was closed", name, fault);
        return name;
    }
}
