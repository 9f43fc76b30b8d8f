package org.schoolgate.proxy.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Person;

/// What the directory counts people to, remembered. Who is known is answered for at once; before that grows old it is asked
/// for again, while the old answer stands. Where the directory is away, what it said last holds for a time.
///
/// Remembers [#MOST] people at most. Any thread may ask.
public final class Memberships {

    static final int MOST = 20_000;

    private final Directory directory;
    private final Enquiries enquiries;
    private final Duration recheck;
    private final Duration hold;
    private final LongSupplier nanos;
    private final Cache<Person, Held> known;
    private final ConcurrentHashMap<Person, CompletableFuture<Set<String>>> underWay = new ConcurrentHashMap<>();

    private record Held(Set<String> names, long at) {}

    /// @param recheck after which time the directory is asked again
    /// @param hold how long an answer holds at most
    /// @param nanos as [System#nanoTime] counts
    Memberships(Directory directory, Enquiries enquiries, Duration recheck, Duration hold, LongSupplier nanos) {
        this.directory = directory;
        this.enquiries = enquiries;
        this.recheck = recheck;
        this.hold = hold;
        this.nanos = nanos;
        this.known = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(hold).ticker(nanos::getAsLong)
                .executor(Runnable::run).build();
    }

    /// What somebody is counted to, at once; null where the directory has to be asked first ([#ask]). Where it is time, it
    /// is asked for again meanwhile.
    @Nullable
    public Set<String> known(Person person) {
        Held held = known.getIfPresent(person);
        if (held == null) {
            return null;
        }
        long age = nanos.getAsLong() - held.at;
        if (age > hold.toNanos()) {
            return null;
        }
        if (age > recheck.toNanos() && !directory.isPaused()) {
            // Nobody has asked for long; what was true then need not be true now.
            return null;
        }
        if (age > recheck.toNanos() / 5 * 4 && !directory.isPaused()) {
            ask(person);
        }
        return held.names;
    }

    /// Asks the directory. Where it is away what it said last is the answer, for as long as that holds; otherwise the
    /// question fails.
    public CompletionStage<Set<String>> ask(Person person) {
        CompletableFuture<Set<String>> mine = new CompletableFuture<>();
        CompletableFuture<Set<String>> other = underWay.putIfAbsent(person, mine);
        if (other != null) {
            return other;
        }
        enquiries.ask(() -> directory.find(person)).whenComplete((found, away) -> {
            underWay.remove(person, mine);
            if (away == null) {
                Set<String> names = found.map(Registered::memberships).orElse(Set.of());
                learned(person, names);
                mine.complete(names);
            } else {
                lastKnown(person).ifPresentOrElse(mine::complete, () -> mine.completeExceptionally(away));
            }
        });
        return mine;
    }

    /// The directory has said so just now.
    void learned(Person person, Set<String> names) {
        known.put(person, new Held(names, nanos.getAsLong()));
    }

    private Optional<Set<String>> lastKnown(Person person) {
        return Optional.ofNullable(known.getIfPresent(person))
                .filter(held -> nanos.getAsLong() - held.at <= hold.toNanos()).map(Held::names);
    }
}
