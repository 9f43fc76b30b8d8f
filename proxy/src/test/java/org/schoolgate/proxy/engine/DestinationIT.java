package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.AddressRange;

class DestinationIT {

    @Test
    void theInsideIsClosedWhateverNameLeadsThere() throws IOException {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                Stage stage = new Stage(draft -> {
                    draft.allowedDestinations = List.of();
                    draft.connectPorts = Set.of(443, origin.port());
                })) {
            stage.names.knows("inside.test", "192.168.1.1", "10.0.0.1").knows("six.test", "::1", "fd00::1");
            String[] hosts = {"127.0.0.1", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "[::1]", "[::]",
                "[::ffff:7f00:1]",
                "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "169.254.169.254",
                "10.0.0.1",
                "172.16.0.1", "192.168.0.1", "100.64.0.1", "224.0.0.1", "255.255.255.255", "[fe80::1]", "[fd00::1]",
                "allowed.test", "inside.test", "six.test", "localhost", "localhost."};
            for (String host : hosts) {
                for (String request : new String[]{"GET http://%s:%d/ HTTP/1.1\r\nHost: x\r\n\r\n",
                    "CONNECT %s:%d HTTP/1.1\r\nHost: x\r\n\r\n"}) {
                    try (Wire client = stage.client()) {
                        Wire.Response response = client.say(request.formatted(host, origin.port())).response();
                        assertThat(response.status()).as(host).isEqualTo(403);
                        assertThat(response.head()).as(host).contains("error=destination_ip_prohibited");
                    }
                }
            }
            assertThat(origin.visits()).isEmpty();
        }
    }

    @Test
    void theGatewayNeverConnectsToItself() throws IOException {
        try (Stage stage = new Stage(
                draft -> draft.allowedDestinations = List.of(AddressRange.parse("0.0.0.0/0").orElseThrow()))) {
            int port = stage.gateway.address().getPort();
            for (String host : new String[]{"127.0.0.1", "127.0.0.2", "0.0.0.0", "allowed.test"}) {
                // At its own address it is asked for its own site, which it has at hand.
                try (Wire client = stage.client()) {
                    client.say("GET http://" + host + ":" + port + "/ HTTP/1.1\r\nHost: x\r\n\r\n").response();
                }
                try (Wire client = stage.client()) {
                    client.say("CONNECT " + host + ":" + port + " HTTP/1.1\r\nHost: x\r\n\r\n");
                    assertThat(client.response().status()).as(host).isBetween(400, 499);
                }
            }
            assertThat(stage.ended(8)).allSatisfy(exchange -> assertThat(exchange.upstream()).isEmpty());
        }
    }
}
