package org.schoolgate.proxy.tls;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// Authorities that may vouch for nothing, whatever else trusts them: those that intercept connections or whose key is
/// known (by fingerprint), and every Schoolgate's own (by the organisation in its name).
final class KnownBad {

    /// What the certificate of every Schoolgate's authority says its organisation is. No site has a certificate from one.
    static final String OUR_ORGANISATION = "Schoolgate";

    /// Whose they are, by fingerprint.
    private static final Map<String, String> LISTED = read();

    private KnownBad() {}

    /// Whose it is, where it is one of them.
    static Optional<String> owner(X509Certificate certificate) {
        String listed = LISTED.get(ChainHash.of(List.of(certificate)).hex());
        if (listed != null) {
            return Optional.of(listed);
        }
        X500Name name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        for (RDN organisation : name.getRDNs(BCStyle.O)) {
            if (organisation.getFirst().getValue().toString().equals(OUR_ORGANISATION)) {
                return Optional.of("a Schoolgate's own authority");
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> read() {
        Map<String, String> read = new HashMap<>();
        for (String line : Resource.lines("known-bad.txt")) {
            int space = line.indexOf(' ');
            if (space > 0 && !line.startsWith("#")) {
                read.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return Map.copyOf(read);
    }
}
