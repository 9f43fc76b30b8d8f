package org.schoolgate.blocklists.build;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.digest.Forms;
import org.schoolgate.blocklists.digest.ListedDigest;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Target;

/// The digests by which a list would close a protected name as a whole. Those of names below it and of its paths nobody can tell. They are
/// made when first asked for, some microseconds a name.
final class ProtectedDigests {

    private final Collection<ProtectedNames.Name> names;
    private final Map<String, Map<String, ProtectedNames.Name>> byWay = new HashMap<>();

    /// @param names nothing is added to them once this is asked
    ProtectedDigests(Collection<ProtectedNames.Name> names) {
        this.names = names;
    }

    /// The name that an entry with a digest would close.
    Optional<ProtectedNames.Name> find(String entry) {
        var listed = ListedDigest.of(entry);
        return Optional.ofNullable(byWay.computeIfAbsent(listed.way(),
                _ -> listed.how().map(this::digests).orElse(Map.of())).get(listed.digits()));
    }

    private Map<String, ProtectedNames.Name> digests(Digesting how) {
        Map<String, ProtectedNames.Name> all = new HashMap<>();
        for (ProtectedNames.Name name : names) {
            Host.parse(name.host().indexOf(':') < 0 ? name.host() : "[" + name.host() + "]")
                    .ifPresent(host -> Forms.of(new Target.Site(host, 443), how.form()).forEach(spelling -> all
                            .putIfAbsent(HexFormat.of().formatHex(how.of(spelling.text())), name)));
        }
        return all;
    }
}
