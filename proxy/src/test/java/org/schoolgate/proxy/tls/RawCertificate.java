package org.schoolgate.proxy.tls;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// Bytes that Java does not take for a certificate, so that a site can send them all the same.
@SuppressWarnings("JavaUtilDate") // as the type it extends has it
final class RawCertificate extends X509Certificate {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    private final X500Principal subject;
    private final PublicKey key;
    private final byte[] bytes;

    RawCertificate(byte[] bytes, X500Principal subject, PublicKey key) {
        this.bytes = bytes;
        this.subject = subject;
        this.key = key;
    }

    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public PublicKey getPublicKey() {
        return key;
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return subject;
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return subject;
    }

    @Override
    public String toString() {
        return "raw certificate of " + subject;
    }

    @Override
    public void checkValidity() {}

    @Override
    public void checkValidity(Date date) {}

    @Override
    public int getVersion() {
        return 3;
    }

    @Override
    public BigInteger getSerialNumber() {
        return BigInteger.ONE;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Principal getIssuerDN() {
        return subject;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Principal getSubjectDN() {
        return subject;
    }

    @Override
    public Date getNotBefore() {
        return new Date(0);
    }

    @Override
    public Date getNotAfter() {
        return new Date(Long.MAX_VALUE);
    }

    @Override
    public byte[] getTBSCertificate() {
        return bytes.clone();
    }

    @Override
    public byte[] getSignature() {
        return new byte[0];
    }

    @Override
    public String getSigAlgName() {
        return "SHA256withECDSA";
    }

    @Override
    public String getSigAlgOID() {
        return "1.2.840.10045.4.3.2";
    }

    @Override
    public byte @Nullable [] getSigAlgParams() {
        return null;
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return null;
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return null;
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return null;
    }

    @Override
    public int getBasicConstraints() {
        return -1;
    }

    @Override
    public void verify(PublicKey other) {}

    @Override
    public void verify(PublicKey other, String provider) {}

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return false;
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
        return null;
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
        return null;
    }

    @Override
    public byte @Nullable [] getExtensionValue(String id) {
        return null;
    }
}
