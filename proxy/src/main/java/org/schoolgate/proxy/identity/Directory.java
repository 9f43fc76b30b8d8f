package org.schoolgate.proxy.identity;

import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The school's directory, by LDAP. It is asked for an entry first, and then whether that entry's password is this one.
///
/// Every question waits for the network, so no event loop asks. Where it does not answer, the next questions fail at once for
/// [#PAUSE]. Safe for any number of threads.
public final class Directory implements AutoCloseable {

    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    private static final int CONNECTIONS = 4;
    private static final Set<ResultCode> BUSY = Set.of(ResultCode.BUSY, ResultCode.UNAVAILABLE, ResultCode.TIMEOUT,
            ResultCode.TIME_LIMIT_EXCEEDED, ResultCode.ADMIN_LIMIT_EXCEEDED, ResultCode.CONNECT_ERROR,
            ResultCode.SERVER_DOWN, ResultCode.CONFIDENTIALITY_REQUIRED);

    private final DirectorySettings settings;
    private final GroupWalk walk;
    private final LDAPConnectionPool pool;
    private final LongSupplier nanos;
    private final AtomicLong pausedUntil;
    private final LongAdder asked = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean away;

    private Directory(DirectorySettings settings, LDAPConnectionPool pool, LongSupplier nanos) {
        this.settings = settings;
        this.walk = new GroupWalk(settings.groups().orElse(settings.people()), settings.nesting());
        this.pool = pool;
        this.nanos = nanos;
        this.pausedUntil = new AtomicLong(nanos.getAsLong());
    }

    /// Gets ready to ask; connects to nobody yet.
    ///
    /// @param nanos as [System#nanoTime] counts
    public static Directory open(DirectorySettings settings, LongSupplier nanos) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        int millis = Math.toIntExact(settings.timeout().toMillis());
        options.setConnectTimeoutMillis(millis);
        options.setResponseTimeoutMillis(millis);
        options.setAbandonOnTimeout(true);
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(false);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        List<DirectorySettings.Server> servers = settings.servers();
        FailoverServerSet set = new FailoverServerSet(
                servers.stream().map(DirectorySettings.Server::host).toArray(String[]::new),
                servers.stream().mapToInt(DirectorySettings.Server::port).toArray(),
                settings.encryption() == DirectorySettings.Encryption.LDAPS
                        ? settings.trust().getSocketFactory()
                        : SocketFactory.getDefault(),
                options);
        set.setReOrderOnFailover(true);
        @Nullable
        PostConnectProcessor encrypt = settings.encryption() == DirectorySettings.Encryption.STARTTLS
                ? new StartTLSPostConnectProcessor(settings.trust())
                : null;
        try {
            LDAPConnectionPool pool = new LDAPConnectionPool(set,
                    new SimpleBindRequest(settings.user(), settings.password()), 0, CONNECTIONS, encrypt, false);
            pool.setCreateIfNecessary(true);
            pool.setMaxConnectionAgeMillis(Duration.ofMinutes(10).toMillis());
            pool.setRetryFailedOperationsDueToInvalidConnections(true);
            return new Directory(settings, pool, nanos);
        } catch (LDAPException connectsLater) {
            throw new IllegalStateException("a pool without connections has connected", connectsLater);
        }
    }

    /// Whom a name and a password are; empty where nobody is called so, the password is wrong, or the account may not sign
    /// in.
    ///
    /// @throws DirectoryAwayException where it cannot be told now
    Optional<Registered> check(String account, String password) throws DirectoryAwayException {
        return asked(() -> {
            Optional<SearchResultEntry> entry = entry(account);
            Optional<Person> person = entry.flatMap(this::person);
            if (password.isEmpty() || entry.isEmpty() || person.isEmpty() || !signsIn(entry.get().getDN(), password)) {
                return Optional.empty();
            }
            return Optional.of(new Registered(person.get(), walk.of(entry.get(), pool)));
        });
    }

    /// What somebody is counted to; empty where the directory does not know them.
    ///
    /// @throws DirectoryAwayException where it cannot be told now
    Optional<Registered> find(Person person) throws DirectoryAwayException {
        return asked(() -> {
            Optional<SearchResultEntry> entry = entry(person.account());
            return entry.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Registered(person, walk.of(entry.get(), pool)));
        });
    }

    /// Whether it has not answered when it was last asked.
    public boolean isAway() {
        return away;
    }

    /// Whether asking now would be of no use.
    boolean isPaused() {
        return pausedUntil.get() - nanos.getAsLong() > 0;
    }

    /// How many questions there were.
    public long asked() {
        return asked.sum();
    }

    /// How many of them it did not answer.
    public long failed() {
        return failed.sum();
    }

    @Override
    public void close() {
        pool.close();
    }

    /// A question, in several steps.
    private interface Question<T> {
        T ask() throws LDAPException;
    }

    private <T> T asked(Question<T> question) throws DirectoryAwayException {
        if (isPaused()) {
            throw new DirectoryAwayException("it did not answer a moment ago");
        }
        asked.increment();
        try {
            T answer = question.ask();
            if (away) {
                away = false;
                LOG.info("The directory answers again");
            }
            return answer;
        } catch (LDAPException fault) {
            failed.increment();
            pausedUntil.set(nanos.getAsLong() + PAUSE.toNanos());
            // The library's own words may name people.
            if (!away) {
                away = true;
                LOG.warn("The directory does not answer ({}); who was known before still is", fault.getResultCode());
            }
            throw new DirectoryAwayException(fault.getResultCode().toString());
        }
    }

    private Optional<SearchResultEntry> entry(String account) throws LDAPException {
        SearchRequest request = new SearchRequest(settings.people(), SearchScope.SUB,
                Filter.createEqualityFilter(settings.account(), account), settings.account(), walk.attribute());
        List<SearchResultEntry> found = Objects.requireNonNull(pool.search(request).getSearchEntries());
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private Optional<Person> person(SearchResultEntry entry) {
        return Optional.ofNullable(entry.getAttributeValue(settings.account())).flatMap(Person::of);
    }

    /// Tries the password on a connection that is the gateway's again afterwards.
    private boolean signsIn(String dn, String password) throws LDAPException {
        for (boolean again = false;; again = true) {
            LDAPConnection connection = pool.getConnection();
            try {
                connection.bind(new SimpleBindRequest(dn, password));
                pool.releaseAndReAuthenticateConnection(connection);
                return true;
            } catch (LDAPException refused) {
                if (refused.getResultCode().isConnectionUsable() && !BUSY.contains(refused.getResultCode())) {
                    pool.releaseAndReAuthenticateConnection(connection);
                    return false;
                }
                pool.releaseDefunctConnection(connection);
                // One that was kept may have been gone for long.
                if (again || BUSY.contains(refused.getResultCode()) && refused.getResultCode().isConnectionUsable()) {
                    throw refused;
                }
            }
        }
    }
}
