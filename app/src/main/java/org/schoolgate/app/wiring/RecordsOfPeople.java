package org.schoolgate.app.wiring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.Placing;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.identity.Enquiries;
import org.schoolgate.proxy.page.MyRecords;
import org.schoolgate.review.store.OwnAccesses;
import org.schoolgate.review.store.RecordedAccess;

/// Tells people what the store keeps of them, and which rules of the policy in force apply to them.
///
/// Whoever asks is an adult only where the policy places the account itself, or a group that the directory counts it to, in a group that
/// is not pupils'. The network that they sit in says nothing of that. The store is read and written by a few threads of its own,
/// with a queue that ends, and within some seconds or not at all.
final class RecordsOfPeople implements MyRecords, AutoCloseable {

    private static final int AT_ONCE = 2;
    static final int WAITING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int PAGE = 10;

    /// No device: what a network says of anybody is not asked.
    private static final IpAddress NOWHERE = new IpAddress(0, 0);

    private final Function<Person, CompletionStage<Set<String>>> memberships;
    private final Supplier<Snapshot> snapshot;
    private final Supplier<OwnAccesses> store;
    private final InstantSource clock;
    private final Enquiries enquiries = new Enquiries("own-records-", AT_ONCE, WAITING, PATIENCE);

    /// @param memberships what the directory counts somebody to; it never waits
    /// @param snapshot in force
    /// @param store of their records; it waits for the disk
    RecordsOfPeople(Function<Person, CompletionStage<Set<String>>> memberships, Supplier<Snapshot> snapshot,
            Supplier<OwnAccesses> store, InstantSource clock) {
        this.memberships = memberships;
        this.snapshot = snapshot;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Shown> of(Person person, long below) {
        return memberships.apply(person).thenCompose(groups -> {
            Snapshot now = snapshot.get();
            Client client = Client.at(NOWHERE)
                    .as(new Identity.Known(person, groups, Identity.Source.PASSWORD, clock.instant()));
            Optional<Policy> own = own(now, client);
            if (own.isEmpty() || now.policy().pupils().contains(own.get().group().name())) {
                return CompletableFuture.completedFuture(new NotForThem(own.isPresent()));
            }
            return enquiries.<Shown>ask(() -> kept(own.get(), now.policy().policies().timetables(), client,
                    store.get().page(person, below, PAGE)));
        });
    }

    @Override
    public CompletionStage<Written> write(Person person, long record, String words) {
        return enquiries.ask(() -> {
            Instant now = clock.instant();
            return switch (store.get().annotate(person, record, now,
                    now.atZone(snapshot.get().policy().school().zone()).toLocalDate(), words)) {
                case KEPT -> Written.KEPT;
                case NONE -> Written.NONE;
                case FULL -> Written.FULL;
                case ENOUGH_TODAY -> Written.ENOUGH_TODAY;
            };
        });
    }

    /// The policy of the group that somebody is in by themselves; empty where they are in none.
    private static Optional<Policy> own(Snapshot now, Client client) {
        return now.engine().placing(client).claims().stream()
                .filter(claim -> claim.by() == Placing.By.ACCOUNT || claim.by() == Placing.By.DIRECTORY).findFirst()
                .flatMap(claim -> now.policy().policies().byGroup().stream()
                        .filter(policy -> policy.group().equals(claim.group())).findFirst());
    }

    private Kept kept(Policy own, Timetables timetables, Client client, OwnAccesses.Page page) {
        return new Kept(clock.instant(), own, timetables.whose(client, own.group()),
                timetables.of(client, own.group()), page.accesses().stream().map(RecordsOfPeople::record).toList(),
                page.older());
    }

    private static Access record(OwnAccesses.Own own) {
        RecordedAccess access = own.access();
        return new Access(access.number(), access.reference(), access.at(), access.target().orElse("A sealed address"),
                access.verdict(), access.fault(), access.ruleTitle(), access.clause(), access.ground(),
                access.statement(), own.annotations().stream().map(one -> new Note(one.at(), one.words())).toList());
    }

    @Override
    public void close() {
        enquiries.close();
    }
}
