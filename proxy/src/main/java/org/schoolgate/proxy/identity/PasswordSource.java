package org.schoolgate.proxy.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// People who send a name and a password with their requests. A wrong one names nobody: whoever sent it is asked again.
///
/// A password that was right is remembered as its [Mark] and answered for at once; before that grows old it is tried again,
/// while the old answer stands. Where the directory is away, what was right before holds for a time, and who was never seen
/// is a stranger. A wrong one is remembered, too, so that a browser that insists costs nothing.
///
/// Remembers [#MOST] of each at most. Any thread may ask.
public final class PasswordSource implements Identification {

    static final int MOST = 20_000;
    /// How long a password that was wrong is not tried again.
    static final Duration WRONG = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(PasswordSource.class);

    private final Prompt prompt;
    private final AccountNames names;
    private final PasswordCheck check;
    private final WrongPasswords limits;
    private final Duration recheck;
    private final Duration hold;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Mark.Key key = new Mark.Key(new SecureRandom());
    private final Cache<Mark, Verified> right;
    private final Cache<Mark, Boolean> wrong;
    private final ConcurrentHashMap<Mark, CompletableFuture<Answer>> underWay = new ConcurrentHashMap<>();

    /// @param check who tells whether a password is right
    /// @param mostWrong how many wrong ones an address may try for one name
    /// @param recheck after which time a right one is tried again
    /// @param hold how long it holds at most while nobody can try it
    /// @param nanos as [System#nanoTime] counts
    PasswordSource(Prompt prompt, AccountNames names, PasswordCheck check, int mostWrong, Duration recheck,
            Duration hold, InstantSource clock, LongSupplier nanos) {
        this.prompt = prompt;
        this.names = names;
        this.check = check;
        this.limits = new WrongPasswords(mostWrong, nanos::getAsLong);
        this.recheck = recheck;
        this.hold = hold;
        this.clock = clock;
        this.nanos = nanos;
        this.right = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(hold).ticker(nanos::getAsLong)
                .executor(Runnable::run).build();
        this.wrong = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(WRONG).ticker(nanos::getAsLong)
                .executor(Runnable::run).build();
    }

    @Override
    public Answer of(Asking asking) {
        if (asking.authorization() == null || !prompt.mayAsk(asking)) {
            return Answer.NOTHING;
        }
        Mark mark = key.of(asking.authorization());
        Verified known = right.getIfPresent(mark);
        if (known == null || !known.stands()) {
            return wrong.getIfPresent(mark) == null ? first(asking, mark) : prompt.question(asking);
        }
        long age = nanos.getAsLong() - known.at;
        if (age > recheck.toNanos() && !known.isOutOfReach()) {
            return new Answer.Later(again(asking, mark, known));
        }
        if (age > recheck.toNanos() / 5 * 4 && !known.isOutOfReach() && known.renewing.compareAndSet(false, true)) {
            again(asking, mark, known).whenComplete((done, fault) -> known.renewing.set(false));
        }
        return known.answer;
    }

    /// One password, to be tried.
    private record Attempt(Asking asking, Person claimed, String password, Mark mark) {}

    private Answer first(Asking asking, Mark mark) {
        Optional<Attempt> read = attempt(asking, mark);
        if (read.isEmpty()) {
            return prompt.question(asking);
        }
        Attempt attempt = read.get();
        CompletableFuture<Answer> other = underWay.get(mark);
        if (other != null) {
            return new Answer.Later(other);
        }
        return limits.mayTry(asking.address(), attempt.claimed.account())
                ? new Answer.Later(tried(attempt, null))
                : prompt.question(asking);
    }

    private CompletableFuture<Answer> again(Asking asking, Mark mark, Verified before) {
        return tried(attempt(asking, mark).orElseThrow(), before);
    }

    /// Empty where it is no name with a password.
    private Optional<Attempt> attempt(Asking asking, Mark mark) {
        return Optional.ofNullable(asking.authorization()).flatMap(Credentials::read)
                .flatMap(credentials -> names.person(credentials.name())
                        .map(claimed -> new Attempt(asking, claimed, credentials.password(), mark)));
    }

    /// Tries it, together with all others who want to know the same.
    private CompletableFuture<Answer> tried(Attempt attempt, @Nullable Verified before) {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> other = underWay.putIfAbsent(attempt.mark, mine);
        if (other != null) {
            if (before == null) {
                limits.right(attempt.asking.address(), attempt.claimed.account());
            }
            return other;
        }
        check.check(attempt.claimed, attempt.password).handle((found, away) -> {
            if (away != null) {
                return notTold(attempt, before, away);
            }
            return found.map(one -> right(attempt, before, one)).orElseGet(() -> wrong(attempt, before));
        }).whenComplete((answer, broken) -> {
            underWay.remove(attempt.mark, mine);
            if (broken == null) {
                mine.complete(answer);
            } else {
                LOG.error("A password could not be tried", broken);
                mine.complete(new Answer.Stranger(Identity.UNKNOWN));
            }
        });
        return mine;
    }

    private Answer right(Attempt attempt, @Nullable Verified before, PasswordCheck.Right found) {
        if (before == null) {
            limits.right(attempt.asking.address(), attempt.claimed.account());
        } else {
            before.dropped = true;
        }
        Verified verified = new Verified(found);
        right.put(attempt.mark, verified);
        return verified.answer;
    }

    private Answer wrong(Attempt attempt, @Nullable Verified before) {
        if (before != null) {
            before.dropped = true;
            right.invalidate(attempt.mark);
        }
        wrong.put(attempt.mark, true);
        return prompt.question(attempt.asking);
    }

    private Answer notTold(Attempt attempt, @Nullable Verified before, Throwable away) {
        if (before != null && before.stands()) {
            return before.answer;
        }
        limits.right(attempt.asking.address(), attempt.claimed.account());
        LOG.debug("A password could not be tried ({})", away.getClass().getSimpleName());
        return new Answer.Stranger(Identity.UNKNOWN);
    }

    /// A password that was right.
    private final class Verified {

        final long at = nanos.getAsLong();
        final PasswordCheck.Right found;
        final Answer.Is answer;
        final AtomicBoolean renewing = new AtomicBoolean();
        volatile boolean dropped;

        Verified(PasswordCheck.Right found) {
            this.found = found;
            this.answer = new Answer.Is(new Identity.Known(found.person(), found.memberships(),
                    Identity.Source.PASSWORD, clock.instant()), this::isFresh);
        }

        /// Whether it may be answered for at all.
        boolean stands() {
            return !dropped && check.isStill(found) && nanos.getAsLong() - at <= hold.toNanos();
        }

        /// Whether it may be answered for without another thought.
        boolean isFresh() {
            return !dropped && check.isStill(found) && nanos.getAsLong() - at <= recheck.toNanos() / 5 * 4;
        }

        boolean isOutOfReach() {
            return check.isOutOfReach(found);
        }
    }
}
