package org.schoolgate.benchmarks.tls;

import java.util.function.BooleanSupplier;

/// CPU time that a proxy may take; true until it has. Time on the wall says little on a machine that others use too.
///
/// One thread uses it.
final class Budget implements BooleanSupplier {

    /// Nanoseconds between two looks, as a look reads many small files.
    private static final long LOOK_EVERY = 50_000_000;

    private final Contender proxy;
    private final double before;
    private final double seconds;
    private long looked = System.nanoTime();
    private boolean spent;

    Budget(Contender proxy, double seconds) {
        this.proxy = proxy;
        this.before = proxy.cpuSeconds();
        this.seconds = seconds;
    }

    @Override
    public boolean getAsBoolean() {
        if (!spent && System.nanoTime() - looked > LOOK_EVERY) {
            looked = System.nanoTime();
            spent = used() >= seconds;
        }
        return !spent;
    }

    /// CPU-seconds used since this was made.
    double used() {
        return proxy.cpuSeconds() - before;
    }
}
