package org.schoolgate.proxy.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/// Key pairs on the curve P-256, which every device knows.
final class Keys {

    /// How these keys sign.
    static final String SIGNATURE = "SHA256withECDSA";

    static final SecureRandom RANDOM = new SecureRandom();

    private Keys() {}

    static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException impossible) {
            throw new IllegalStateException("every Java has P-256", impossible);
        }
    }

    /// Whether what one signs, the other verifies. Keys of RSA are told, too: a school's own certificate may have one.
    static boolean belongTogether(PrivateKey secret, PublicKey open) {
        byte[] text = new byte[32];
        RANDOM.nextBytes(text);
        String signature = secret.getAlgorithm().equals("RSA") ? "SHA256withRSA" : SIGNATURE;
        try {
            Signature signer = Signature.getInstance(signature);
            signer.initSign(secret);
            signer.update(text);
            byte[] signed = signer.sign();
            Signature verifier = Signature.getInstance(signature);
            verifier.initVerify(open);
            verifier.update(text);
            return verifier.verify(signed);
        } catch (GeneralSecurityException notOfThisKind) {
            return false;
        }
    }
}
