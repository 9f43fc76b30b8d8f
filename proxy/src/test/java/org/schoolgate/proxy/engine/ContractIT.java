package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What this engine relies on in LittleProxy, and what no path may leave behind.
class ContractIT {

    @Test
    void theHandlersStandWhereTheEngineExpectsThem() throws Exception {
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.in.read();
        }); Stage stage = new Stage(draft -> draft.loops = 2); Wire client = stage.client()) {
            client.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            Awaitility.await().until(() -> origin.heads().size() == 1);
            Gate gate = stage.gateway.gates().iterator().next();
            Channel site = gate.siteChannel().orElseThrow();
            assertThat(gate.channel().pipeline().names())
                    .containsSubsequence("flush", "front", "encoder", "decoder", "gate", "handler").hasSize(7);
            assertThat(site.pipeline().names())
                    .containsSubsequence("flush", "upstream", "encoder", "decoder", "messages", "handler").hasSize(7);
            assertThat(site.eventLoop()).isSameAs(gate.channel().eventLoop());
        }
    }

    @Test
    void noPathLosesABuffer() throws Exception {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Origin cutting = new Origin(visit -> {
                    visit.head();
                    visit.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                });
                Stage stage = new Stage(draft -> draft.connectPorts = Set.of(443, origin.port()))) {
            String[] texts = {"GET http://allowed.test:%d/ HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3),
                "POST http://allowed.test:%d/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nnot all",
                "POST http://blocked.test:%d/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nnot all",
                "POST http://silent.test:%d/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nnot all",
                "POST http://nowhere.test:%d/ HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nall",
                "GET http://allowed.test:1/ HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\nmore", "GET htt",
                "POST http://allowed.test:%d/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX",
                "CONNECT allowed.test:%d HTTP/1.1\r\nHost: x\r\n\r\nno hello",
                "CONNECT blocked.test:%d HTTP/1.1\r\nHost: x\r\n\r\nx",
                "CONNECT allowed.test:%d HTTP/1.1\r\nHost: x\r\n\r\n\u0016\u0003\u0001",
                "CONNECT nowhere.test:443 HTTP/1.1\r\nHost: x\r\n\r\n\u0016\u0003\u0001",
                "GET http://allowed.test:%d/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nearly"};
            for (int round = 0; round < 3; round++) {
                for (String text : texts) {
                    for (int port : new int[]{origin.port(), cutting.port()}) {
                        try (Wire client = stage.client()) {
                            client.say(text.replace("%d", String.valueOf(port)));
                            if (round > 0) {
                                client.socket.setSoTimeout(50);
                                readAnything(client);
                            }
                        }
                    }
                }
            }
            Awaitility.await().until(() -> stage.open == 0);
            for (int i = 0; i < 5; i++) {
                System.gc();
                for (int j = 0; j < 100; j++) {
                    ByteBufAllocator.DEFAULT.buffer(64).release();
                }
                new EmbeddedChannel().close();
            }
        }
        assertThat(Leaks.found()).isEmpty();
    }

    private static void readAnything(Wire client) {
        try {
            while (client.in.read() >= 0) {
                // Whatever it is.
            }
        } catch (IOException overOrBroken) {
            assertThat(overOrBroken).isNotNull();
        }
    }

    @Test
    void aClientThatLeavesWhileItsRecordIsWrittenIsCountedOnce() throws Exception {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        try (Stage stage = new Stage()) {
            stage.journal = access -> disk;
            try (Wire client = stage.client()) {
                client.say("GET http://blocked.test/ HTTP/1.1\r\nHost: x\r\n\r\n");
                Awaitility.await().until(() -> stage.recorded.size() == 1);
            }
            assertThat(stage.ended(1).getFirst().complete()).isFalse();
            disk.complete(null);
            try (Wire client = stage.client()) {
                client.say("GET http://blocked.test/ HTTP/1.1\r\nHost: x\r\n\r\n").response();
            }
            assertThat(stage.ended(2)).hasSize(2);
        }
    }

    @Test
    void aJournalThatNeverAnswersRefusesInTime() throws Exception {
        try (Stage stage = new Stage(draft -> draft.journalTimeout = Duration.ofMillis(200));
                Wire client = stage.client()) {
            stage.journal = access -> new CompletableFuture<>();
            client.say("GET http://flagged.test/ HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(503);
        }
    }
}
