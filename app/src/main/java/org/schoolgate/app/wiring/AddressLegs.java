package org.schoolgate.app.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.app.config.AddressSettings;
import org.schoolgate.proxy.identity.presence.AccountCheck;
import org.schoolgate.proxy.identity.presence.PresenceRules;
import org.schoolgate.proxy.identity.presence.Presences;
import org.schoolgate.proxy.identity.presence.SchoolAccounts;
import org.schoolgate.proxy.identity.presence.SignIn;
import org.schoolgate.proxy.identity.radius.AccessPoint;
import org.schoolgate.proxy.identity.radius.AccountingListener;
import org.schoolgate.proxy.identity.radius.Realms;
import org.schoolgate.proxy.identity.radius.Secret;
import org.schoolgate.proxy.log.Meter;
import org.schoolgate.proxy.log.Meters;

/// What the gateway needs to know who is at which address.
///
/// @param presences who is where
/// @param signIn how people say who they are
/// @param page whether there is a page on which they sign in
/// @param accounting hears the network; empty where nothing is said of it
record AddressLegs(Presences presences, SignIn signIn, boolean page, Optional<AccountingListener> accounting) {

    private static final String CREDENTIAL = "schoolgate-radius-secret";

    /// Who is where, by these rules: nobody yet.
    static Presences presences(AddressSettings settings) {
        return new Presences(new PresenceRules(settings.staleAfter(), settings.idle(), settings.longest(),
                settings.handover(), settings.shared()));
    }

    /// @param accounts with which passwords are checked
    /// @param school accounts with a provider, for the page
    /// @param domains the school's own
    /// @param environment of this process
    /// @throws IOException where a file cannot be used or a port is taken; the message says which, and what to do
    static AddressLegs open(AddressSettings settings, Presences presences, AccountCheck accounts,
            Optional<SchoolAccounts> school, Set<String> domains,
            Map<String, String> environment, InstantSource clock, Parts parts) throws IOException {
        SignIn signIn = new SignIn(presences, accounts, school, clock);
        if (settings.radius().isEmpty()) {
            return new AddressLegs(presences, signIn, settings.page(), Optional.empty());
        }
        AddressSettings.Radius radius = settings.radius().get();
        List<AccessPoint> accessPoints = new ArrayList<>();
        for (AddressSettings.Client client : radius.clients()) {
            accessPoints.add(new AccessPoint(client.address(), secret(client, environment)));
        }
        return new AddressLegs(presences, signIn, settings.page(),
                Optional.of(parts.add(AccountingListener.start(radius.listen(),
                        accessPoints, new Realms(domains), presences, clock))));
    }

    /// Shows in `registry` how it goes.
    void watch(MeterRegistry registry) {
        Meters.watch(registry, Meter.PRESENCES, presences::size);
        Meters.watch(registry, Meter.PRESENCES_TURNED_AWAY, presences::turnedAway);
        Meters.watch(registry, Meter.RADIUS_TAKEN,
                () -> accounting.map(one -> (double) one.counts().taken()).orElse(0.0));
        Meters.watch(registry, Meter.RADIUS_DROPPED,
                () -> accounting.map(one -> (double) one.counts().dropped()).orElse(0.0));
    }

    private static Secret secret(AddressSettings.Client client, Map<String, String> environment) throws IOException {
        Optional<Path> credential = Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
                .map(folder -> Path.of(folder, CREDENTIAL)).filter(Files::exists);
        Path file = client.secretFile().or(() -> credential).orElseThrow(() -> new IOException(
                "there is no secret for the RADIUS client " + client.address() + "; name its file (identity: radius:"
                        + " clients: secret-file in schoolgate.yaml), or give the service the credential "
                        + CREDENTIAL));
        try {
            return new Secret(StorePlace.password(file));
        } catch (IllegalArgumentException tooShort) {
            throw new IOException(file + ": " + tooShort.getMessage() + "; write a longer one there and into the access"
                    + " point", tooShort);
        }
    }
}
