package org.schoolgate.proxy.tls;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Demands;

/// Whether the certificates of a chain have been revoked: by what the site brings itself, by asking its issuer, or by the
/// issuer's list.
///
/// Answers are fetched by threads of this object's own and kept until they run out, 12 hours at most; a failure is kept for
/// a minute, whatever is demanded of which site. Whoever checks a chain waits for them, but not long: see [Mode]. It is
/// never an event loop that waits.
public final class Revocation implements AutoCloseable {

    /// What to do where nobody can say.
    public enum Mode {
        /// Nobody is asked. What a site brings is still read.
        OFF(Duration.ZERO),
        /// The site is let through, and it is counted: who blocks the question would else close the web.
        SOFT(Duration.ofMillis(1_500)),
        /// The site is refused.
        HARD(Duration.ofSeconds(8));

        private final Duration patience;

        Mode(Duration patience) {
            this.patience = patience;
        }
    }

    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int LARGEST_LIST = 8 * 1024 * 1024;
    private static final int ANSWERS = 20_000;

    /// Serial numbers kept, of all lists together: 8 bytes each.
    private static final int SERIALS = 4_000_000;

    private final Mode mode;
    private final InstantSource clock;
    private final ExecutorService worker = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("revocation-", 0).factory());
    private final Fetch fetch;
    private final LongAdder unknown = new LongAdder();
    private final AsyncCache<Asked, Status> answers;
    private final AsyncCache<Listed, ListAnswer> lists;

    /// @param mode what to do where nothing more is demanded of a site
    /// @param mayBeAsked to which addresses questions may go; see [#isPublic]
    public Revocation(Mode mode, Predicate<InetAddress> mayBeAsked, InstantSource clock) {
        this.mode = mode;
        this.clock = clock;
        this.fetch = new Fetch(mayBeAsked, worker);
        this.answers = Caffeine.newBuilder().maximumSize(ANSWERS).executor(worker)
                .expireAfter(Expiry.<Asked, Status>creating((asked, status) -> left(status.until()))).buildAsync();
        this.lists = Caffeine.newBuilder().maximumWeight(SERIALS).executor(worker)
                .weigher((Listed listed, ListAnswer answer) -> 1_000 + answer.size())
                .expireAfter(Expiry.<Listed, ListAnswer>creating((listed, answer) -> left(answer.until())))
                .buildAsync();
    }

    /// Whether an address is one of the open internet's, as those of authorities are.
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        return !(address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress() || uniqueLocal || shared);
    }

    /// How many certificates' status nobody could tell, since the start.
    public long unknown() {
        return unknown.sum();
    }

    /// Looks at every certificate of a path but the root.
    ///
    /// @param staples what the site brought, in the order of its certificates; may be shorter
    /// @param demands where they want proof, whoever cannot be told about is refused
    /// @return until when the answers hold
    /// @throws RefusedException where one is revoked, brings no proof that it promised, or cannot be told about and must be
    Instant check(List<X509Certificate> path, List<byte[]> staples, Demands demands, Instant now)
            throws RefusedException {
        Mode wanted = demands.proof() ? Mode.HARD : mode;
        Instant until = now.plus(LONGEST);
        for (int i = 0; i < path.size() - 1; i++) {
            byte[] staple = i < staples.size() && staples.get(i).length > 0 ? staples.get(i) : null;
            Status status = status(path.get(i), path.get(i + 1), staple, i > 0, wanted, now);
            switch (status) {
                case Status.Revoked revoked -> throw new RefusedException(CertificateFault.REVOKED,
                        path.get(i).getSubjectX500Principal() + ", serial number "
                                + path.get(i).getSerialNumber().toString(16));
                case Status.Unknown dark when wanted == Mode.HARD ->
                    throw new RefusedException(CertificateFault.STATUS_UNKNOWN, dark.why());
                case Status.Unknown dark -> unknown.increment();
                case Status.Good good -> {
                    // As it should be.
                }
            }
            until = status.until().isBefore(until) ? status.until() : until;
        }
        return until;
    }

    private Status status(X509Certificate certificate, X509Certificate issuer, byte @Nullable [] staple,
            boolean isAuthority, Mode wanted, Instant now) throws RefusedException {
        Pointers pointers = Pointers.of(certificate);
        BigInteger serial = certificate.getSerialNumber();
        Status brought = staple == null ? null : stapled(staple, issuer, serial, now);
        if (brought instanceof Status.Good || brought instanceof Status.Revoked) {
            return brought;
        }
        if (pointers.mustStaple() && !isAuthority) {
            throw new RefusedException(CertificateFault.STAPLE_MISSING,
                    brought instanceof Status.Unknown dark ? dark.why() : "none was brought");
        }
        if (wanted == Mode.OFF || pointers.isEmpty()) {
            return new Status.Good(now.plus(LONGEST));
        }
        return asked(pointers, issuer, serial, isAuthority, wanted, now);
    }

    private static Status stapled(byte[] staple, X509Certificate issuer, BigInteger serial, Instant now) {
        try {
            return StatusAnswer.read(staple, issuer, serial, now);
        } catch (IOException bad) {
            return new Status.Unknown(now.plus(AFTER_FAILURE), String.valueOf(bad.getMessage()));
        }
    }

    private Status asked(Pointers pointers, X509Certificate issuer, BigInteger serial, boolean isAuthority,
            Mode wanted, Instant now) {
        Instant end = now.plus(wanted.patience);
        String why = "";
        for (URI at : pointers.answers()) {
            Optional<Status> status = wait(answers.get(new Asked(at, ChainHash.of(List.of(issuer)), serial),
                    (asked, executor) -> CompletableFuture.supplyAsync(() -> ask(asked, issuer), worker)), end);
            if (status.isPresent() && !(status.get() instanceof Status.Unknown)) {
                return status.get();
            }
            why = status.map(dark -> ((Status.Unknown) dark).why()).orElse("no answer yet");
        }
        for (URI at : pointers.lists()) {
            Optional<ListAnswer> answer = wait(lists.get(new Listed(at, ChainHash.of(List.of(issuer)), isAuthority),
                    (listed, executor) -> CompletableFuture.supplyAsync(() -> fetchList(listed, issuer), worker)), end);
            if (answer.isPresent() && answer.get() instanceof ListAnswer.Read(RevocationList list)) {
                return list.has(serial) ? new Status.Revoked(list.until()) : new Status.Good(list.until());
            }
            why = answer.map(failed -> ((ListAnswer.Failed) failed).why()).orElse("no list yet");
        }
        return new Status.Unknown(now.plus(AFTER_FAILURE), why);
    }

    private Status ask(Asked asked, X509Certificate issuer) {
        try {
            byte[] answer = fetch.post(asked.at(), "application/ocsp-request",
                    StatusAnswer.question(issuer, asked.serial()), LARGEST_ANSWER);
            return StatusAnswer.read(answer, issuer, asked.serial(), clock.instant());
        } catch (IOException failed) {
            return new Status.Unknown(clock.instant().plus(AFTER_FAILURE), asked.at() + ": " + failed.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Status.Unknown(clock.instant().plus(AFTER_FAILURE), "the gateway stops");
        }
    }

    private ListAnswer fetchList(Listed listed, X509Certificate issuer) {
        try {
            byte[] bytes = fetch.get(listed.at(), LARGEST_LIST);
            return new ListAnswer.Read(RevocationList.read(bytes, issuer, listed.at().toString(),
                    listed.aboutAuthorities(), clock.instant()));
        } catch (IOException failed) {
            return new ListAnswer.Failed(clock.instant().plus(AFTER_FAILURE), listed.at() + ": " + failed.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new ListAnswer.Failed(clock.instant().plus(AFTER_FAILURE), "the gateway stops");
        }
    }

    /// Empty where it is not there in time; it goes on, and whoever asks next has it.
    private <T> Optional<T> wait(CompletableFuture<T> answer, Instant end) {
        try {
            long left = Math.max(0, Duration.between(clock.instant(), end).toNanos());
            return Optional.of(answer.get(left, TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException none) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Duration left(Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }

    @Override
    public void close() {
        fetch.close();
        worker.shutdownNow();
    }

    private record Asked(URI at, ChainHash issuer, BigInteger serial) {}

    private record Listed(URI at, ChainHash issuer, boolean aboutAuthorities) {}

    private sealed interface ListAnswer {

        Instant until();

        int size();

        record Read(RevocationList list) implements ListAnswer {

            @Override
            public Instant until() {
                return list.until();
            }

            @Override
            public int size() {
                return list.size();
            }
        }

        record Failed(Instant until, String why) implements ListAnswer {

            @Override
            public int size() {
                return 0;
            }
        }
    }
}
