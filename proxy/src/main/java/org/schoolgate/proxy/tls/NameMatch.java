package org.schoolgate.proxy.tls;

import com.google.common.net.InternetDomainName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;

/// Whether a certificate is for the host that was asked for, by its subject alternative names alone; a common name is no
/// name.
///
/// A `*` stands for the whole of the first label, and for nothing else. It may not stand where anybody can register a name,
/// as in `*.com` or `*.co.uk`. An address needs an entry that is an address.
final class NameMatch {

    /// Kinds of entries (RFC 5280, `GeneralName`).
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private NameMatch() {}

    static boolean matches(X509Certificate leaf, Host host) throws CertificateParsingException {
        Collection<List<?>> names = leaf.getSubjectAlternativeNames();
        if (names == null) {
            return false;
        }
        for (List<?> entry : names) {
            int kind = (Integer) entry.get(0);
            boolean same = switch (host) {
                case HostName name -> kind == DNS && matches((String) entry.get(1), name);
                case IpAddress address -> kind == ADDRESS && matches((String) entry.get(1), address);
            };
            if (same) {
                return true;
            }
        }
        return false;
    }

    static boolean matches(String pattern, HostName name) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("*.")) {
            return lower.equals(name.name());
        }
        String rest = lower.substring(2);
        int dot = name.name().indexOf('.');
        return dot > 0 && name.name().substring(dot + 1).equals(rest) && !isRegistry(rest) && !isRegistry(name.name());
    }

    /// Whether the names below this one are given to anybody who asks, as below `com` or `norwich.sch.uk`.
    private static boolean isRegistry(String name) {
        return name.indexOf('.') < 0 || InternetDomainName.isValid(name)
                && InternetDomainName.from(name).isRegistrySuffix();
    }

    private static boolean matches(String entry, IpAddress address) {
        Optional<IpAddress> read = IpAddress.parse(entry);
        return read.isPresent() && Arrays.equals(read.get().bytes(), address.bytes());
    }
}
