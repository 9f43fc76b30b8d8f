package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Fetches what authorities publish, over plain HTTP as they all do; it is signed. The caller waits, so it is never an event
/// loop.
///
/// An address that is not `http:`, leads somewhere it may not, redirects, answers too slowly or too much is a failure. At
/// most eight run at once.
final class Fetch implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int AT_ONCE = 8;

    private final HttpClient client;
    private final Predicate<InetAddress> mayBeAsked;
    private final Semaphore room = new Semaphore(AT_ONCE);

    Fetch(Predicate<InetAddress> mayBeAsked, Executor worker) {
        this.mayBeAsked = mayBeAsked;
        this.client = HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER)
                .connectTimeout(CONNECT).executor(worker).build();
    }

    byte[] get(URI address, int atMost) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(checked(address)).GET(), atMost);
    }

    byte[] post(URI address, String type, byte[] body, int atMost) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(checked(address)).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)), atMost);
    }

    private byte[] send(HttpRequest.Builder request, int atMost) throws IOException, InterruptedException {
        if (!room.tryAcquire(ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("too many others are being asked");
        }
        try {
            HttpResponse<InputStream> response = client.send(request.timeout(ANSWER).build(),
                    BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException("status " + response.statusCode());
                }
                byte[] read = body.readNBytes(atMost + 1);
                if (read.length > atMost) {
                    throw new IOException("more than " + atMost + " bytes");
                }
                return read;
            }
        } finally {
            room.release();
        }
    }

    private URI checked(URI address) throws IOException {
        if (!"http".equals(address.getScheme()) || address.getHost() == null) {
            throw new IOException("not an address of plain HTTP");
        }
        for (InetAddress to : InetAddress.getAllByName(address.getHost())) {
            if (!mayBeAsked.test(to)) {
                throw new IOException("it leads to an address that is not asked");
            }
        }
        return address;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
