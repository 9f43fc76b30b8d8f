package org.schoolgate.app.wiring;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.schoolgate.app.config.AddressSettings;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.identity.presence.SchoolAccounts;
import org.schoolgate.proxy.identity.radius.Realms;
import org.schoolgate.review.signin.SchoolProvider;
import org.schoolgate.review.signin.SchoolSignIn;
import org.schoolgate.review.signin.SchoolWord;

/// Lets people sign in on the gateway's own page with an account of the school's provider. The review site knows how to ask a
/// provider, and the proxy who is where; here is what joins them: whose account is whose.
///
/// A provider is waited for on threads of its own; where they have too much to do, nobody can be told now.
final class ProviderAccounts implements SchoolAccounts, AutoCloseable {

    private static final int AT_ONCE = 4;
    private static final int WAITING = 32;

    private final SchoolSignIn provider;
    private final URI back;
    private final Optional<String> hostedDomain;
    private final Realms realms;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 30, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING), Thread.ofPlatform().daemon().name("provider-", 0).factory());

    /// @param realms whose addresses are the school's
    ProviderAccounts(SchoolProvider provider, AddressSettings.Accounts settings, Realms realms, InstantSource clock) {
        this.provider = SchoolSignIn.withNames(provider, clock);
        this.back = settings.back();
        this.hostedDomain = settings.hostedDomain();
        this.realms = realms;
        threads.allowCoreThreadTimeOut(true);
    }

    /// With what accounts people sign in on the gateway's own page; empty where with none.
    ///
    /// @throws IOException where a file cannot be used; the message says which, and what to do
    static Optional<SchoolAccounts> open(GatewaySettings settings, InstantSource clock, Parts parts)
            throws IOException {
        Optional<AddressSettings.Accounts> accounts = settings.addresses().accounts()
                .filter(any -> settings.addresses().page());
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        AddressSettings.Accounts one = accounts.get();
        return Optional.of(parts.add(new ProviderAccounts(new SchoolProvider(one.called(), one.issuer(), one.clientId(),
                StorePlace.password(one.secretFile()), MessageChannels.trust(settings).getSocketFactory()), one,
                new Realms(settings.whoAsks().domains()), clock)));
    }

    @Override
    public String called() {
        return provider.called();
    }

    @Override
    public CompletionStage<Optional<URI>> begin(String whom) {
        return asked(() -> provider.begin(whom, back));
    }

    @Override
    public CompletionStage<Optional<Person>> end(String whom, String state, String code) {
        return asked(() -> provider.word(whom, state, code).flatMap(this::person));
    }

    private Optional<Person> person(SchoolWord word) {
        if (hostedDomain.isPresent() && !hostedDomain.equals(word.hostedDomain())) {
            return Optional.empty();
        }
        return (hostedDomain.isPresent() ? word.email() : word.userName()).filter(name -> name.indexOf('@') > 0)
                .flatMap(realms::person);
    }

    private <T> CompletionStage<T> asked(Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(question, threads);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(full);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
