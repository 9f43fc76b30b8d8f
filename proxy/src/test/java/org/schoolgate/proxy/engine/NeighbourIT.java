package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeighbourIT {

    private static final int WARM_UP = 100;
    private static final int ROUNDS = 400;
    private static final int ROUNDS_PER_NEIGHBOUR = 10;
    private static final long LIMIT_MICROS = 50_000;

    /// One loop for everyone: whoever blocks it is seen by all. New neighbours come all the time, and the request right
    /// behind each is looked at by itself: a loop that waits for every neighbour of one kind, however shortly, slows
    /// most of those. A second gateway that nobody else uses is measured in turn with the first, so that a moment in
    /// which this machine is busy shows in both.
    @Test
    void nobodyWaitsForAnotherOnesSite() throws IOException {
        List<Wire> neighbours = new ArrayList<>();
        try (UpstreamFaultIT.FullBacklog stuck = new UpstreamFaultIT.FullBacklog();
                Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Stage calm = new Stage();
                Stage shared = new Stage(draft -> {
                    draft.connectTimeout = Duration.ofSeconds(15);
                    draft.dnsTimeout = Duration.ofSeconds(15);
                    draft.connectPorts = Set.of(stuck.port());
                })) {
            String[] waiting = {"GET http://allowed.test:" + stuck.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST http://allowed.test:" + stuck.port() + "/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
                        + "x".repeat(100_000),
                "CONNECT allowed.test:" + stuck.port() + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http://silent.test/ HTTP/1.1\r\nHost: x\r\n\r\n"};
            for (int i = 0; i < WARM_UP; i++) {
                micros(calm, origin);
                micros(shared, origin);
            }
            List<Long> alone = new ArrayList<>();
            List<Long> beside = new ArrayList<>();
            Map<String, List<Long>> behind = new LinkedHashMap<>();
            for (int i = 0; i < ROUNDS; i++) {
                alone.add(micros(calm, origin));
                String kind = waiting[i / ROUNDS_PER_NEIGHBOUR % waiting.length];
                boolean comes = i % ROUNDS_PER_NEIGHBOUR == 0;
                if (comes) {
                    neighbours.add(shared.client().say(kind));
                }
                long micros = micros(shared, origin);
                beside.add(micros);
                if (comes) {
                    behind.computeIfAbsent(kind, first -> new ArrayList<>()).add(micros);
                }
            }
            assertThat(shared.ended).as("the neighbours still wait").hasSize(WARM_UP + ROUNDS);
            behind.forEach((kind, micros) -> assertThat(percentile(50, micros))
                    .as("median in µs behind %s", kind.lines().findFirst().orElse("")).isLessThan(LIMIT_MICROS));
            assertThat(percentile(99, beside)).as("p99 in µs; %s without neighbours", percentile(99, alone))
                    .isLessThan(Math.max(LIMIT_MICROS, 3 * percentile(99, alone)));
        } finally {
            for (Wire neighbour : neighbours) {
                neighbour.close();
            }
        }
    }

    /// One request on a connection of its own, in microseconds.
    private static long micros(Stage stage, Origin origin) throws IOException {
        long start = System.nanoTime();
        try (Wire client = stage.client()) {
            client.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.response().body()).isEqualTo("ok");
        }
        return (System.nanoTime() - start) / 1000;
    }

    private static long percentile(int percent, List<Long> micros) {
        List<Long> sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        return sorted.get(sorted.size() * percent / 100);
    }
}
