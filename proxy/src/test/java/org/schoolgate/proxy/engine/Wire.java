package org.schoolgate.proxy.engine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A client that says exactly what it is told to.
final class Wire implements AutoCloseable {

    /// One response.
    record Response(int status, String head, String body) {}

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)\r?$");

    final Socket socket;
    InputStream in;
    private OutputStream out;

    Wire(InetSocketAddress to) throws IOException {
        this(new Socket(to.getAddress(), to.getPort()));
    }

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
    }

    /// Goes on encrypted, as a client that wants to speak to `host`; the handshake is done when this returns.
    SSLSocket secure(SSLContext trust, String host) throws IOException {
        SSLSocket secured = (SSLSocket) trust.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        in = new BufferedInputStream(secured.getInputStream(), 64 * 1024);
        out = secured.getOutputStream();
        return secured;
    }

    Wire say(String text) throws IOException {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire say(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    Response response() throws IOException {
        return response(false);
    }

    /// @param toHead whether it answers a `HEAD`, and so has no body
    Response response(boolean toHead) throws IOException {
        String head = readHead(in);
        if (head.isEmpty()) {
            throw new EOFException("the connection was closed without a response");
        }
        int status = Integer.parseInt(head.substring(9, 12));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (!toHead && status >= 200 && status != 204 && status != 304) {
            boolean framed = LENGTH.matcher(head).find() || isChunked(head);
            if (framed) {
                copyBody(in, head, body);
            } else if (!head.contains("Connection established")) {
                in.transferTo(body);
            }
        }
        return new Response(status, head, body.toString(StandardCharsets.ISO_8859_1));
    }

    /// Whether the other side has closed cleanly.
    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    byte[] read(int count) throws IOException {
        return in.readNBytes(count);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int b;
        while ((b = in.read()) >= 0) {
            head.append((char) b);
            if (b == '\n' && head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        if (!head.isEmpty()) {
            throw new EOFException("cut off after: " + head);
        }
        return "";
    }

    static void copyBody(InputStream in, String head, OutputStream to) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (isChunked(head)) {
            while (true) {
                int size = Integer.parseInt(line(in), 16);
                copy(in, size, to);
                String end = line(in);
                if (size == 0) {
                    while (!end.isEmpty()) {
                        end = line(in);
                    }
                    return;
                }
            }
        } else if (length.find()) {
            copy(in, Long.parseLong(length.group(1)), to);
        }
    }

    private static boolean isChunked(String head) {
        return head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int b;
        while ((b = in.read()) != '\n') {
            if (b < 0) {
                throw new EOFException("cut off in a chunk");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private static void copy(InputStream in, long count, OutputStream to) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = count;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException(left + " bytes are missing");
            }
            to.write(buffer, 0, n);
            left -= n;
        }
    }
}
