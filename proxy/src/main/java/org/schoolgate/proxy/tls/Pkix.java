package org.schoolgate.proxy.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Path validation as RFC 5280 has it, by Java's own implementation: signatures, dates, names, constraints.
///
/// The root stands in the path too, as if it were vouched for by its own key. So its dates, its name constraints and its
/// critical extensions count, which Java leaves out of a trust anchor.
final class Pkix {

    private Pkix() {}

    /// @param path the site's own certificate first, the root last
    static void validate(List<X509Certificate> path, Instant now) throws RefusedException {
        X509Certificate root = path.getLast();
        try {
            PKIXParameters parameters = new PKIXParameters(
                    Set.of(new TrustAnchor(root.getSubjectX500Principal(), root.getPublicKey(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (CertPathValidatorException wrong) {
            throw new RefusedException(fault(wrong.getReason()),
                    "certificate " + wrong.getIndex() + ": " + wrong.getMessage());
        } catch (GeneralSecurityException | RuntimeException broken) {
            throw new RefusedException(CertificateFault.MALFORMED, String.valueOf(broken.getMessage()));
        }
    }

    private static CertificateFault fault(CertPathValidatorException.@Nullable Reason reason) {
        return switch (reason) {
            case BasicReason.EXPIRED -> CertificateFault.EXPIRED;
            case BasicReason.NOT_YET_VALID -> CertificateFault.NOT_YET_VALID;
            case BasicReason.INVALID_SIGNATURE -> CertificateFault.BAD_SIGNATURE;
            case BasicReason.ALGORITHM_CONSTRAINED -> CertificateFault.WEAK;
            case PKIXReason.INVALID_KEY_USAGE, PKIXReason.NOT_CA_CERT, PKIXReason.PATH_TOO_LONG ->
                CertificateFault.WRONG_USE;
            case PKIXReason.INVALID_NAME -> CertificateFault.NOT_PERMITTED;
            case PKIXReason.NO_TRUST_ANCHOR, PKIXReason.NAME_CHAINING -> CertificateFault.UNKNOWN_ISSUER;
            case null, default -> CertificateFault.MALFORMED;
        };
    }
}
