package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DrainIT {

    @Test
    void whatRunsMayEndAndNothingNewBegins() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Origin origin = new Origin(visit -> {
            visit.head();
            try {
                go.await();
            } catch (InterruptedException stop) {
                return;
            }
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            visit.in.read();
        }); Stage stage = new Stage(); Wire idle = stage.client(); Wire busy = stage.client()) {
            idle.say("GET http://blocked.test/ HTTP/1.1\r\nHost: x\r\n\r\n").response();
            busy.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            Awaitility.await().until(() -> origin.heads().size() == 1);
            Thread drain = Thread.ofPlatform().start(() -> stage.gateway.drain(Duration.ofSeconds(10)));
            assertThat(idle.isEnded()).isTrue();
            // The system gives the port up when the selector next looks, which is soon and not at once.
            Awaitility.await().untilAsserted(
                    () -> assertThatThrownBy(stage::client).isInstanceOf(ConnectException.class));
            go.countDown();
            Wire.Response response = busy.response();
            assertThat(response.body()).isEqualTo("ok");
            assertThat(response.head()).containsIgnoringCase("connection: close");
            assertThat(busy.isEnded()).isTrue();
            assertThat(drain.join(Duration.ofSeconds(8))).isTrue();
        }
    }

    @Test
    void whatRunsTooLongIsCutOff() throws Exception {
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.in.read();
        }); Stage stage = new Stage(); Wire busy = stage.client()) {
            busy.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            Awaitility.await().until(() -> origin.heads().size() == 1);
            stage.gateway.drain(Duration.ofMillis(200));
            assertThatThrownBy(busy::response).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (Stage stage = new Stage()) {
            int port = stage.gateway.address().getPort();
            assertThatThrownBy(() -> new Stage(
                    draft -> draft.listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                    .isInstanceOf(IOException.class).hasMessageContaining(String.valueOf(port))
                    .hasMessageContaining("Choose another port");
        }
    }
}
