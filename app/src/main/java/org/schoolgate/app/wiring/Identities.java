package org.schoolgate.app.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.app.config.WhoAsks;
import org.schoolgate.proxy.identity.Directory;
import org.schoolgate.proxy.identity.DirectorySettings;
import org.schoolgate.proxy.identity.IdentitySettings;
import org.schoolgate.proxy.identity.IdentitySources;
import org.schoolgate.proxy.identity.Prompt;
import org.schoolgate.proxy.identity.TicketSettings;
import org.schoolgate.proxy.identity.TicketSource;
import org.schoolgate.proxy.identity.presence.PresenceSource;
import org.schoolgate.proxy.identity.presence.Presences;
import org.schoolgate.proxy.log.Meter;
import org.schoolgate.proxy.log.Meters;

/// How it is known who asks, from the settings and the files that they name.
public final class Identities {

    private Identities() {}

    /// The file of local accounts.
    public static Path accounts(Path data) {
        return data.resolve("identity/accounts");
    }

    /// Whether anything is set up by which somebody can be known by name.
    static boolean knowsAnybody(GatewaySettings settings) {
        return settings.whoAsks().header().isPresent() || settings.whoAsks().password().isPresent()
                || settings.addresses().page() || settings.addresses().radius().isPresent();
    }

    /// @throws IOException where a file cannot be used; the message says which, and what to do
    static IdentitySources open(GatewaySettings settings, Path data, Presences presences, InstantSource clock)
            throws IOException {
        WhoAsks whoAsks = settings.whoAsks();
        Optional<DirectorySettings> directory = whoAsks.directory().isPresent()
                ? Optional.of(directory(settings, whoAsks.directory().get()))
                : Optional.empty();
        return IdentitySources.open(new IdentitySettings(
                whoAsks.header().map(header -> new IdentitySettings.Header(header.name(), header.from())),
                prompt(whoAsks), whoAsks.ticket().map(
                        ticket -> new TicketSettings(ticket.services(), ticket.keytabs(), ticket.realms())),
                accounts(data),
                directory, whoAsks.domains(), whoAsks.password().map(WhoAsks.Password::wrong).orElse(1),
                whoAsks.recheck(), whoAsks.hold()), memberships -> new PresenceSource(presences, memberships, clock),
                PresenceSource.several(presences, clock), clock, System::nanoTime);
    }

    private static Optional<Prompt> prompt(WhoAsks whoAsks) {
        return whoAsks.ticket().isEmpty() && whoAsks.password().isEmpty()
                ? Optional.empty()
                : Optional.of(new Prompt(whoAsks.ticket().map(WhoAsks.Ticket::networks).orElse(List.of()),
                        whoAsks.password().map(WhoAsks.Password::networks).orElse(List.of()),
                        whoAsks.password().map(WhoAsks.Password::realm).orElse("")));
    }

    private static DirectorySettings directory(GatewaySettings settings, WhoAsks.Directory directory)
            throws IOException {
        return new DirectorySettings(directory.servers().stream()
                .map(server -> new DirectorySettings.Server(server.host(), server.port())).toList(),
                switch (directory.encryption()) {
                    case LDAPS -> DirectorySettings.Encryption.LDAPS;
                    case STARTTLS -> DirectorySettings.Encryption.STARTTLS;
                    case NONE -> DirectorySettings.Encryption.NONE;
                }, MessageChannels.trust(settings), directory.user(), StorePlace.password(directory.passwordFile()),
                directory.people(), directory.account(), directory.groups(), switch (directory.nested()) {
                    case CHAIN -> DirectorySettings.Nesting.CHAIN;
                    case MEMBER_OF -> DirectorySettings.Nesting.MEMBER_OF;
                    case MEMBER -> DirectorySettings.Nesting.MEMBER;
                }, directory.timeout());
    }

    /// Shows how well people are known. It names nobody.
    static void watch(MeterRegistry registry, IdentitySources sources) {
        Meters.watch(registry, Meter.IDENTITY_WAITS, sources::waits);
        Meters.watch(registry, Meter.TICKETS_TAKEN, () -> sources.tickets().map(TicketSource::taken).orElse(0L));
        Meters.watch(registry, Meter.TICKETS_REFUSED, () -> sources.tickets().map(TicketSource::refused).orElse(0L));
        Meters.watch(registry, Meter.TICKETS_AWAY,
                () -> sources.tickets().filter(TicketSource::isAway).isPresent() ? 1 : 0);
        Meters.watch(registry, Meter.DIRECTORY_ASKED, () -> sources.directory().map(Directory::asked).orElse(0L));
        Meters.watch(registry, Meter.DIRECTORY_FAILED, () -> sources.directory().map(Directory::failed).orElse(0L));
        Meters.watch(registry, Meter.DIRECTORY_AWAY,
                () -> sources.directory().filter(Directory::isAway).isPresent() ? 1 : 0);
    }
}
