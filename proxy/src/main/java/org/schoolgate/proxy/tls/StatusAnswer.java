package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/// Questions to, and answers of, those who say of one certificate whether it was revoked (OCSP, RFC 6960).
///
/// An answer counts where the issuer has signed it, or one to whom the issuer gave a certificate for exactly that, and where
/// it is about this certificate and of today. All other answers are none.
final class StatusAnswer {

    private static final Duration SKEW = Duration.ofMinutes(5);

    /// An answer that names no end is good for as long as this.
    private static final Duration WITHOUT_END = Duration.ofHours(1);

    private StatusAnswer() {}

    static byte[] question(X509Certificate issuer, BigInteger serial) throws IOException {
        try {
            return new OCSPReqBuilder().addRequest(new CertificateID(id(issuer, serial))).build().getEncoded();
        } catch (OCSPException impossible) {
            throw new IOException(impossible);
        }
    }

    static Status read(byte[] bytes, X509Certificate issuer, BigInteger serial, Instant now) throws IOException {
        try {
            OCSPResp response = new OCSPResp(bytes);
            if (response.getStatus() != OCSPResp.SUCCESSFUL
                    || !(response.getResponseObject() instanceof BasicOCSPResp answer)) {
                throw new IOException("it answers with the error " + response.getStatus());
            }
            signed(answer, issuer, now);
            for (SingleResp single : answer.getResponses()) {
                if (isAbout(single.getCertID(), issuer, serial)) {
                    return status(single, now);
                }
            }
            throw new IOException("the answer is about another certificate");
        } catch (OCSPException | RuntimeException broken) {
            throw new IOException("the answer cannot be read", broken);
        }
    }

    private static Status status(SingleResp single, Instant now) throws IOException {
        Date next = single.getNextUpdate();
        Instant start = single.getThisUpdate().toInstant();
        Instant end = next == null ? start.plus(WITHOUT_END) : next.toInstant();
        if (start.isAfter(now.plus(SKEW)) || !end.isAfter(now)) {
            throw new IOException("the answer is out of date");
        }
        return switch (single.getCertStatus()) {
            // As the library tells "good".
            case null -> new Status.Good(end);
            case RevokedStatus revoked -> new Status.Revoked(end);
            default -> throw new IOException("it does not know the certificate");
        };
    }

    private static void signed(BasicOCSPResp answer, X509Certificate issuer, Instant now) throws IOException {
        if (SignatureKinds.name(answer.getSignatureAlgorithmID().getAlgorithm().getId()).isEmpty()) {
            throw new IOException("the answer is signed with " + answer.getSignatureAlgorithmID().getAlgorithm());
        }
        if (isSignedBy(answer, issuer.getPublicKey())) {
            return;
        }
        for (X509CertificateHolder holder : answer.getCerts()) {
            if (mayAnswer(holder, issuer, now)) {
                try {
                    if (isSignedBy(answer, new JcaX509CertificateConverter().getCertificate(holder).getPublicKey())) {
                        return;
                    }
                } catch (GeneralSecurityException broken) {
                    throw new IOException("the signer's certificate cannot be read", broken);
                }
            }
        }
        throw new IOException("nobody who may has signed the answer");
    }

    private static boolean isSignedBy(BasicOCSPResp answer, PublicKey key) {
        try {
            return answer.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
        } catch (OCSPException | OperatorCreationException | RuntimeException wrong) {
            return false;
        }
    }

    /// Whether the issuer gave this certificate to one who answers for it.
    private static boolean mayAnswer(X509CertificateHolder signer, X509Certificate issuer, Instant now) {
        try {
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(signer);
            ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(signer.getExtensions());
            if (usage == null || !usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning)
                    || !SignatureKinds.isTaken(certificate)
                    || !certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                return false;
            }
            certificate.checkValidity(Date.from(now));
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException wrong) {
            return false;
        }
    }

    private static boolean isAbout(CertificateID asked, X509Certificate issuer, BigInteger serial) throws IOException {
        return asked.getHashAlgOID().equals(OIWObjectIdentifiers.idSHA1)
                && asked.getSerialNumber().equals(serial)
                && Arrays.equals(asked.getIssuerKeyHash(), id(issuer, serial).getIssuerKeyHash().getOctets())
                && Arrays.equals(asked.getIssuerNameHash(),
                        id(issuer, serial).getIssuerNameHash().getOctets());
    }

    /// By SHA-1, as all who answer know it; nothing rests on it.
    private static CertID id(X509Certificate issuer, BigInteger serial) throws IOException {
        byte[] name = issuer.getSubjectX500Principal().getEncoded();
        byte[] key = SubjectPublicKeyInfo.getInstance(issuer.getPublicKey().getEncoded()).getPublicKeyData()
                .getOctets();
        return new CertID(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
                new DEROctetString(sha1(name)), new DEROctetString(sha1(key)),
                new ASN1Integer(serial));
    }

    private static byte[] sha1(byte[] bytes) throws IOException {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }
}
