package org.schoolgate.app.product;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// An encrypted site on loopback: `/` is a page that opens a WebSocket to the same site and shows what comes back.
final class TlsOrigin implements AutoCloseable {

    private static final String PAGE = """
        <!doctype html><title>Encrypted</title><p>Hello over TLS.</p><p id=echo></p>
        <script>
          const socket = new WebSocket(`wss://${location.host}/echo`);
          socket.onopen = () => socket.send('ping');
          socket.onmessage = event => document.getElementById('echo').textContent = 'echo: ' + event.data;
        </script>
        """;

    private final SSLServerSocket server;
    private final AtomicInteger asked = new AtomicInteger();

    private final X509Bundle root;

    /// @param names what it proves to be
    TlsOrigin(String... names) throws Exception {
        root = newRoot();
        server = (SSLServerSocket) context(root, names).getServerSocketFactory().createServerSocket(0, 50,
                InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// An authority that nobody has heard of.
    static X509Bundle newRoot() throws Exception {
        return new CertificateBuilder().ecp256().subject("CN=Root of the test").setIsCertificateAuthority(true)
                .setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign).buildSelfSigned();
    }

    /// A site that proves to be any of these names, under that root.
    static SSLContext context(X509Bundle root, String... names) throws Exception {
        CertificateBuilder site = new CertificateBuilder().ecp256().subject("CN=" + names[0])
                .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature).addExtendedKeyUsageServerAuth();
        List.of(names).forEach(site::addSanDnsName);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(site.buildIssuedBy(root).toKeyManagerFactory().getKeyManagers(), null, null);
        return context;
    }

    /// The root that its certificate rests on, in PEM.
    String root() {
        return root.getCertificatePEM();
    }

    /// How many connections asked something.
    int asked() {
        return asked.get();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                // The socket was closed under us; the loop ends.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket; InputStream in = new BufferedInputStream(socket.getInputStream())) {
            Map<String, String> head = head(in);
            asked.incrementAndGet();
            OutputStream out = socket.getOutputStream();
            String key = head.get("sec-websocket-key");
            if (key == null) {
                byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + page.length
                        + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(page);
                out.flush();
                return;
            }
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            String accept = Base64.getEncoder().encodeToString(
                    sha.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII)));
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            echo(in, out);
        } catch (IOException | GeneralSecurityException ended) {
            // The browser went away.
        }
    }

    /// Sends short text frames back as they come.
    private static void echo(InputStream in, OutputStream out) throws IOException {
        while (true) {
            int first = in.read();
            int length = in.read() & 0x7f;
            if (first != 0x81 || length > 125) {
                return;
            }
            byte[] mask = in.readNBytes(4);
            byte[] text = in.readNBytes(length);
            for (int i = 0; i < length; i++) {
                text[i] ^= mask[i % 4];
            }
            out.write(0x81);
            out.write(length);
            out.write(text);
            out.flush();
        }
    }

    /// Header names in lower case.
    private static Map<String, String> head(InputStream in) throws IOException {
        Map<String, String> head = new HashMap<>();
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                return head;
            }
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String text = line.toString().strip();
            if (text.isEmpty()) {
                return head;
            }
            int colon = text.indexOf(':');
            if (colon > 0) {
                head.put(text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1).strip());
            }
            line.setLength(0);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
