package org.schoolgate.proxy.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// People whose devices show a Kerberos ticket with a request (Negotiate). What a connection has [Shown] holds for it until
/// [#LONGEST] is over or something else is shown, and for no other connection. Where somebody else may use the connection, too, it
/// holds for the one request.
///
/// A ticket that is none of ours names nobody, and the device is asked again. One that cannot be looked at here and now makes
/// whoever sent it a stranger, where they cannot be asked for a password. So does one of a computer, of a service or of another realm.
///
/// Of exchanges that need several rounds it keeps [#MOST] at most, each for [#PATIENCE] and [#ROUNDS] rounds. Any thread may ask.
public final class TicketSource implements Identification {

    static final int MOST = 1_000;
    static final int ROUNDS = 4;
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /// How long a ticket holds for the connection that it was shown on.
    static final Duration LONGEST = Duration.ofHours(1);
    /// The longest token; the domain servers of Windows make none that is longer.
    static final int TOKEN_BYTES = 48_000;

    private static final Logger LOG = LoggerFactory.getLogger(TicketSource.class);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final String NEGOTIATE = "negotiate";

    private final Prompt prompt;
    private final Tickets tickets;
    private final Set<String> realms;
    private final List<AddressRange> sharing;
    private final Enquiries enquiries;
    private final @Nullable Memberships memberships;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Cache<Shown, Talk> underWay;
    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    /// When each may be spoken of again.
    private final Map<TicketFault, AtomicLong> quietUntil = new EnumMap<>(TicketFault.class);

    /// @param realms whose people are the school's
    /// @param sharing machines whose connections carry several people's requests
    /// @param memberships what the directory counts people to; null where there is no directory
    /// @param nanos as [System#nanoTime] counts
    TicketSource(Prompt prompt, Tickets tickets, Set<String> realms, List<AddressRange> sharing, Enquiries enquiries,
            @Nullable Memberships memberships, InstantSource clock, LongSupplier nanos) {
        this.prompt = prompt;
        this.tickets = tickets;
        this.realms = Set.copyOf(realms);
        this.sharing = List.copyOf(sharing);
        this.enquiries = enquiries;
        this.memberships = memberships;
        this.clock = clock;
        this.nanos = nanos;
        this.underWay = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(PATIENCE).ticker(nanos::getAsLong)
                .executor(Runnable::run).<Shown, Talk>removalListener((shown, talk, why) -> {
                    if (talk != null && why.wasEvicted()) {
                        talk.rounds.end();
                    }
                }).build();
        for (TicketFault fault : TicketFault.values()) {
            quietUntil.put(fault, new AtomicLong(nanos.getAsLong()));
        }
    }

    /// Whose ticket a connection has shown.
    record Holder(Person person, Instant since, long nanos) {}

    /// What was said so far over one connection.
    private record Talk(Tickets.Rounds rounds, int count) {}

    @Override
    public Answer of(Asking asking) {
        if (!prompt.mayShowTicket(asking)) {
            return Answer.NOTHING;
        }
        Shown shown = asking.shown();
        if (asking.authorization() == null) {
            Holder holder = shown.holder;
            return holder != null && stands(holder) && isAlone(asking) ? known(asking, holder) : Answer.NOTHING;
        }
        shown.holder = null;
        @Nullable
        Talk before = underWay.asMap().remove(shown);
        if (!asking.authorization().regionMatches(true, 0, NEGOTIATE, 0, NEGOTIATE.length())) {
            if (before != null) {
                before.rounds.end();
            }
            return Answer.NOTHING;
        }
        Optional<byte[]> token = token(asking.authorization().substring(NEGOTIATE.length()).strip());
        if (token.isEmpty()) {
            return refused(asking, TicketFault.NO_TICKET);
        }
        return new Answer.Later(enquiries.ask(() -> step(before, token.get()))
                .handle((heard, fault) -> fault == null
                        ? heard(asking, heard)
                        : CompletableFuture.completedFuture(refused(asking, fault(fault))))
                .thenCompose(answer -> answer));
    }

    /// How many tickets have named somebody.
    public long taken() {
        return taken.sum();
    }

    /// How many tokens have named nobody.
    public long refused() {
        return refused.sum();
    }

    /// Whether the keys are missing.
    public boolean isAway() {
        return tickets.isAway();
    }

    // ---- one token ---------------------------------------------------------------------------------------------------

