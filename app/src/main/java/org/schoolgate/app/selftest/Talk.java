package org.schoolgate.app.selftest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// One connection of the self-test.
final class Talk implements AutoCloseable {

    private static final int LONGEST_HEAD = 64 * 1024;

    private final boolean toProxy;
    private Socket socket;
    private InputStream in;

    /// @param toProxy whether the other end is asked for whole URLs
    Talk(Socket socket, boolean toProxy) throws IOException {
        this.socket = socket;
        this.toProxy = toProxy;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /// Asks for a page.
    ///
    /// @param more header lines, each with its end
    Said get(String host, String path, String more) throws IOException {
        return ask("GET " + (toProxy && !(socket instanceof SSLSocket) ? "http://" + host : "") + path
                + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/html\r\nConnection: close\r\n" + more + "\r\n");
    }

    /// Asks for a tunnel.
    Said connect(String authority) throws IOException {
        return ask("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
    }

    private Said ask(String request) throws IOException {
        send(request.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > LONGEST_HEAD) {
                throw new EOFException("the connection was closed without an answer");
            }
            head.append((char) next);
        }
        String[] lines = head.toString().split("\r\n");
        String[] first = lines[0].split(" ");
        if (first.length < 2 || !first[0].startsWith("HTTP/") || !first[1].matches("[0-9]{3}")) {
            throw new IOException("the answer is no HTTP");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
        }
        return new Said(Integer.parseInt(first[1]), headers);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /// The next byte; -1 where the other end has closed.
    int read() throws IOException {
        return in.read();
    }

    byte[] read(int count) throws IOException {
        return in.readNBytes(count);
    }

    /// Goes on encrypted, naming that host. Whose certificate it is does not matter: nothing that is said is a secret, and
    /// who answers is what the test wants to know.
    void encrypt(String name) throws IOException {
        try {
            SSLContext anyone = SSLContext.getInstance("TLS");
            anyone.init(null, new TrustManager[]{new Anyone()}, new SecureRandom());
            SSLSocket secured = (SSLSocket) anyone.getSocketFactory().createSocket(socket, name, 443, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            socket = secured;
            in = new BufferedInputStream(secured.getInputStream());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java speaks TLS", impossible);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Anyone extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket with) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine with) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket with) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine with) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
