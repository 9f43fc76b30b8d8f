package org.schoolgate.review.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Things that wait in memory for someone to go on: each for a while, and at most so many. When it is full, the eldest is
/// forgotten. Safe for any number of threads.
///
/// @param <V> what waits
public final class Waiting<V> {

    private record Entry<V>(V value, Instant until) {}

    private final Map<String, Entry<V>> entries = new LinkedHashMap<>();
    private final int most;
    private final Duration each;
    private final InstantSource clock;

    /// @param most how many wait at most
    /// @param each how long each waits
    public Waiting(int most, Duration each, InstantSource clock) {
        this.most = most;
        this.each = each;
        this.clock = clock;
    }

    public synchronized void put(String name, V value) {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !now.isBefore(entry.until()));
        entries.remove(name);
        if (entries.size() >= most) {
            entries.remove(entries.keySet().iterator().next());
        }
        entries.put(name, new Entry<>(value, now.plus(each)));
    }

    public synchronized Optional<V> get(String name) {
        return Optional.ofNullable(entries.get(name))
                .filter(entry -> clock.instant().isBefore(entry.until()))
                .map(Entry::value);
    }

    /// Takes it out; of two who ask at once one gets it.
    public synchronized Optional<V> remove(String name) {
        Optional<V> found = get(name);
        entries.remove(name);
        return found;
    }
}
