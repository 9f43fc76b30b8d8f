package org.schoolgate.proxy.tls;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// The kinds of public key that are taken: RSA of 2048 to 8192 bits with an exponent that is not tiny, and the curves
/// P-256, P-384 and P-521.
final class KeyKinds {

    private static final int SHORTEST = 2048;

    /// Longer ones are nobody's, and cost more to verify than a handshake may.
    private static final int LONGEST = 8192;

    /// With 1 and 3 signatures have been forged. Nearly all have 65,537; one root of Mozilla's has 43,147.
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(257);
    private static final int LONGEST_EXPONENT = 64;

    private static final Set<ASN1ObjectIdentifier> CURVES = Set.of(SECObjectIdentifiers.secp256r1,
            SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    private KeyKinds() {}

    /// What is wrong with a key; empty where it is taken.
    static Optional<String> fault(SubjectPublicKeyInfo key) {
        ASN1ObjectIdentifier kind = key.getAlgorithm().getAlgorithm();
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption) || kind.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return rsa(key);
        }
        ASN1Encodable curve = key.getAlgorithm().getParameters();
        return kind.equals(X9ObjectIdentifiers.id_ecPublicKey) && CURVES.contains(curve)
                ? Optional.empty()
                : Optional.of("a key of the kind " + kind + " " + curve);
    }

    private static Optional<String> rsa(SubjectPublicKeyInfo key) {
        RSAPublicKey rsa;
        try {
            rsa = RSAPublicKey.getInstance(key.parsePublicKey());
        } catch (java.io.IOException | RuntimeException broken) {
            return Optional.of("an RSA key that cannot be read");
        }
        int bits = rsa.getModulus().bitLength();
        if (bits < SHORTEST || bits > LONGEST || bits % 8 != 0) {
            return Optional.of("an RSA key of " + bits + " bits");
        }
        BigInteger exponent = rsa.getPublicExponent();
        return exponent.testBit(0) && exponent.compareTo(LEAST_EXPONENT) >= 0
                && exponent.bitLength() <= LONGEST_EXPONENT
                        ? Optional.empty()
                        : Optional.of("an RSA key with the exponent " + exponent.toString(16));
    }
}
