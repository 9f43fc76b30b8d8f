package org.schoolgate.app.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.request.AddressRange;

/// How the gateway comes to know who is at which address.
///
/// @param radius where it hears of that from the wireless network; empty where it does not
/// @param page whether people can sign in on the gateway's own site
/// @param accounts with what accounts people sign in there beside a password; empty where with none
/// @param shared addresses behind which there are always several
/// @param staleAfter how long the network may be silent about somebody
/// @param idle how long a device may be silent on which somebody has signed in
/// @param longest how long a sign-in holds at most
/// @param handover how close two people may follow upon each other and still be told apart
public record AddressSettings(Optional<Radius> radius, boolean page, Optional<Accounts> accounts,
        List<AddressRange> shared, Duration staleAfter,
        Duration idle, Duration longest, Duration handover) {

    public AddressSettings {
        shared = List.copyOf(shared);
    }

    /// Accounts of the school's with a provider.
    ///
    /// @param called what the page calls the provider
    /// @param issuer the provider, by its own word
    /// @param clientId what it calls the gateway
    /// @param secretFile a file whose first line is what both sides know
    /// @param hostedDomain the school's domain there, where people are known by their address; empty where by their name
    /// @param back where it sends browsers back to
    public record Accounts(String called, URI issuer, String clientId, Path secretFile, Optional<String> hostedDomain,
            URI back) {}

    /// Accounting by RADIUS.
    public record Radius(InetSocketAddress listen, List<Client> clients) {

        public Radius {
            clients = List.copyOf(clients);
        }
    }

    /// Whose accounting is believed.
    ///
    /// @param secretFile a file whose first line is what both sides know; empty for the credential
    public record Client(AddressRange address, Optional<Path> secretFile) {}
}
