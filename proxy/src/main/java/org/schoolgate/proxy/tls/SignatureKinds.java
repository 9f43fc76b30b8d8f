package org.schoolgate.proxy.tls;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The kinds of signature that are taken: SHA-2 with RSA or ECDSA, as the CA/Browser Forum allows them. All else, MD5 and
/// SHA-1 among it, can be forged or is known to no browser.
final class SignatureKinds {

    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final Set<String> PSS_HASHES = Set.of("SHA-256", "SHA-384", "SHA-512");

    /// Java's names by object identifier.
    private static final Map<String, String> NAMES = Map.of(
            "1.2.840.113549.1.1.11", "SHA256withRSA",
            "1.2.840.113549.1.1.12", "SHA384withRSA",
            "1.2.840.113549.1.1.13", "SHA512withRSA",
            "1.2.840.10045.4.3.2", "SHA256withECDSA",
            "1.2.840.10045.4.3.3", "SHA384withECDSA",
            "1.2.840.10045.4.3.4", "SHA512withECDSA");

    private SignatureKinds() {}

    /// Java's name of a kind that is taken and has no parameters.
    static Optional<String> name(String id) {
        return Optional.ofNullable(NAMES.get(id));
    }

    static boolean isTaken(X509Certificate certificate) {
        String id = certificate.getSigAlgOID();
        return NAMES.containsKey(id) || id.equals(PSS) && isStrongPss(certificate.getSigAlgParams());
    }

    private static boolean isStrongPss(byte[] encoded) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(encoded);
            return PSS_HASHES.contains(parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        } catch (GeneralSecurityException | java.io.IOException | RuntimeException broken) {
            return false;
        }
    }
}
