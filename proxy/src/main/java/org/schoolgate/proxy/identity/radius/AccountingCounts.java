package org.schoolgate.proxy.identity.radius;

import java.util.concurrent.atomic.LongAdder;

/// What has become of the packets that came, since the start. For any thread.
public final class AccountingCounts {

    final LongAdder taken = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder unlisted = new LongAdder();
    final LongAdder forged = new LongAdder();
    final LongAdder malformed = new LongAdder();

    /// Those that were genuine and new.
    public long taken() {
        return taken.sum();
    }

    /// Those that had come before, and were answered once more.
    public long repeated() {
        return repeated.sum();
    }

    /// Those from an address that is not listed.
    public long unlisted() {
        return unlisted.sum();
    }

    /// Those from a listed address that were made with another secret.
    public long forged() {
        return forged.sum();
    }

    /// Those that are not as the standard says.
    public long malformed() {
        return malformed.sum();
    }

    /// All that were dropped without an answer.
    public long dropped() {
        return unlisted() + forged() + malformed();
    }
}
