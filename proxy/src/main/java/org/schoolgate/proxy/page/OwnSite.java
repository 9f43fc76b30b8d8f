package org.schoolgate.proxy.page;

import java.util.List;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;

/// The gateway's own site: what it tells about itself to whoever asks, over plain HTTP. Nothing in it is secret.
///
/// @param certificates those of the school's authority that devices should have; the one that signs comes first, while
///     authorities change the next one follows. Empty where no connection is looked into
/// @param looksInside whether the policy looks into anybody's connections
/// @param never titles of the categories that nobody's connections are looked into for
public record OwnSite(List<SchoolCertificate> certificates, boolean looksInside, List<String> never) {

    /// Its name. Names in `.internal` are nobody's on the open internet. Neither this one nor those below it are ever looked
    /// up or recorded; those below it are for tests.
    public static final HostName NAME = HostName.parse("schoolgate.internal").orElseThrow();

    public OwnSite {
        certificates = List.copyOf(certificates);
        never = List.copyOf(never);
    }

    /// Whether it is the name of this site, or below it.
    public static boolean holds(Host host) {
        return host instanceof HostName name && name.isWithin(NAME);
    }
}
