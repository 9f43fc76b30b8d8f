package org.schoolgate.review.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Slows guessing down.
///
/// After five wrong passwords within 15 minutes a name must wait: 15 s, then 30 s, 1 minute and so on, never more than
/// 5 minutes. Nothing is ever locked for good. An address may try 20 times a minute. What is asked while a wait runs is
/// not counted, so that nobody can make another's wait longer by asking on.
///
/// A browser that has signed in to an account before is counted on its own (see [KnownBrowsers]): whoever guesses at the
/// Head's password elsewhere does not keep the Head out. Safe for any number of threads; holds at most 10,000 names and
/// addresses.
public final class AttemptLimits {

    static final int FREE_FAILURES = 5;
    static final int TRIES_PER_MINUTE = 20;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int MOST_KEPT = 10_000;

    private record Failures(int count, Instant last) {}

    private record Tries(Instant since, int count) {}

    private final InstantSource clock;
    private final Map<String, Failures> failures = bounded();
    private final Map<String, Tries> tries = bounded();

    public AttemptLimits(InstantSource clock) {
        this.clock = clock;
    }

    /// Counts one try from an address, and says how long it and this name must wait; empty where they need not.
    ///
    /// @param who the account's name, or the mark of a known browser with it
    public synchronized Optional<Duration> ask(String who, String address) {
        Instant now = clock.instant();
        Tries before = tries.get(address);
        Tries tried = before == null || !now.isBefore(before.since().plusSeconds(60))
                ? new Tries(now, 1)
                : new Tries(before.since(), before.count() + 1);
        tries.put(address, tried);
        if (tried.count() > TRIES_PER_MINUTE) {
            if (tried.count() == TRIES_PER_MINUTE + 1) {
                SignInLog.slowed("more than " + TRIES_PER_MINUTE + " tries within a minute from one device");
            }
            return Optional.of(Duration.between(now, tried.since().plusSeconds(60)));
        }
        Failures failed = failures.get(who);
        if (failed == null || failed.count() < FREE_FAILURES || isOld(failed, now)) {
            return Optional.empty();
        }
        Duration left = Duration.between(now, failed.last().plus(waitAfter(failed.count())));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /// A wrong password for this name.
    public synchronized void failed(String who) {
        Instant now = clock.instant();
        Failures failed = failures.get(who);
        int count = failed == null || isOld(failed, now) ? 1 : failed.count() + 1;
        failures.put(who, new Failures(count, now));
        if (count >= FREE_FAILURES) {
            SignInLog.slowed(count + " wrong answers in a row");
        }
    }

    /// The right password for this name.
    public synchronized void succeeded(String who) {
        failures.remove(who);
    }

    private static boolean isOld(Failures failed, Instant now) {
        return !now.isBefore(failed.last().plus(WINDOW));
    }

    private static Duration waitAfter(int failures) {
        int doublings = Math.min(failures - FREE_FAILURES, 10);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /// Forgets the one that was touched longest ago when it is full.
    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_KEPT;
            }
        };
    }
}
