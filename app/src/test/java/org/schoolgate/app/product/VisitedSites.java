package org.schoolgate.app.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/// All sites of the [Visits] at once, on loopback: one server for the encrypted ones, one for plain HTTP. Where nothing was
/// written down there is a page, a picture or whatever else the address ends in.
final class VisitedSites implements AutoCloseable {

    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript", "css", "text/css", "json",
            "application/json", "gif", "image/gif", "png", "image/gif", "mp4", "video/mp4", "mp3", "audio/mpeg", "zip",
            "application/zip", "woff2", "font/woff2");

    private final HttpsServer encrypted;
    private final HttpServer plain;
    private final X509Bundle root = TlsOrigin.newRoot();
    private volatile Visits visits = new Visits(Map.of(), List.of());

    /// @param hosts what it proves to be
    VisitedSites(List<String> hosts) throws Exception {
        encrypted = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        encrypted.setHttpsConfigurator(
                new HttpsConfigurator(TlsOrigin.context(root, hosts.toArray(String[]::new))));
        plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        for (HttpServer server : List.of(encrypted, plain)) {
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::answer);
            server.start();
        }
    }

    void show(Visits shown) {
        visits = shown;
    }

    /// The root that its certificate rests on, in PEM.
    String root() {
        return root.getCertificatePEM();
    }

    int port() {
        return encrypted.getAddress().getPort();
    }

    int plainPort() {
        return plain.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String address = (exchange instanceof com.sun.net.httpserver.HttpsExchange ? "https://" : "http://")
                + exchange.getRequestHeaders().getFirst("Host") + path;
        Visits.Page page = visits.pages().getOrDefault(address, new Visits.Page(200, "<p>A page.</p>"));
        String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/html");
        byte[] body = type.equals("text/html")
                ? ("<!doctype html><title>A page</title><link rel=icon href=data:,>" + page.text())
                        .getBytes(StandardCharsets.UTF_8)
                : type.startsWith("image/") ? PICTURE : page.text().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", path.endsWith("/events") ? "text/event-stream" : type);
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Cache-Control", "no-store");
        if (page.status() != 200) {
            headers.set("Location", page.text());
        }
        exchange.sendResponseHeaders(page.status(), page.status() == 200 ? body.length : -1);
        try (var out = exchange.getResponseBody()) {
            if (page.status() == 200) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        encrypted.stop(0);
        plain.stop(0);
    }
}
