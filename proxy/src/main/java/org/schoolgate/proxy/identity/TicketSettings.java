package org.schoolgate.proxy.identity;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Whose Kerberos tickets are taken.
///
/// @param services the gateway's own names in each realm, as `HTTP/gw.school.example@SCHOOL.EXAMPLE`
/// @param keytabs the files with their keys
/// @param realms whose people are the school's, as Kerberos spells them
public record TicketSettings(List<String> services, List<Path> keytabs, Set<String> realms) {

    public TicketSettings {
        services = List.copyOf(services);
        keytabs = List.copyOf(keytabs);
        realms = Set.copyOf(realms);
    }
}
