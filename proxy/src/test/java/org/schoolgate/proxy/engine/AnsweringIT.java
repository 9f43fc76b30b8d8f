package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.proxy.listen.Interception;
import org.schoolgate.proxy.log.Exchange;

/// Answers to the gateway's own question on the wire: recorded first, read within bounds, and never passed on.
class AnsweringIT {

    private Origin origin;
    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        stage = new Stage(draft -> {
            draft.headerTimeout = Duration.ofSeconds(1);
            draft.interceptions = List.of(new Interception(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Interception.Mode.REDIRECT));
            draft.balancers = List.of(AddressRange.parse("127.0.0.9").orElseThrow());
        });
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
    }

    private String site() {
        return "http://coached.test:" + origin.port();
    }

    private String get(String path) {
        return "GET " + site() + path + " HTTP/1.1\r\nHost: coached.test:" + origin.port() + "\r\n\r\n";
    }

    private String head(int length) {
        return "POST " + site() + Answering.PATH + " HTTP/1.1\r\nHost: coached.test:" + origin.port() + "\r\nOrigin: "
                + site() + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    private String ticket(String path) throws IOException {
        try (Wire client = stage.client()) {
            String said = client.say(get(path)).response().body();
            assertThat(said).matches("asked [A-Za-z0-9_-]{22}");
            return said.substring("asked ".length());
        }
    }

    @Test
    void theAnswerIsRecordedWithThePersonsWordsBeforeAnythingOpens() throws IOException {
        String form = "ticket=" + ticket("/wall?a=b") + "&words=PTA+page%2C+%E2%80%9Cfair%E2%80%9D";
        CompletableFuture<Void> disk = new CompletableFuture<>();
        stage.journal = access -> access.statement().isPresent() ? disk : CompletableFuture.completedFuture(null);
        try (Wire client = stage.client(); Wire other = stage.client()) {
            client.say(head(form.length()) + form);
            client.socket.setSoTimeout(300);
            assertThat(timesOut(client)).isTrue();
            assertThat(other.say(get("/wall")).response().body()).startsWith("asked ");
            client.socket.setSoTimeout(20_000);
            disk.complete(null);
            Wire.Response answer = client.response();
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.head()).containsIgnoringCase("location: " + site() + "/wall?a=b\r\n")
                    .containsIgnoringCase("connection: close");
        }
        FlaggedAccess record = stage.recorded.stream().filter(access -> access.statement().isPresent()).findFirst()
                .orElseThrow();
        assertThat(record.statement()).contains("PTA page, “fair”");
        assertThat(record.decision().verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(record.request().target().text()).isEqualTo(site() + "/wall?a=b");
        try (Wire client = stage.client()) {
            assertThat(client.say(get("/wall")).response().body()).isEqualTo("hello");
        }
        assertThat(origin.heads()).singleElement().asString().doesNotContain(Answering.PATH);
    }

    private static boolean timesOut(Wire client) throws IOException {
        try {
            client.response();
            return false;
        } catch (SocketTimeoutException nothingCame) {
            return true;
        }
    }

    @Test
    void whatCannotBeRecordedDoesNotOpen() throws IOException {
        String form = "ticket=" + ticket("/wall") + "&words=work";
        stage.journal = access -> access.statement().isPresent()
                ? CompletableFuture.failedFuture(new IOException("disk full"))
                : CompletableFuture.completedFuture(null);
        try (Wire client = stage.client()) {
            Wire.Response answer = client.say(head(form.length()) + form).response();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("RECORD_FAILED");
        }
        try (Wire client = stage.client()) {
            assertThat(client.say(get("/wall")).response().body()).startsWith("asked ");
        }
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void anAnswerMayComeInPiecesButNotForEverAndNotWithoutEnd() throws IOException {
        String form = "ticket=" + ticket("/wall") + "&words=work";
        try (Wire client = stage.client()) {
            client.say(head(form.length()));
            for (int i = 0; i < form.length(); i++) {
                client.say(form.substring(i, i + 1));
            }
            assertThat(client.response().status()).isEqualTo(303);
        }
        try (Wire slow = stage.client()) {
            assertThat(slow.say(head(100) + "ticket=").response().status()).isEqualTo(408);
        }
        try (Wire endless = stage.client()) {
            assertThat(endless.say(head(1 << 20) + "x".repeat(5_000)).response().body()).isEqualTo("unanswered");
        }
        try (Wire gone = stage.client()) {
            gone.say(head(100) + "ticket=");
        }
        assertThat(stage.ended(5)).extracting(Exchange::status).contains(303, 408, 403);
    }

    @Test
    void aBrokenFormOpensNothing() throws IOException {
        String ticket = ticket("/wall");
        for (String form : List.of("", "ticket", "ticket=" + ticket + "%", "&&&&", "ticket=%FF%FE", "words=x")) {
            try (Wire client = stage.client()) {
                assertThat(client.say(head(form.length()) + form).response().body()).as(form).isEqualTo("unanswered");
            }
        }
    }

    /// Whoever may say any name could have one opened and go elsewhere by it.
    @Test
    void onAnInterceptedConnectionItOpensOnlyTheAddressThatGoesByItsName() throws IOException {
        stage.names.knows("coached.test", "127.0.0.1");
        String path = "GET /wall HTTP/1.1\r\nHost: coached.test:" + origin.port() + "\r\n\r\n";
        String ticket;
        try (Wire client = intercepted("127.0.0.1")) {
            ticket = client.say(path).response().body().substring("asked ".length());
        }
        String form = "ticket=" + ticket + "&words=work";
        try (Wire client = intercepted("127.0.0.1")) {
            assertThat(client.say(head(form.length()).replace("POST " + site(), "POST ") + form).response().status())
                    .isEqualTo(303);
        }
        try (Wire client = intercepted("127.0.0.1")) {
            assertThat(client.say(path).response().body()).isEqualTo("hello");
        }
        try (Wire client = intercepted("127.0.0.44")) {
            assertThat(client.say(path).response().body()).startsWith("asked ");
        }
    }

    private Wire intercepted(String destination) throws IOException {
        InetSocketAddress port = stage.gateway.intercepting().getFirst();
        java.net.Socket socket = new java.net.Socket();
        socket.bind(new InetSocketAddress("127.0.0.9", 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getPort()));
        return new Wire(socket).say("PROXY TCP4 10.1.2.3 " + destination + " 40000 " + origin.port() + "\r\n");
    }
}
