package org.schoolgate.proxy.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1OctetString;

/// The time stamps of public logs (Certificate Transparency, RFC 6962) that stand in a certificate. Browsers want two; they
/// no longer look once a gateway's own certificate stands before them, so the gateway counts. The stamps' signatures are not
/// looked at, as the logs' keys do not come with the program.
final class Stamps {

    /// What browsers want of a public certificate.
    static final int ENOUGH = 2;

    private static final String EXTENSION = "1.3.6.1.4.1.11129.2.4.2";

    private Stamps() {}

    /// How many there are; 0 where they cannot be read.
    static int count(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            return 0;
        }
        try {
            byte[] inner = ASN1OctetString.getInstance(extension).getOctets();
            ByteBuffer list = ByteBuffer.wrap(ASN1OctetString.getInstance(inner).getOctets());
            int end = 2 + (list.getShort() & 0xffff);
            int count = 0;
            while (list.position() < end) {
                int length = list.getShort() & 0xffff;
                list.position(list.position() + length);
                count++;
            }
            return count;
        } catch (IllegalArgumentException | BufferUnderflowException broken) {
            return 0;
        }
    }
}
