package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.mode.YouTube;

/// The evasion cases E37, E39 and E40: ways to look up names, and to reach sites, past the gateway.
class HiddenLookUpIT {

    /// The question for `www.example.com`, as RFC 8484 writes it.
    private static final String QUESTION = "AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB";

    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private Wire.Response ask(Origin origin, String method, String path, String... headers) throws IOException {
        try (Wire client = stage.client()) {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            return client
                    .say(method + " http://allowed.test:" + origin.port() + path + " HTTP/1.1\r\nHost: x\r\n" + more
                            + "\r\n")
                    .response();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POST /dns-query Content-Type: application/dns-message",
                "POST /x Content-Type: Application/DNS-Message; x=y",
                "GET /x Accept: text/html, application/dns-message",
                "GET /resolve?name=a.test Accept: application/dns-json",
                "POST /x Content-Type: application/oblivious-dns-message", "GET /dns-query?dns=" + QUESTION,
                "GET /x?a=b&dns=" + QUESTION + "&c=d", "HEAD /x?dns=" + QUESTION + "%3D"})
    void e39ALookUpIsKnownByItsShapeWhateverSiteItGoesTo(String request) throws IOException {
        String[] parts = request.split(" ", 3);
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            String[] headers = parts.length < 3 ? new String[0] : new String[]{parts[2], "Content-Length: 0"};
            Wire.Response response;
            try (Wire client = stage.client()) {
                response = client.say(parts[0] + " http://allowed.test:" + origin.port() + parts[1]
                        + " HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers)
                        + (headers.length == 0 ? "" : "\r\n")
                        + "\r\n").response(parts[0].equals("HEAD"));
            }
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.head()).contains("Proxy-Status: schoolgate; error=http_request_denied");
            assertThat(origin.visits()).isEmpty();
        }
    }

    @Test
    void e39AnAnswerToALookUpGoesToNobody() throws IOException {
        try (Origin origin = Origin.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/dns-message\r\nContent-Length: 5\r\n\r\nhello")) {
            Wire.Response response = ask(origin, "GET", "/odd");
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.body()).startsWith("fault HIDDEN_LOOK_UP").doesNotContain("hello");
        }
    }

    @Test
    void e39OtherRequestsOfLikeShapeGoOnTheirWay() throws IOException {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            for (String path : List.of("/tools?dns=example.com", "/x?dns=", "/x?dns=8.8.8.8", "/x?mydns=" + QUESTION,
                    "/x?dns=" + QUESTION.repeat(200))) {
                assertThat(ask(origin, "GET", path, "Accept: text/html,*/*").status()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void e39ASchoolMayLeaveThemOpenForAGroup() throws IOException {
        stage.modes = ShippedModes.of(new Modes.Choice(false, YouTube.OFF, false, List.of()));
        try (Origin origin = Origin.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/dns-message\r\nContent-Length: 5\r\n\r\nhello")) {
            assertThat(ask(origin, "GET", "/dns-query?dns=" + QUESTION).body()).isEqualTo("hello");
        }
    }

    @Test
    void e40TunnelsToThePortsOfNameServersAreRefusedInWordsOfTheirOwn() throws IOException {
        for (int port : new int[]{53, 853}) {
            try (Wire client = stage.client()) {
                Wire.Response response = client.say("CONNECT allowed.test:" + port + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .response();
                assertThat(response.status()).isEqualTo(403);
                assertThat(response.body()).isEqualTo("fault HIDDEN_LOOK_UP allowed.test:" + port);
            }
        }
        assertThat(stage.asked).isEmpty();
    }

    @Test
    void e37NoSiteIsOfferedAnotherWay() throws IOException {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nAlt-Svc: h3=\":443\"; ma=86400\r\nalt-svc: clear\r\n"
                + "Alternate-Protocol: 443:quic\r\nContent-Length: 2\r\n\r\nok")) {
            Wire.Response response = ask(origin, "GET", "/");
            assertThat(response.body()).isEqualTo("ok");
            assertThat(response.head()).doesNotContainIgnoringCase("alt-svc").doesNotContainIgnoringCase("quic")
                    .doesNotContainIgnoringCase("h3");
        }
    }

    @Test
    void e60AnotherProxyIsNotReachedThroughThisOne() throws IOException {
        for (String target : List.of("other.test:3128", "other.test:8080", "other.test:1080", "other.test:22",
                "other.test:1194")) {
            try (Wire client = stage.client()) {
                Wire.Response response = client.say("CONNECT " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").response();
                assertThat(response.status()).isEqualTo(403);
                assertThat(response.body()).startsWith("fault REQUEST_DENIED_PORT");
            }
        }
    }

    /// What programs say first that are no browsers, down a tunnel to the one port that is open.
    @Test
    void e35e44e59e60WhatDoesNotBeginWithTlsIsNotCarriedWhateverItIs() throws IOException {
        byte[] openVpn = {0, 14, 0x38, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0};
        byte[] sslV2 = {(byte) 0x80, 0x2e, 1, 0, 2, 0, 0x15, 0, 0, 0, 0x10, 7, 0, (byte) 0xc0, 3, 0, (byte) 0x80, 1, 0};
        byte[] wireGuard = new byte[148];
        wireGuard[0] = 1;
        byte[] socks = {5, 1, 0};
        List<byte[]> beginnings = List.of(
                "SSH-2.0-OpenSSH_9.9\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                openVpn, sslV2, wireGuard, socks,
                "GET http://blocked.test/ HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "CONNECT blocked.test:443 HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        try (Origin origin = new Origin(visit -> {
            while (visit.in.read() >= 0) {
                visit.broken = true;
            }
        }); Stage open = new Stage(draft -> draft.connectPorts = Set.of(origin.port()))) {
            for (byte[] beginning : beginnings) {
                try (Wire client = open.client()) {
                    client.say("CONNECT allowed.test:" + origin.port() + " HTTP/1.1\r\nHost: x\r\n\r\n").response();
                    client.say(beginning);
                    assertThat(client.read(7)).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
                    assertThat(client.isEnded()).isTrue();
                }
            }
            // The site may notice the last of them a moment after the client has had its answer.
            Awaitility.await().untilAsserted(() -> assertThat(origin.visits()).hasSize(beginnings.size()));
            assertThat(origin.visits()).noneMatch(visit -> visit.broken);
        }
    }
}
