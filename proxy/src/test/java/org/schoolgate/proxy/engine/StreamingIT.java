package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.proxy.log.Exchange;

class StreamingIT {

    private static final int MEGABYTE = 1 << 20;

    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private static long buffers() {
        var metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }

    @Test
    void aLongDownloadToASlowReaderNeedsLittleMemory() throws Exception {
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: " + 100 * MEGABYTE + "\r\n\r\n");
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < 1600; i++) {
                visit.out.write(block);
            }
            visit.in.read();
        }); Wire client = stage.client()) {
            long before = buffers();
            long most = 0;
            client.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            Wire.readHead(client.in);
            // The reader rests at first: what the site sends must not pile up here.
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> buffers() - before < 16L * MEGABYTE);
            long left = 100L * MEGABYTE;
            byte[] block = new byte[64 * 1024];
            while (left > 0) {
                int n = client.in.read(block);
                assertThat(n).isPositive();
                left -= n;
                most = Math.max(most, buffers() - before);
            }
            assertThat(most).isLessThan(16L * MEGABYTE);
            Exchange exchange = stage.ended(1).getFirst();
            assertThat(exchange.bytesOut()).isGreaterThan(100L * MEGABYTE);
            assertThat(exchange.complete()).isTrue();
        }
    }

    @Test
    void aLongUploadToASlowSiteNeedsLittleMemory() throws Exception {
        java.util.concurrent.CountDownLatch go = new java.util.concurrent.CountDownLatch(1);
        try (Origin origin = new Origin(visit -> {
            visit.head();
            try {
                go.await();
            } catch (InterruptedException stop) {
                return;
            }
            visit.body();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }); Wire client = stage.client()) {
            long before = buffers();
            client.say("POST http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\nContent-Length: "
                    + 64 * MEGABYTE + "\r\n\r\n");
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    client.say(new byte[64 * MEGABYTE]);
                } catch (IOException seenBelow) {
                    assertThat(seenBelow).isNull();
                }
            });
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> buffers() - before < 16L * MEGABYTE);
            go.countDown();
            assertThat(client.response().status()).isEqualTo(200);
            sender.join();
        }
    }

    @Test
    void aWebSocketIsCarried() throws IOException {
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: x\r\n\r\nfirst");
            visit.in.transferTo(visit.out);
        }); Wire client = stage.client()) {
            client.say("GET http://allowed.test:" + origin.port() + "/chat HTTP/1.1\r\nHost: x\r\n"
                    + "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n"
                    + "Sec-WebSocket-Version: 13\r\n\r\n");
            Wire.Response response = client.response();
            assertThat(response.status()).isEqualTo(101);
            assertThat(response.head()).containsIgnoringCase("upgrade: websocket")
                    .containsIgnoringCase("connection: upgrade").contains("Sec-WebSocket-Accept: x");
            assertThat(new String(client.read(5), StandardCharsets.US_ASCII)).isEqualTo("first");
            byte[] much = new byte[4 * MEGABYTE];
            new java.util.Random(3).nextBytes(much);
            Thread.ofVirtual().start(() -> {
                try {
                    client.say(much);
                } catch (IOException seenBelow) {
                    assertThat(seenBelow).isNull();
                }
            });
            assertThat(client.read(much.length)).isEqualTo(much);
            assertThat(origin.heads().getFirst()).containsIgnoringCase("upgrade: websocket")
                    .containsIgnoringCase("connection: upgrade");
        }
        assertThat(stage.ended(1).getFirst().status()).isEqualTo(101);
    }

    @Test
    void anUpgradeThatTheSiteDeclinesIsAnOrdinaryAnswer() throws IOException {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Wire client = stage.client()) {
            for (int i = 0; i < 2; i++) {
                client.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n"
                        + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                assertThat(client.response().body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void aClientThatExpectsToContinueIsToldSo() throws IOException {
        try (Origin origin = new Origin(visit -> {
            while (!visit.head().isEmpty()) {
                visit.say("HTTP/1.1 100 Continue\r\n\r\n");
                String body = new String(visit.body(), StandardCharsets.US_ASCII);
                visit.say(
                        "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body);
            }
        }); Wire client = stage.client()) {
            for (int i = 0; i < 2; i++) {
                client.say("POST http://allowed.test:" + origin.port()
                        + "/ HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
                assertThat(client.response().status()).isEqualTo(100);
                client.say("body");
                assertThat(client.response().status()).isEqualTo(103);
                assertThat(client.response().body()).isEqualTo("body");
            }
            assertThat(origin.visits()).hasSize(1);
        }
    }

    @Test
    void aHeadHasNoBodyAndTheNextAnswerIsTheNextOnes() throws IOException {
        try (Origin origin = new Origin(visit -> {
            for (String head = visit.head(); !head.isEmpty(); head = visit.head()) {
                visit.say(head.startsWith("HEAD /chunked")
                        ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        : head.startsWith("HEAD")
                                ? "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
                                : "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nget");
            }
        }); Wire client = stage.client()) {
            String at = " http://allowed.test:" + origin.port();
            String rest = " HTTP/1.1\r\nHost: x\r\n\r\n";
            client.say("HEAD" + at + "/" + rest + "GET" + at + "/" + rest + "HEAD" + at + "/chunked" + rest + "GET" + at
                    + "/" + rest + "HEAD http://blocked.test/" + rest + "GET" + at + "/" + rest);
            assertThat(client.response(true).head()).containsIgnoringCase("content-length: 1000");
            assertThat(client.response().body()).isEqualTo("get");
            assertThat(client.response(true).status()).isEqualTo(200);
            assertThat(client.response().body()).isEqualTo("get");
            assertThat(client.response(true).status()).isEqualTo(403);
            assertThat(client.response().body()).isEqualTo("get");
        }
    }

    @Test
    void anOldClientGetsItsAnswerWithoutChunks() throws IOException {
        try (Origin origin = Origin
                .answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
                Wire client = stage.client()) {
            client.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.0\r\n\r\n");
            Wire.Response response = client.response();
            assertThat(response.head()).doesNotContainIgnoringCase("chunked").containsIgnoringCase("connection: close");
            assertThat(response.body()).isEqualTo("abc");
        }
    }

    @Test
    void aRefusedUploadKeepsOrClosesTheConnectionButNeverMixesItUp() throws IOException {
        try (Wire client = stage.client()) {
            client.say("POST http://blocked.test/ HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(403);
            client.say("GET http://allowed.test/ HTTP/1.1\r\nHost: x\r\n\r\n  ");
            client.say("GET http://blocked.test/2 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.response().body()).endsWith("/2");
        }
        try (Wire client = stage.client()) {
            client.say("POST http://blocked.test/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n");
            assertThat(client.response().head()).containsIgnoringCase("connection: close");
            assertThat(client.isEnded()).isTrue();
        }
    }
}
