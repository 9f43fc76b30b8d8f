package org.schoolgate.proxy.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells machines how the gateway is: `/-/healthy`, `/-/ready` and `/metrics`, each by `GET` or `HEAD`.
///
/// It has two threads and a port of its own, so that neither a busy gate silences it nor a busy watcher slows the gate.
/// Nobody signs in here: let it listen where only the school's own watchers come.
public final class HealthListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthListener.class);
    private static final String WORDS = "text/plain; charset=utf-8";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;
    private static final int QUEUE = 64;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Supplier<String> scrape;
    private final BooleanSupplier ready;
    private final Supplier<String> whyNotReady;

    /// What one path answers.
    private record Reply(int status, String contentType, String text) {}

    /// Begins to listen.
    ///
    /// @param address where; port 0 takes a free one
    /// @param scrape all meters in the text format of Prometheus, such as `registry::scrape`; asked on each call
    /// @param ready whether requests can be decided and carried now
    /// @param whyNotReady what is missing, in a sentence; asked only where it is not ready
    /// @throws IOException where the address cannot be listened on; its message says which and what to do
    public static HealthListener start(InetSocketAddress address, Supplier<String> scrape, BooleanSupplier ready,
            Supplier<String> whyNotReady) throws IOException {
        try {
            HealthListener listener = new HealthListener(HttpServer.create(address, 0), scrape, ready, whyNotReady);
            listener.server.start();
            return listener;
        } catch (IOException failed) {
            throw new IOException("health and metrics cannot listen on " + address.getAddress().getHostAddress() + ":"
                    + address.getPort() + "; choose another port", failed);
        }
    }

    private HealthListener(HttpServer server, Supplier<String> scrape, BooleanSupplier ready,
            Supplier<String> whyNotReady) {
        this.server = server;
        this.scrape = scrape;
        this.ready = ready;
        this.whyNotReady = whyNotReady;
        this.threads = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE),
                Thread.ofPlatform().name("health-", 0).daemon().factory());
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /// Stops at once.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            Reply reply = head || method.equals("GET")
                    ? reply(exchange.getRequestURI().getPath())
                    : new Reply(405, WORDS, "Only GET and HEAD are answered here.\n");
            byte[] body = reply.text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            if (reply.status == 405) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            }
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            }
            exchange.sendResponseHeaders(reply.status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Reply reply(String path) {
        try {
            return switch (path) {
                case "/-/healthy" -> new Reply(200, WORDS, "Healthy.\n");
                case "/-/ready" -> ready.getAsBoolean()
                        ? new Reply(200, WORDS, "Ready.\n")
                        : new Reply(503, WORDS, "Not ready: " + whyNotReady.get() + "\n");
                case "/metrics" -> new Reply(200, METRICS, scrape.get());
                default -> new Reply(404, WORDS, "Here are /-/healthy, /-/ready and /metrics.\n");
            };
        } catch (RuntimeException fault) {
            LOG.error("the health listener could not answer {}", path, fault);
            return new Reply(500, WORDS, "A fault of the gateway's own; its log says more.\n");
        }
    }
}
