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
                Stage stage = new Stage(draft -> {
                    draft.connectTimeout = Duration.ofSeconds(15);
                    draft.dnsTimeout = Duration.ofSeconds(15);
                })) {
            measure(stage, origin, 200);
            long alone = measure(stage, origin, 200);
            List<Wire> waiting = new ArrayList<>();
            try {
                for (int i = 0; i < 5; i++) {
                    waiting.add(stage.client().say("GET http://allowed.test:" + stuck.port()
                            + "/ HTTP/1.1\r\nHost: x\r\n\r\n"));
                    waiting.add(stage.client().say("POST http://allowed.test:" + stuck.port()
                            + "/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000)));
                    waiting.add(stage.client().say("CONNECT allowed.test:443 HTTP/1.1\r\nHost: x\r\n\r\n"));
                    waiting.add(stage.client().say("GET http://silent.test/ HTTP/1.1\r\nHost: x\r\n\r\n"));
                }
                long beside = measure(stage, origin, 500);
                // A loop that waits shows in seconds. Where the machine itself is busier than the limit, it counts.
                assertThat(beside).as("p99 in µs; %s without neighbours", alone)
                        .isLessThan(Math.max(50_000, 2 * alone));
            } finally {
                for (Wire wire : waiting) {
                    wire.close();
                }
            }
        }
    }

    /// The 99th percentile in microseconds, connecting anew each time.
    private static long measure(Stage stage, Origin origin, int rounds) throws IOException {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            try (Wire client = stage.client()) {
                client.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.response().body()).isEqualTo("ok");
            }
            micros.add((System.nanoTime() - start) / 1000);
        }
        Collections.sort(micros);
        return micros.get(rounds * 99 / 100);
    }
}
