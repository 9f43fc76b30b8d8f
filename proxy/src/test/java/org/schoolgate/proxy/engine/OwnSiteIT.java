package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.proxy.listen.Interception;

/// The gateway's own site: found by its name and by its address, and by nothing else.
class OwnSiteIT {

    private final Stage stage = new Stage(draft -> {
        draft.interceptions = List.of(new Interception(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Interception.Mode.REDIRECT));
        draft.balancers = List.of(AddressRange.parse("127.0.0.1/32").orElseThrow());
    });

    private final Stage plain = new Stage();

    OwnSiteIT() throws IOException {}

    @AfterEach
    void close() {
        stage.close();
        plain.close();
    }

    @Test
    void itIsThereAtTheAddressOfTheProxy() throws Exception {
        String here = "127.0.0.1:" + plain.gateway.address().getPort();
        assertThat(ask("GET / HTTP/1.1\r\nHost: " + here + "\r\n\r\n").body()).isEqualTo("own GET /");
        assertThat(ask("GET /a.pem?x HTTP/1.1\r\nHost: " + here + "\r\n\r\n").body()).isEqualTo("own GET /a.pem");
        assertThat(ask("GET http://" + here + "/ HTTP/1.1\r\nHost: " + here + "\r\n\r\n").body())
                .isEqualTo("own GET /");
        assertThat(plain.asked).isEmpty();
        assertThat(plain.recorded).isEmpty();
    }

    @Test
    void itIsThereByItsNameAndTheConnectionIsKept() throws Exception {
        try (Wire client = plain.client()) {
            for (String path : List.of("/", "/b.cer")) {
                client.say("GET http://schoolgate.internal" + path + " HTTP/1.1\r\nHost: schoolgate.internal\r\n\r\n");
                assertThat(client.response().body()).isEqualTo("own GET " + path);
            }
            client.say("POST http://schoolgate.internal/ HTTP/1.1\r\nHost: schoolgate.internal\r\n"
                    + "Content-Length: 3\r\n\r\nabc");
            assertThat(client.response().body()).isEqualTo("own POST /");
            client.say("HEAD http://schoolgate.internal/ HTTP/1.1\r\nHost: schoolgate.internal\r\n\r\n");
            assertThat(client.response(true).head()).contains("content-length: 10");
        }
        assertThat(plain.asked).isEmpty();
        assertThat(plain.ended(4)).allMatch(exchange -> exchange.decision().equals(Optional.empty()));
    }

    @Test
    void anInterceptedConnectionFindsItByItsName() throws Exception {
        try (Wire client = stage.intercepted("PROXY TCP4 10.9.8.7 192.0.2.80 40000 80\r\n")) {
            client.say("GET /x HTTP/1.1\r\nHost: schoolgate.internal\r\n\r\n");
            assertThat(client.response().body()).isEqualTo("own GET /x");
        }
    }

    @Test
    void anotherHostIsNoSiteOfTheGateways() throws Exception {
        int port = plain.gateway.address().getPort();
        for (String host : List.of("allowed.test", "allowed.test:" + port, "127.0.0.1", "127.0.0.1:1",
                "192.0.2.1:" + port, "schoolgate.internal.test", "xschoolgate.internal")) {
            assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status()).as(host).isEqualTo(400);
        }
        assertThat(ask("GET / HTTP/1.0\r\n\r\n").status()).isEqualTo(400);
    }

    @Test
    void noTunnelLeadsToIt() throws Exception {
        assertThat(ask("CONNECT schoolgate.internal:443 HTTP/1.1\r\nHost: schoolgate.internal:443\r\n\r\n").status())
                .isEqualTo(405);
    }

    @Test
    void namesBelowItAreJudgedButNeverLookedUpOrRecorded() throws Exception {
        plain.names.knows("open.test.schoolgate.internal", "127.0.0.1");
        assertThat(ask("GET http://open.test.schoolgate.internal/ HTTP/1.1\r\nHost: open.test.schoolgate.internal"
                + "\r\n\r\n").body()).startsWith("fault DNS_ERROR");
        assertThat(plain.asked).hasSize(1);
        assertThat(plain.recorded).isEmpty();
    }

    private Wire.Response ask(String request) throws IOException {
        try (Wire client = plain.client()) {
            return client.say(request).response();
        }
    }
}
