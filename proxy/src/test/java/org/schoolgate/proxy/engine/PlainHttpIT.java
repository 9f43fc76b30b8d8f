package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.proxy.log.Exchange;

class PlainHttpIT {

    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private static String get(String host, Origin origin) {
        return "GET http://" + host + ":" + origin.port() + "/a?b=c HTTP/1.1\r\nHost: " + host + ":" + origin.port()
                + "\r\n\r\n";
    }

    @Test
    void anAllowedPageComesThrough() throws IOException {
        try (Origin origin = Origin
                .answering("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello");
                Wire client = stage.client()) {
            Wire.Response response = client.say(get("allowed.test", origin)).response();

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hello");
            assertThat(origin.heads().getFirst()).startsWith("GET /a?b=c HTTP/1.1\r\n")
                    .containsIgnoringCase("host: allowed.test:" + origin.port());
            Exchange exchange = stage.ended(1).getFirst();
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.contentType()).contains("text/html");
            assertThat(exchange.complete()).isTrue();
            assertThat(exchange.upstream()).map(Object::toString).contains("127.0.0.1");
            assertThat(exchange.bytesIn()).isEqualTo(get("allowed.test", origin).length());
            assertThat(exchange.bytesOut()).isEqualTo(response.head().length() + 5L);
        }
    }

    @Test
    void aBlockedPageIsAnsweredHereAndRecordedFirst() throws IOException {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        stage.journal = access -> disk;
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                Wire client = stage.client()) {
            client.say(get("blocked.test", origin));
            org.awaitility.Awaitility.await().until(() -> stage.recorded.size() == 1);
            client.socket.setSoTimeout(200);
            org.assertj.core.api.Assertions.assertThatThrownBy(client::response)
                    .isInstanceOf(java.net.SocketTimeoutException.class);
            client.socket.setSoTimeout(10_000);
            disk.complete(null);

            Wire.Response response = client.response();
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.body()).isEqualTo("refused http://blocked.test:" + origin.port() + "/a?b=c");
            assertThat(stage.recorded.getFirst().decision().verdict()).isEqualTo(Verdict.BLOCK);
            // The connection is kept, and the site never heard of it.
            assertThat(client.say(get("blocked.test", origin)).response().status()).isEqualTo(403);
            assertThat(origin.visits()).isEmpty();
            assertThat(stage.ended(2)).hasSize(2);
        }
    }

    @Test
    void whatCannotBeRecordedIsRefused() throws IOException {
        stage.journal = access -> CompletableFuture.failedFuture(new IOException("disk full"));
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            for (String host : new String[]{"blocked.test", "flagged.test"}) {
                try (Wire client = stage.client()) {
                    Wire.Response response = client.say(get(host, origin)).response();
                    assertThat(response.status()).isEqualTo(503);
                    assertThat(response.head()).contains("Proxy-Status: schoolgate; error=proxy_internal_error");
                }
            }
            assertThat(origin.visits()).isEmpty();
        }
    }

    @Test
    void aFlaggedPageIsRecordedAndThenForwarded() throws IOException {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        stage.journal = access -> disk;
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Wire client = stage.client()) {
            client.say(get("flagged.test", origin));
            org.awaitility.Awaitility.await().until(() -> stage.recorded.size() == 1);
            assertThat(origin.visits()).isEmpty();
            disk.complete(null);
            assertThat(client.response().body()).isEqualTo("ok");
        }
    }

    @Test
    void bodiesOfEverySizeArriveWhole() throws Exception {
        try (Origin origin = new Origin(visit -> {
            while (!visit.head().isEmpty()) {
                byte[] body = visit.body();
                java.util.zip.CRC32 sum = new java.util.zip.CRC32();
                sum.update(body);
                String said = body.length + " " + sum.getValue();
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: " + said.length() + "\r\n\r\n" + said);
            }
        }); Wire client = stage.client()) {
            for (int size : new int[]{0, 1, 1 << 20, 100 << 20}) {
                byte[] body = new byte[size];
                new java.util.Random(size).nextBytes(body);
                java.util.zip.CRC32 sum = new java.util.zip.CRC32();
                sum.update(body);
                client.say("POST http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: allowed.test\r\n"
                        + "Content-Length: " + size + "\r\n\r\n").say(body);
                assertThat(client.response().body()).isEqualTo(size + " " + sum.getValue());
            }
            client.say("POST http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: allowed.test\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            assertThat(client.response().body()).startsWith("5 ");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (Origin origin = new Origin(visit -> {
            String head;
            while (!(head = visit.head()).isEmpty()) {
                String path = head.split(" ")[1];
                if (path.equals("/slow")) {
                    java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
                }
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
            }
        }); Wire client = stage.client()) {
            client.say("GET http://allowed.test:" + origin.port() + "/slow HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "GET http://other.test:" + origin.port() + "/fast HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "GET http://blocked.test/ HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "GET http://allowed.test:" + origin.port() + "/last HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.response().body()).isEqualTo("/slow");
            assertThat(client.response().body()).isEqualTo("/fast");
            assertThat(client.response().status()).isEqualTo(403);
            assertThat(client.response().body()).isEqualTo("/last");
        }
    }
}
