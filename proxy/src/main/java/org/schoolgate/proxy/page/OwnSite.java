package org.schoolgate.proxy.page;

import java.util.List;
import java.util.Optional;

/// The gateway's own site: what it tells about itself to whoever asks, in the open and encrypted, under its name in
/// [org.schoolgate.filters.request.OwnNames]. Nothing in it is secret.
///
/// @param certificates those of the school's authority that devices should have; the one that signs comes first, while
///     authorities change the next one follows. Empty where no connection is looked into
/// @param revoked the list of that one's revoked certificates; empty where no connection is looked into
/// @param looksInside whether the policy looks into anybody's connections
/// @param never titles of the categories that nobody's connections are looked into for
public record OwnSite(List<SchoolCertificate> certificates, Optional<RevocationFile> revoked, boolean looksInside,
        List<String> never) {

    public OwnSite {
        certificates = List.copyOf(certificates);
        never = List.copyOf(never);
    }
}
