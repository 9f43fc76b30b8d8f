package org.schoolgate.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.proxy.log.Meters;

class HealthListenerTest {

    private final AtomicBoolean ready = new AtomicBoolean();
    private final HealthListener listener = HealthListener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Meters.registry()::scrape, ready::get,
            () -> "no list has been loaded");
    private final HttpClient client = HttpClient.newHttpClient();

    /// The listener may fail to start.
    HealthListenerTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        listener.close();
    }

    @Test
    void aliveIsHealthyEvenWhereNotReady() throws Exception {
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    }

    @Test
    void readinessFollowsTheGatewayAndSaysWhatIsMissing() throws Exception {
        assertThat(get("/-/ready")).returns(503, HttpResponse::statusCode)
                .returns("Not ready: no list has been loaded\n", HttpResponse::body);
        ready.set(true);
        assertThat(get("/-/ready")).returns(200, HttpResponse::statusCode).returns("Ready.\n", HttpResponse::body);
    }

    @Test
    void metersAreShownInPrometheusText() throws Exception {
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body()).contains("# TYPE jvm_memory_used_bytes gauge");
    }

    @Test
    void headGetsTheHeadAlone() throws Exception {
        HttpResponse<String> head = send("HEAD", "/-/healthy");
        assertThat(head).returns(200, HttpResponse::statusCode).returns("", HttpResponse::body);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue("Healthy.\n".length());
    }

    @Test
    void nothingElseIsHere() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/-/ready/x").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/../-/healthy").statusCode()).isEqualTo(404);
        HttpResponse<String> post = send("POST", "/-/healthy");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void aFaultInAskingIsAnswered() throws Exception {
        try (HealthListener broken = HealthListener.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                () -> {
                    throw new IllegalStateException("out of order");
                }, () -> true, () -> "")) {
            HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri(broken, "/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).doesNotContain("out of order");
        }
    }

    @Test
    void aTakenPortIsToldWithItsAddress() {
        assertThatThrownBy(() -> HealthListener.start(listener.address(), () -> "", () -> true, () -> ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Integer.toString(listener.address().getPort()));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(listener, path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(HealthListener listener, String path) {
        return URI.create("http://127.0.0.1:" + listener.address().getPort() + path);
    }
}
