package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The known ways to spell an address so that a filter reads another one, by their numbers in the catalogue of evasion
/// cases, as they come over the wire. How a URL is read is in the test of the same name beside `Target`.
class EvasionCasesIT {

    private Stage stage;
    private Origin origin;

    @BeforeEach
    void start() throws IOException {
        origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        stage = new Stage(draft -> draft.connectPorts = Set.of(443, 8443));
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
    }

    private Wire.Response ask(String line) throws IOException {
        try (Wire client = stage.client()) {
            return client.say((line + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.UTF_8)).response();
        }
    }

    /// What went out to the site, of a page whose path or user is odd.
    private String forwarded(String user, String path) throws IOException {
        Wire.Response response = ask("GET http://" + user + "allowed.test:" + origin.port() + path);
        assertThat(response.status()).isEqualTo(200);
        return origin.heads().getLast();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "E09, BLoCKed.TEST", "E10, blocked.test.", "E11, a@blocked.test", "E11, allowed.test:80@blocked.test",
        "E13, %62locked.test", "E13, %62%4cocked%2etest", "E23, blocked%E3%80%82test", "E24, bl%C2%ADocked.test",
        "E28, blocked.test:8080", "E29, blocked.test:0080", "E29, blocked.test:"})
    void everySpellingOfABlockedNameIsBlocked(String row, String host) throws IOException {
        assertThat(ask("GET http://" + host + "/").status()).as(row).isEqualTo(403);
        assertThat(stage.asked.getLast().target().host().text()).isEqualTo("blocked.test");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "E10, http://blocked.test../", "E11, http://allowed.test%40blocked.test/",
        "E12, http://allowed.test\\@blocked.test/", "E12, http:\\\\blocked.test/", "E14, http://%2562locked.test/",
        "E19, http://256.1.1.1/", "E19, http://1.2.3.4.5/", "E21, http://[::1%25lo]/", "E21, http://[::1%lo]/",
        "E23, http://blocked。test/", "E26, http://xn--blocked-.test/", "E29, http://blocked.test:65536/",
        "E29, http://blocked.test:+443/", "E50, http://allowed.test/a\\..\\b", "E51, http://allowed.test/#blocked"})
    void whatCannotBeMadeCanonicalIsRefused(String row, String url) throws IOException {
        assertThat(ask("GET " + url).status()).as(row).isEqualTo(400);
        assertThat(stage.asked).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "E15, 2130706433", "E16, 0177.0.0.01", "E17, 0x7f000001", "E17, 0x7f.1", "E18, 127.1", "E19, 0x7f.0x.1",
        "E20, [::ffff:127.0.0.1]", "E20, [::ffff:7f00:1]"})
    void everySpellingOfAnIpv4AddressIsAskedForAsThatAddress(String row, String host) throws IOException {
        assertThat(ask("GET http://" + host + ":" + origin.port() + "/").status()).as(row).isEqualTo(200);
        assertThat(stage.asked.getLast().target().host().text()).isEqualTo("127.0.0.1");
        assertThat(origin.heads().getLast()).containsIgnoringCase("host: 127.0.0.1:" + origin.port() + "\r\n");
    }

    @Test
    void e11NoUserNameGoesOut() throws IOException {
        assertThat(forwarded("user:secret@", "/")).doesNotContain("user").doesNotContain("secret");
    }

    @Test
    void e28AConnectNamesOnlyThePortsOfTheList() throws IOException {
        for (int port : List.of(22, 25, 53, 80, 444, 853, 3128, 8080)) {
            Wire.Response response = ask("CONNECT allowed.test:" + port);
            assertThat(response.status()).as("port " + port).isEqualTo(403);
            assertThat(response.head()).contains("error=http_request_denied");
        }
        assertThat(stage.asked).isEmpty();
        assertThat(ask("CONNECT blocked.test:8443").body()).isEqualTo("refused blocked.test:8443");
        assertThat(ask("CONNECT blocked.test:0443").body()).isEqualTo("refused blocked.test:443");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "E49, /%70orn, /porn", "E49, /p%6Frn, /porn", "E49, /%2570orn, /%2570orn", "E50, /a/../blocked, /blocked",
        "E50, /a/%2e%2e/blocked, /blocked", "E50, /./blocked, /blocked", "E50, //blocked, //blocked",
        "E50, /a/..;x/blocked, /a/..;x/blocked", "E51, /?q=caf%25C3+%u00e9, /?q=caf%25C3+%u00e9"})
    void whatIsForwardedIsWhatWasJudged(String row, String sent, String judged) throws IOException {
        assertThat(forwarded("", sent)).as(row).startsWith("GET " + judged + " HTTP/1.1\r\n");
        assertThat(stage.asked.getLast().target().text())
                .isEqualTo("http://allowed.test:" + origin.port() + judged);
    }

    @Test
    void e52AUrlOfEightKibIsJudgedAndForwardedWhole() throws IOException {
        String path = "/" + "a".repeat(8 << 10) + "/../" + "b".repeat(8 << 10) + "?" + "c".repeat(8 << 10) + "end";
        String judged = path.substring(path.indexOf("/b"));
        assertThat(forwarded("", path)).startsWith("GET " + judged + " HTTP/1.1\r\n");
        assertThat(stage.asked.getLast().target().text()).endsWith("end");
    }

    @ParameterizedTest
    @ValueSource(ints = {64 << 10, 1 << 20})
    void e52ALongerOneIsRefusedAndNotJudgedByItsBeginning(int length) throws IOException {
        try (Wire client = stage.client()) {
            client.socket.setSoTimeout(20_000);
            Thread.ofVirtual().start(() -> {
                try {
                    client.say("GET http://blocked.test/" + "a".repeat(length) + " HTTP/1.1\r\nHost: x\r\n\r\n");
                } catch (IOException answeredBeforeItsEnd) {
                    assertThat(answeredBeforeItsEnd).isNotNull();
                }
            });
            assertThat(client.response().status()).isEqualTo(414);
        }
        assertThat(stage.asked).isEmpty();
        assertThat(origin.visits()).isEmpty();
    }
}
