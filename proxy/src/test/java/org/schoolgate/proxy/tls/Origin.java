package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// A site on loopback that speaks TLS as Java does, with the certificates it is given. It answers each line with `ok`, and
/// notes what reached it.
final class Origin implements AutoCloseable {

    final AtomicInteger bytes = new AtomicInteger();
    final AtomicInteger handshakes = new AtomicInteger();
    final AtomicReference<List<SNIServerName>> asked = new AtomicReference<>(List.of());
    private final ServerSocket server;
    private final boolean wantsCertificate;
    private volatile SSLContext context;

    Origin(Issuer leaf) throws IOException, GeneralSecurityException {
        this(leaf.key(), leaf.shown(), false);
    }

    Origin(PrivateKey key, List<X509Certificate> shown, boolean wantsCertificate)
            throws IOException, GeneralSecurityException {
        this.context = context(key, shown);
        this.wantsCertificate = wantsCertificate;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// With the certificates as they are: Java looks at none of them before it shows them.
    static SSLContext context(PrivateKey key, List<X509Certificate> shown) throws GeneralSecurityException {
        X509ExtendedKeyManager keys = new X509ExtendedKeyManager() {
            @Override
            public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers,
                    SSLEngine engine) {
                return type.equals(key.getAlgorithm()) ? "site" : null;
            }

            @Override
            public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
                return type.equals(key.getAlgorithm()) ? "site" : null;
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                return shown.toArray(X509Certificate[]::new);
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                return key;
            }

            @Override
            public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
                return null;
            }

            @Override
            public @Nullable String chooseClientAlias(String[] type, Principal @Nullable [] issuers, Socket socket) {
                return null;
            }

            @Override
            public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
                return null;
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[]{keys}, null, null);
        return context;
    }

    /// From the next connection on it shows other certificates.
    void show(Issuer leaf) throws GeneralSecurityException {
        context = context(leaf.key(), leaf.shown());
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket plain = server.accept();
                SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
                socket.setNeedClientAuth(wantsCertificate);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                // The listener was closed.
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            socket.startHandshake();
            handshakes.incrementAndGet();
            asked.set(((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
            InputStream in = socket.getInputStream();
            for (int c = in.read(); c >= 0; c = in.read()) {
                bytes.incrementAndGet();
                if (c == '\n') {
                    socket.getOutputStream().write("ok\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException ended) {
            // The other side broke off.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
