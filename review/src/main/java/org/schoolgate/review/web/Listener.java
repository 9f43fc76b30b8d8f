package org.schoolgate.review.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// Where the site listens: in the open, or by TLS 1.3 and 1.2 with forward secrecy. Where it speaks TLS, whoever comes without
/// is led to the start by https, and is told nothing else.
///
/// @param tls with what it proves itself; empty where it speaks in the open
record Listener(InetSocketAddress address, Optional<SSLContext> tls) {

    private static final String[] SUITES = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"};

    ServerConnector connector(Server server, HttpConfiguration http) {
        harden(http);
        HttpConnectionFactory open = new HttpConnectionFactory(http);
        ServerConnector connector = tls
                .map(context -> new ServerConnector(server, 1, 1, either(encrypted(context), open),
                        open))
                .orElseGet(() -> new ServerConnector(server, 1, 1, open));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(30_000);
        return connector;
    }

    /// Whether the request came as it should; where not, it has been answered.
    boolean isSafe(Context http) {
        if (tls.isEmpty() || http.req().isSecure()) {
            return true;
        }
        if (http.method().equals(HandlerType.GET) || http.method().equals(HandlerType.HEAD)) {
            http.status(307).header("Location", "https://" + http.header("Host") + "/");
        } else {
            http.status(403).contentType("text/plain; charset=utf-8").result("This site is reached by https.\n");
        }
        return false;
    }

    private static SslConnectionFactory encrypted(SSLContext context) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(context);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setExcludeCipherSuites();
        tls.setIncludeCipherSuites(SUITES);
        tls.setUseCipherSuitesOrder(true);
        tls.setRenegotiationAllowed(false);
        return new SslConnectionFactory(tls, "http/1.1");
    }

    /// TLS, or what begins otherwise.
    private static DetectorConnectionFactory either(SslConnectionFactory tls, HttpConnectionFactory open) {
        return new DetectorConnectionFactory(tls) {
            @Override
            protected void nextProtocol(Connector connector, EndPoint endPoint, ByteBuffer begun) {
                upgradeToConnectionFactory(open, connector, endPoint);
            }
        };
    }

    private void harden(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(16 * 1024);
        if (tls.isPresent()) {
            // Which names are ours is asked of the Host header, for every request.
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        http.addCustomizer((request, headers) -> {
            Headers.addTo(headers);
            return request;
        });
    }
}
