package org.schoolgate.app.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.request.AddressRange;

/// How the gateway comes to know who is at which address.
///
/// @param radius where it hears of that from the wireless network; empty where it does not
/// @param page whether people can sign in on the gateway's own site
/// @param shared addresses behind which there are always several
/// @param staleAfter how long the network may be silent about somebody
/// @param idle how long a device may be silent on which somebody has signed in
/// @param longest how long a sign-in holds at most
/// @param handover how close two people may follow upon each other and still be told apart
public record AddressSettings(Optional<Radius> radius, boolean page, List<AddressRange> shared, Duration staleAfter,
        Duration idle, Duration longest, Duration handover) {

    public AddressSettings {
        shared = List.copyOf(shared);
    }

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
