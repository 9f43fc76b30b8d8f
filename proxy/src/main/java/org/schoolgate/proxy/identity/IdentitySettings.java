package org.schoolgate.proxy.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.request.AddressRange;

/// Who is asked who they are, and who is believed.
///
/// @param header whose header is believed
/// @param prompt who is asked for a ticket or a password
/// @param tickets whose tickets are taken
/// @param accounts the file of local accounts
/// @param directory the school's directory
/// @param domains what may stand beside a name and means the school
/// @param wrongPasswords how many wrong passwords an address may try for one name
/// @param recheck after which time a password and the directory's groups are asked for again
/// @param hold how long at most they hold while the directory is away
public record IdentitySettings(Optional<Header> header, Optional<Prompt> prompt,
        Optional<TicketSettings> tickets, Path accounts,
        Optional<DirectorySettings> directory, Set<String> domains, int wrongPasswords, Duration recheck,
        Duration hold) {

    public IdentitySettings {
        domains = Set.copyOf(domains);
    }

    /// A header that says who asks.
    ///
    /// @param name of the header
    /// @param balancers who is believed
    public record Header(String name, List<AddressRange> balancers) {

        public Header {
            balancers = List.copyOf(balancers);
        }
    }
}
