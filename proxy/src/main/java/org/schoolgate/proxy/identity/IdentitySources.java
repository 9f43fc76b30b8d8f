package org.schoolgate.proxy.identity;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Person;

/// All that the school has set up to know who asks, put together: a balancer's header, then a ticket or a password that
/// came with the request, then what others know of an address, and at last the question for a ticket or a password.
public final class IdentitySources implements AutoCloseable {

    private static final int HASHES_AT_ONCE = 2;
    private static final int HASHES_WAITING = 64;
    private static final Duration HASHES_PATIENCE = Duration.ofSeconds(10);
    private static final int QUESTIONS_AT_ONCE = 4;
    private static final int QUESTIONS_WAITING = 256;

    private final Accounts accounts;
    private final Enquiries hashing;
    private final Enquiries enquiries;
    private final @Nullable Directory directory;
    private final @Nullable Memberships memberships;
    private final AccountNames names;
    private final PasswordCheck check;
    private final @Nullable TicketLeg tickets;
    private final InTurn identification;

    private IdentitySources(Accounts accounts, Enquiries hashing, Enquiries enquiries, @Nullable Directory directory,
            @Nullable Memberships memberships, AccountNames names, PasswordCheck check, @Nullable TicketLeg tickets,
            InTurn identification) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.enquiries = enquiries;
        this.directory = directory;
        this.memberships = memberships;
        this.names = names;
        this.check = check;
        this.tickets = tickets;
        this.identification = identification;
    }

    /// Gets ready; the directory is asked only when somebody is to be known.
    ///
    /// @param byAddress makes what knows people by their addresses
    /// @param several what is said where an address is one of several people's
    /// @param nanos as [System#nanoTime] counts
    /// @throws IOException where the file of accounts cannot be read
    public static IdentitySources open(IdentitySettings settings,
            Function<Optional<Memberships>, Identification> byAddress, Identification several, InstantSource clock,
            LongSupplier nanos) throws IOException {
        Accounts accounts = Accounts.open(settings.accounts());
        AccountNames names = new AccountNames(settings.domains());
        Enquiries hashing = new Enquiries("password-", HASHES_AT_ONCE, HASHES_WAITING, HASHES_PATIENCE);
        Enquiries enquiries = new Enquiries("directory-", QUESTIONS_AT_ONCE, QUESTIONS_WAITING,
                settings.directory().map(DirectorySettings::timeout).orElse(HASHES_PATIENCE));
        Directory directory = settings.directory().map(where -> Directory.open(where, nanos)).orElse(null);
        Memberships memberships = directory == null
                ? null
                : new Memberships(directory, enquiries, settings.recheck(), settings.hold(), nanos);
        List<Identification> sources = new ArrayList<>();
        settings.header().ifPresent(header -> sources.add(
                new HeaderSource(header.name(), header.balancers(), names, memberships, clock, nanos)));
        TicketLeg tickets = null;
        if (settings.prompt().isPresent() && settings.tickets().isPresent()) {
            tickets = TicketLeg.open(settings.prompt().get(), settings.tickets().get(),
                    settings.header().map(IdentitySettings.Header::balancers).orElse(List.of()), memberships, clock,
                    nanos);
            sources.add(tickets.source());
        }
        PasswordCheck check = new PasswordCheck(accounts, hashing, directory, enquiries, memberships);
        settings.prompt()
                .ifPresent(prompt -> sources.add(new PasswordSource(prompt, names, check, settings.wrongPasswords(),
                        settings.recheck(), settings.hold(), clock, nanos)));
        sources.add(byAddress.apply(Optional.ofNullable(memberships)));
        settings.prompt().ifPresent(sources::add);
        sources.add(several);
        return new IdentitySources(accounts, hashing, enquiries, directory, memberships, names, check, tickets,
                new InTurn(sources));
    }

    /// What the gate asks.
    public Identification identification() {
        return identification;
    }

    /// Whose account it is, with this password; empty where it is nobody's. It fails where nobody can tell now. It never waits.
    ///
    /// @param account as it was typed
    public CompletionStage<Optional<Person>> check(String account, char[] password) {
        return names.person(account)
                .map(claimed -> check.check(claimed, new String(password))
                        .thenApply(found -> found.map(PasswordCheck.Right::person)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /// What the directory counts somebody to; nothing where there is none. It fails where nobody can tell now, and never waits.
    public CompletionStage<Set<String>> memberships(Person person) {
        if (memberships == null) {
            return CompletableFuture.completedFuture(Set.of());
        }
        Set<String> known = memberships.known(person);
        return known == null ? memberships.ask(person) : CompletableFuture.completedFuture(known);
    }

    /// The directory; empty where there is none.
    public Optional<Directory> directory() {
        return Optional.ofNullable(directory);
    }

    /// What knows people by their tickets; empty where none are taken.
    public Optional<TicketSource> tickets() {
        return Optional.ofNullable(tickets).map(TicketLeg::source);
    }

    /// How many requests had to wait until it was known who asks.
    public long waits() {
        return identification.waits();
    }

    /// Takes up what has changed in files. Called every few seconds, off the loops.
    public void look() {
        accounts.look();
        if (tickets != null) {
            tickets.keys().look();
        }
    }

    @Override
    public void close() {
        hashing.close();
        enquiries.close();
        if (tickets != null) {
            tickets.enquiries().close();
        }
        if (directory != null) {
            directory.close();
        }
    }
}
