package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A site as OpenSSL's `s_server` makes one: for what Java cannot be made to do.
final class OpensslOrigin implements AutoCloseable {

    private final Process process;
    private final int port;

    /// A site that says each line backwards.
    ///
    /// @param options more of `s_server`'s
    OpensslOrigin(Path folder, Issuer leaf, String... options) throws Exception {
        this(folder, leaf, true, options);
    }

    /// A site that says what is typed, and does as [s_server](https://docs.openssl.org/3.0/man1/openssl-s_server/) is told by
    /// single letters: `r` for one more handshake.
    static OpensslOrigin typed(Path folder, Issuer leaf, String... options) throws Exception {
        return new OpensslOrigin(folder, leaf, false, options);
    }

    private OpensslOrigin(Path folder, Issuer leaf, boolean answers, String... options) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path key = folder.resolve("key" + port + ".pem");
        Files.writeString(key, pem("PRIVATE KEY", leaf.key().getEncoded()));
        Path certificate = folder.resolve("leaf" + port + ".pem");
        Files.writeString(certificate, pem(leaf.certificate));
        Path above = folder.resolve("chain" + port + ".pem");
        StringBuilder chain = new StringBuilder();
        for (X509Certificate one : leaf.shown()) {
            chain.append(pem(one));
        }
        Files.writeString(above, chain.toString());
        List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:" + port, "-key",
                key.toString(), "-cert", certificate.toString(), "-cert_chain", above.toString()));
        if (answers) {
            command.add("-rev");
        }
        command.addAll(List.of(options));
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("said" + port).toFile()).start();
        awaitListening(process, port);
    }

    int port() {
        return port;
    }

    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    /// Returns when a server that was just started takes connections.
    static void awaitListening(Process server, int port) throws Exception {
        for (int i = 0; i < 200; i++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                if (!server.isAlive()) {
                    throw new IOException("the server ended with " + server.exitValue(), notYet);
                }
                Thread.sleep(25);
            }
        }
        throw new IOException("the server does not listen");
    }

    static String pem(X509Certificate certificate) throws CertificateEncodingException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    static String pem(String kind, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
