package org.schoolgate.proxy.tls;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// What is asked when a site has shown its certificates, on the thread that runs the engine's delegated tasks.
final class SiteTrust extends X509ExtendedTrustManager {

    private final Standings standings;
    private final Trust trust;

    SiteTrust(Trust trust, Standings standings) {
        this.trust = trust;
        this.standings = standings;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Peer peer = Peer.of(engine);
        List<byte[]> staples = engine.getHandshakeSession() instanceof ExtendedSSLSession session
                ? session.getStatusResponses()
                : List.of();
        try {
            standings.put(peer, engine.getPeerPort(),
                    trust.check(read(chain), staples, peer.host(), peer.demands()));
        } catch (RefusedException refused) {
            standings.drop(peer);
            throw refused;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw onlyEngines();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /// BoringSSL hands over certificates that nobody has read yet.
    private static List<X509Certificate> read(X509Certificate[] chain) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> read = new ArrayList<>(chain.length);
        for (X509Certificate certificate : chain) {
            read.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
        }
        return read;
    }

    private static CertificateException onlyEngines() {
        return new CertificateException("only connections to sites that SiteTls made are checked here");
    }
}
