package org.schoolgate.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import org.schoolgate.filters.request.HostName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the engines for connections to sites, by one library or the other. Any thread may call.
///
/// They offer what browsers offer: TLS 1.3 and 1.2, forward secrecy and authenticated encryption only, HTTP/1.1; to a peer
/// that may speak old protocols also what browsers offered once, where the library has it. They send no early data, and take up sessions again that were made with the same peer under the same number.
sealed interface SiteEngines extends AutoCloseable permits BoringSites, JavaSites {

    List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    List<String> GROUPS = List.of("x25519", "secp256r1", "secp384r1");

    List<String> SUITES = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /// Those of an earlier day, for sites that may speak them.
    List<String> OLD_PROTOCOLS = List.of("TLSv1.1", "TLSv1");

    /// Those of an earlier day: no authenticated encryption, or no forward secrecy.
    List<String> OLD_SUITES = List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA");

    /// For how long a session may be taken up again; a site's standing may end that sooner.
    Duration SESSION = Duration.ofHours(1);

    /// How many sessions are kept.
    int SESSIONS = 20_000;

    /// BoringSSL where its library can be loaded, as it needs a third of the time for a handshake; Java's own elsewhere.
    static SiteEngines of(NoCertificate keys, SiteTrust trust) {
        if (OpenSsl.isAvailable()) {
            return new BoringSites(keys, trust);
        }
        Logger log = LoggerFactory.getLogger(SiteEngines.class);
        log.warn("BoringSSL does not run on this machine ({}). Java's own TLS is spoken with sites, which is slower.",
                String.valueOf(OpenSsl.unavailabilityCause().getMessage()));
        return new JavaSites(keys, trust);
    }

    /// The engine for one new connection. Costs some hundredths of a millisecond.
    ///
    /// @param number under which a session with the peer is found
    SSLEngine engine(ByteBufAllocator alloc, Peer peer, int number);

    /// What the library means by its words about a handshake that failed.
    ///
    /// @param message in lower case
    CertificateFault fault(String message);

    /// What an alert of the site's means; both libraries call alerts by the same names.
    static CertificateFault alert(String message) {
        if (message.contains("certificate")) {
            // The site can but mean the one that it was not shown.
            return CertificateFault.WANTS_CERTIFICATE;
        }
        return message.contains("protocol_version") || message.contains("handshake_failure")
                || message.contains("insufficient_security") ? CertificateFault.OLD_PROTOCOL : CertificateFault.ALERT;
    }

    /// Gives back memory that is not Java's. Connections that have begun go on; new ones are not made.
    @Override
    void close();

    /// What a hello says about whom it is for: nothing where that is an address.
    static List<SNIServerName> serverNames(Peer peer) {
        return peer.host() instanceof HostName name ? List.of(new SNIHostName(name.name())) : List.of();
    }
}
