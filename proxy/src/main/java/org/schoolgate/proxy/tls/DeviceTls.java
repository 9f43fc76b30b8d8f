package org.schoolgate.proxy.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's side of TLS towards devices: it serves leaves, all of one key. Any thread may call.
///
/// It takes TLS 1.3 and 1.2, forward secrecy and authenticated encryption only, HTTP/1.1. A device may take up its session
/// again where the same leaf is served to it, and with no other.
sealed interface DeviceTls permits BoringDeviceTls, JavaDeviceTls {

    List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    List<String> GROUPS = List.of("x25519", "secp256r1", "secp384r1");

    List<String> SUITES = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

    /// For how long a device may take up a session again; the leaf may end sooner.
    Duration SESSION = Duration.ofHours(12);

    /// BoringSSL where its library can be loaded, as it needs half the time for a handshake; Java's own elsewhere.
    ///
    /// @param key the private key of every leaf
    static DeviceTls of(PrivateKey key) {
        if (OpenSsl.isAvailable()) {
            return new BoringDeviceTls(key);
        }
        Logger log = LoggerFactory.getLogger(DeviceTls.class);
        log.warn("BoringSSL does not run on this machine ({}). Devices are served by Java's own TLS, which is slower.",
                String.valueOf(OpenSsl.unavailabilityCause().getMessage()));
        return new JavaDeviceTls(key);
    }

    /// What serves this leaf to any number of devices. Costs some tenths of a millisecond, so it is not asked for on an event
    /// loop.
    SslContext serving(X509Certificate leaf);

    /// The leaf will not be asked for again. Connections that have begun with it go on, and so may one that is about to.
    void forget(SslContext serving);
}
