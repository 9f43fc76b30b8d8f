package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.schoolgate.proxy.use.Monitoring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.schoolgate.proxy.tls.SiteTls;

/// Devices are told that their connections are looked into, where the school wants that.
class NoticeIT {

    private static final String PAGE = "Sec-Fetch-Dest: document\r\n";

    @Test
    void T57_aDeviceIsToldOnceOnTheFirstPageThatItGoesTo(@TempDir Path folder) throws IOException {
        assertThat(answers(folder, true, "Sec-Fetch-Dest: image\r\n", "", PAGE, PAGE))
                .containsExactly("hello", "hello", "notice", "hello");
    }

    @Test
    void T57_nobodyIsToldUnlessTheSchoolWantsIt(@TempDir Path folder) throws IOException {
        assertThat(answers(folder, false, PAGE, PAGE)).containsExactly("hello", "hello");
    }

    @Test
    void T57_everyDeviceIsToldAgainAfterADay() {
        AtomicLong nanos = new AtomicLong();
        Notices notices = new Notices(true, Monitoring.NONE, nanos::get);
        IpAddress one = IpAddress.parse("10.20.0.1").orElseThrow();
        IpAddress other = IpAddress.parse("10.20.0.2").orElseThrow();
        assertThat(notices.isDue(page(), one)).isTrue();
        assertThat(notices.isDue(page(), other)).isTrue();
        nanos.addAndGet(Duration.ofHours(23).toNanos());
        assertThat(notices.isDue(page(), one)).isFalse();
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(notices.isDue(page(), one)).isTrue();
    }

    private static Passage page() {
        var headers = new io.netty.handler.codec.http.DefaultHttpHeaders().set("Sec-Fetch-Dest", "document");
        var get = io.netty.handler.codec.http.HttpMethod.GET;
        return new Passage(Stage.NOON, Passage.newTrace(), get, headers, false, Clues.of(get, headers, true),
                org.schoolgate.filters.request.Client.at(org.schoolgate.filters.request.IpAddress.ofV4(1)));
    }

    /// What a device is answered inside one inspected connection.
    ///
    /// @param headers of each request
    private static List<String> answers(Path folder, boolean notice, String... headers) throws IOException {
        ExecutorService worker = Executors.newFixedThreadPool(2);
        Authority authority = Authority.open(folder, Optional.empty(), InstantSource.system());
        try (Origin origin = SecureOrigin.of(NoticeIT::hello, "allowed.test");
                SiteTls sites = SecureOrigin.trusted();
                Leaves leaves = new Leaves(authority, InstantSource.system(), worker);
                Stage stage = new Stage(draft -> {
                    draft.connectPorts = Set.of(443, origin.port());
                    draft.notice = notice;
                }, Optional.of(new Inspecting(leaves, sites)));
                Wire client = stage.client()) {
            stage.look = request -> Look.INSIDE;
            String site = "allowed.test:" + origin.port();
            client.say("CONNECT " + site + " HTTP/1.1\r\nHost: " + site + "\r\n\r\n").response();
            client.secure(Device.trusting(List.of(authority.certificate())), "allowed.test");
            List<String> answers = new java.util.ArrayList<>();
            for (String more : headers) {
                answers.add(client.say("GET / HTTP/1.1\r\nHost: " + site + "\r\n" + more + "\r\n").response().body());
            }
            return answers;
        } finally {
            worker.shutdownNow();
        }
    }

    private static void hello(Origin.Visit visit) throws IOException {
        for (String head = visit.head(); !head.isEmpty(); head = visit.head()) {
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        }
    }
}