    private static Optional<byte[]> token(String text) {
        if (text.isEmpty() || text.length() > TOKEN_BYTES / 3 * 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// What came of one token, and where the talk stands after it.
    private record Heard(Talk talk, Tickets.Step step) {}

    private Heard step(@Nullable Talk before, byte[] token) throws TicketRefused {
        Talk now = before == null
                ? new Talk(tickets.new Rounds(), 1)
                : new Talk(before.rounds, before.count + 1);
        boolean kept = false;
        try {
            Tickets.Step step = now.rounds.take(token);
            kept = step.principal().isEmpty();
            if (kept && now.count == ROUNDS) {
                kept = false;
                throw new TicketRefused(TicketFault.TOO_MANY_ROUNDS, null);
            }
            return new Heard(now, step);
        } finally {
            if (!kept) {
                now.rounds.end();
            }
        }
    }

    private CompletionStage<Answer> heard(Asking asking, Heard heard) {
        Optional<String> reply = heard.step.reply()
                .map(bytes -> "Negotiate " + Base64.getEncoder().encodeToString(bytes));
        if (heard.step.principal().isEmpty()) {
            if (reply.isEmpty() || !isAlone(asking)) {
                heard.talk.rounds.end();
                return CompletableFuture.completedFuture(refused(asking, TicketFault.TOO_MANY_ROUNDS));
            }
            underWay.put(asking.shown(), heard.talk);
            return CompletableFuture.completedFuture(new Answer.Ask(List.of(reply.get()), Optional.empty()));
        }
        String principal = heard.step.principal().get();
        return named(asking, principal)
                .thenApply(answer -> reply.<Answer>map(proof -> new Answer.Proven(answer, proof)).orElse(answer));
    }

    private CompletionStage<Answer> named(Asking asking, String principal) {
        int at = principal.lastIndexOf('@');
        String account = principal.substring(0, Math.max(0, at));
        boolean ours = realms.contains(principal.substring(at + 1));
        boolean device = account.endsWith("$") || account.indexOf('/') >= 0;
        Optional<Person> person = ours && !device && account.indexOf('@') < 0 && account.indexOf('\\') < 0
                ? Person.of(account)
                : Optional.empty();
        if (person.isEmpty()) {
            refused.increment();
            return CompletableFuture
                    .completedFuture(device ? new Answer.Stranger(Identity.UNKNOWN) : passwordOrStranger(asking, ""));
        }
        taken.increment();
        Holder holder = new Holder(person.get(), clock.instant(), nanos.getAsLong());
        if (isAlone(asking)) {
            asking.shown().holder = holder;
        }
        Answer answer = known(asking, holder);
        return answer instanceof Answer.Later(CompletionStage<Answer> coming)
                ? coming
                : CompletableFuture.completedFuture(answer);
    }

    private static TicketFault fault(Throwable thrown) {
        Throwable why = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return why instanceof TicketRefused known ? known.fault() : TicketFault.BUSY;
    }

    private Answer refused(Asking asking, TicketFault fault) {
        refused.increment();
        tell(fault);
        return fault.isOpen()
                ? passwordOrStranger(asking, fault.shown())
                : prompt.question(asking, fault.shown());
    }

    /// The same ticket would come again, so whoever sent it is not asked for one.
    private Answer passwordOrStranger(Asking asking, String shown) {
        return prompt.mayAsk(asking) ? prompt.passwordAlone(shown) : new Answer.Stranger(Identity.UNKNOWN);
    }

    private void tell(TicketFault fault) {
        long now = nanos.getAsLong();
        AtomicLong quiet = Objects.requireNonNull(quietUntil.get(fault));
        long until = quiet.get();
        if (now - until >= 0 && quiet.compareAndSet(until, now + QUIET.toNanos())) {
            LOG.warn("Nobody was named by a ticket: {}. The next such line comes in a minute at the earliest",
                    fault.told());
        }
    }

    // ---- who is known ------------------------------------------------------------------------------------------------

    /// Whether all that comes over the connection comes from one device.
    private boolean isAlone(Asking asking) {
        return !asking.handedOn() && sharing.stream().noneMatch(range -> range.contains(asking.peer()));
    }

    private boolean stands(Holder holder) {
        return nanos.getAsLong() - holder.nanos <= LONGEST.toNanos();
    }

    private Answer known(Asking asking, Holder holder) {
        if (memberships == null) {
            return is(asking, holder, Set.of());
        }
        Set<String> groups = memberships.known(holder.person);
        if (groups != null) {
            return is(asking, holder, groups);
        }
        return new Answer.Later(memberships.ask(holder.person).handle((found, away) -> away == null
                ? is(asking, holder, found)
                : new Answer.Stranger(identity(holder, Set.of()))));
    }

    private Answer is(Asking asking, Holder holder, Set<String> groups) {
        Shown shown = asking.shown();
        return new Answer.Is(identity(holder, groups), () -> holder.equals(shown.holder) && stands(holder)
                && (memberships == null || groups.equals(memberships.known(holder.person))));
    }

    private static Identity identity(Holder holder, Set<String> groups) {
        return new Identity.Known(holder.person, groups, Identity.Source.TICKET, holder.since);
    }
}
