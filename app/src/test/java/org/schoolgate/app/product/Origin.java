package org.schoolgate.app.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A web site on loopback.
///
/// `/` gives a page, `/bytes/N` gives N bytes that the seed decides, `/digest` answers a POST with length and SHA-256 of
/// its body.
final class Origin implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    Origin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/bytes/")) {
                bytes(exchange, Long.parseLong(path.substring("/bytes/".length())));
            } else if (path.equals("/digest")) {
                digest(exchange);
            } else {
                answer(exchange, "text/html; charset=utf-8",
                        "<!doctype html><title>Origin</title><p id=hello>Hello from the origin.</p>"
                                .getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// How many requests have arrived.
    int requests() {
        return requests.get();
    }

    /// The body of `/bytes/length`.
    static byte[] expected(int length) {
        byte[] out = new byte[length];
        new Random(length).nextBytes(out);
        return out;
    }

    private static void bytes(HttpExchange exchange, long length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
        Random random = new Random(length);
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = exchange.getResponseBody()) {
            for (long sent = 0; sent < length; sent += block.length) {
                int size = (int) Math.min(block.length, length - sent);
                byte[] part = size == block.length ? block : new byte[size];
                random.nextBytes(part);
                out.write(part);
            }
        }
    }

    private static void digest(HttpExchange exchange) throws IOException {
        MessageDigest sha = sha256();
        long length = 0;
        byte[] block = new byte[64 * 1024];
        try (InputStream in = exchange.getRequestBody()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                sha.update(block, 0, n);
                length += n;
            }
        }
        answer(exchange, "text/plain",
                (length + " " + HexFormat.of().formatHex(sha.digest())).getBytes(StandardCharsets.US_ASCII));
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
