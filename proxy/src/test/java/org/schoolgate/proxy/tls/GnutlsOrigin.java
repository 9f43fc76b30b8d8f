package org.schoolgate.proxy.tls;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/// A site as GnuTLS's `gnutls-serv` makes one, for what OpenSSL cannot be made to do. It sends each line back.
final class GnutlsOrigin implements AutoCloseable {

    /// A line that makes the site ask for one more handshake on the connection.
    static final String SHAKE_HANDS = "**REHANDSHAKE**";

    private final Process process;
    private final int port;

    /// @param priority what it speaks, as [GnuTLS](https://gnutls.org/manual/html_node/Priority-Strings.html) writes it
    GnutlsOrigin(Path folder, Issuer leaf, String priority) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path key = Files.writeString(folder.resolve("key" + port + ".pem"),
                OpensslOrigin.pem("PRIVATE KEY", leaf.key().getEncoded()));
        StringBuilder shown = new StringBuilder();
        for (X509Certificate one : leaf.shown()) {
            shown.append(OpensslOrigin.pem(one));
        }
        Path chain = Files.writeString(folder.resolve("chain" + port + ".pem"), shown);
        process = new ProcessBuilder("gnutls-serv", "--echo", "--disable-client-cert", "--port", String.valueOf(port),
                "--x509keyfile", key.toString(), "--x509certfile", chain.toString(), "--priority", priority)
                .redirectErrorStream(true).redirectOutput(folder.resolve("said" + port).toFile()).start();
        OpensslOrigin.awaitListening(process, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
