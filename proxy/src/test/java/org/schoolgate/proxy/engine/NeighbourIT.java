package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighbourIT {

    /// One loop for everyone: whoever blocks it is seen by all.
    @Test
    void nobodyWaitsForAnotherOnesSite() throws IOException {
        try (UpstreamFaultIT.FullBacklog stuck = new UpstreamFaultIT.FullBacklog();
                Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Stage stage = new Stage(settings -> settings.withLoops(1).withConnectTimeout(Duration.ofSeconds(15))
                        .withNameServers(settings.nameServers(), Duration.ofSeconds(15)))) {
            List<Wire> waiting = new ArrayList<>();
            List<Long> micros = new ArrayList<>();
            try {
                for (int round = 0; round < 1_100; round++) {
                    if (round == 100 || round % 250 == 0) {
                        Wire connecting = stage.client();
                        waiting.add(connecting.say("GET http://allowed.test:" + stuck.port()
                                + "/ HTTP/1.1\r\nHost: x\r\n\r\n"));
                        Wire posting = stage.client();
                        waiting.add(posting.say("POST http://allowed.test:" + stuck.port()
                                + "/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000)));
                        Wire resolving = stage.client();
                        waiting.add(resolving.say("GET http://silent.test/ HTTP/1.1\r\nHost: x\r\n\r\n"));
                    }
                    long start = System.nanoTime();
                    try (Wire client = stage.client()) {
                        client.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
                        assertThat(client.response().body()).isEqualTo("ok");
                    }
                    if (round >= 100) {
                        micros.add((System.nanoTime() - start) / 1000);
                    }
                }
                assertThat(stage.ended).allSatisfy(exchange -> assertThat(exchange.status()).isEqualTo(200));
            } finally {
                for (Wire wire : waiting) {
                    wire.close();
                }
            }
            Collections.sort(micros);
            assertThat(micros.get(micros.size() * 99 / 100)).as("p99 in µs").isLessThan(50_000);
        }
    }
}
