package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A device that trusts one authority, and checks as Java does.
final class Device {

    private final SSLContext context;

    Device(X509Certificate authority) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("school", authority);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
    }

    /// @param created when the session began; two visits of one session have the same
    record Visit(String answer, X509Certificate leaf, int certificates, String protocol, long created) {}

    /// Goes to loopback under the name `host`, and reads to the end.
    Visit visit(String host, int port, String... protocols) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        String name = host.replaceAll("[\\[\\]]", "");
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[]{"h2", "http/1.1"});
            if (protocols.length > 0) {
                parameters.setProtocols(protocols);
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            var shown = socket.getSession().getPeerCertificates();
            return new Visit(answer, (X509Certificate) shown[0], shown.length, socket.getApplicationProtocol(),
                    socket.getSession().getCreationTime());
        }
    }
}
