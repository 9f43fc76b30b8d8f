package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;

/// A real web server on the loopback, with what a publisher's may do.
final class Nginx implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final int tlsPort;
    private final Process process;

    /// @param rate how fast `/slow/` is, as nginx writes it
    Nginx(Path folder, String rate) throws Exception {
        this.folder = folder;
        this.port = freePort();
        this.tlsPort = freePort();
        Files.createDirectories(folder.resolve("www"));
        // The password is "open sesame".
        Files.writeString(folder.resolve("members"), "school:{PLAIN}open sesame\n");
        certificate();
        Path settings = Files.writeString(folder.resolve("nginx.conf"), settings(rate));
        process = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", settings.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
        Awaitility.await().until(this::answers);
    }

    /// Its certificate, from an authority between it and one of its own: `root.pem`, `cert.pem` with the one between behind it.
    private void certificate() throws Exception {
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=Root", "-keyout", in("root.key"), "-out", in("root.pem"));
        signed("between", "root", "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\n");
        signed("key", "between", "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
        Files.writeString(folder.resolve("cert.pem"), Files.readString(folder.resolve("key.pem"))
                + Files.readString(folder.resolve("between.pem")));
    }

    private void signed(String name, String by, String extensions) throws Exception {
        Path how = Files.writeString(folder.resolve(name + ".ext"), extensions);
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=" + name,
                "-keyout", in(name + ".key"), "-out", in(name + ".csr"));
        run("openssl", "x509", "-req", "-in", in(name + ".csr"), "-CA", in(by + ".pem"), "-CAkey", in(by + ".key"),
                "-CAcreateserial", "-days", "2", "-extfile", how.toString(), "-out", in(name + ".pem"));
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    /// The authority that its certificate comes from.
    Path authority() {
        return folder.resolve("root.pem");
    }

    private String settings(String rate) {
        return """
            daemon off;
            user root;
            worker_processes 1;
            error_log %1$s/error.log;
            pid %1$s/pid;
            events { worker_connections 64; }
            http {
              client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
              uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
              log_format asked '$request_method $uri $status range=$http_range inm=$http_if_none_match auth=$http_authorization key=$http_x_member';
              access_log %1$s/access.log asked;
              types { text/plain txt; application/gzip gz; }
              default_type application/octet-stream;
              gzip_min_length 1;
              server {
                listen 127.0.0.1:%2$d;
                root %1$s/www;
                location = /loop { return 302 /loop; }
                location = /onward { return 302 /lists.tar.gz; }
                location = /elsewhere { return 302 http://127.0.0.1:%3$d/lists.tar.gz; }
                location = /busy { add_header Retry-After 7200 always; return 503; }
                location /slow/ { alias %1$s/www/; limit_rate %4$s; }
                location /packed/ { alias %1$s/www/; gzip on; gzip_types text/plain; }
                location /member/ { alias %1$s/www/; auth_basic "members"; auth_basic_user_file %1$s/members; }
              }
              server {
                listen 127.0.0.1:%3$d ssl;
                listen 127.0.0.2:%3$d ssl;
                ssl_certificate %1$s/cert.pem;
                ssl_certificate_key %1$s/key.key;
                root %1$s/www;
                location = /down { return 302 http://127.0.0.1:%2$d/lists.tar.gz; }
                location /member/ { alias %1$s/www/; auth_basic "members"; auth_basic_user_file %1$s/members; }
                location = /member/away { return 302 http://127.0.0.1:%2$d/lists.tar.gz; }
              }
            }
            """.formatted(
                folder, port, tlsPort, rate);
    }

    /// Its address, without a slash at the end.
    String address() {
        return "http://127.0.0.1:" + port;
    }

    String secure() {
        return "https://127.0.0.1:" + tlsPort;
    }

    int port() {
        return port;
    }

    /// What it serves.
    Path www() {
        return folder.resolve("www");
    }

    /// What it was asked, a line each.
    List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("access.log"));
    }

    /// Trusts its certificate, and no other.
    SSLContext trust() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(folder.resolve("cert.pem"))) {
            store.setCertificateEntry("nginx", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            if (!process.isAlive()) {
                throw new IllegalStateException("nginx ended; " + folder.resolve("out") + " says why", notYet);
            }
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
