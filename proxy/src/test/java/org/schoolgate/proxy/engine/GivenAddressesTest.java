package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;

class GivenAddressesTest {

    private static final HostName NAME = new HostName("site.test");

    private final AtomicLong now = new AtomicLong();
    private final GivenAddresses given = new GivenAddresses(now::get);

    private void later(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static InetAddress inet(String text) throws UnknownHostException {
        return InetAddress.getByAddress(ip(text).bytes());
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @Test
    void allAnswersOfADayHoldTogether() throws UnknownHostException {
        given.note(NAME, List.of(inet("192.0.2.1"), inet("2001:db8::1")));
        later(Duration.ofHours(23));
        given.note(NAME, List.of(inet("192.0.2.2")));
        for (String address : List.of("192.0.2.1", "2001:db8::1", "192.0.2.2", "::ffff:192.0.2.2")) {
            assertThat(given.has(NAME, ip(address))).as(address).isTrue();
        }
        assertThat(given.has(NAME, ip("192.0.2.3"))).isFalse();
        assertThat(given.has(new HostName("other.test"), ip("192.0.2.1"))).isFalse();
    }

    @Test
    void anAnswerOfYesterdayIsForgotten() throws UnknownHostException {
        given.note(NAME, List.of(inet("192.0.2.1")));
        later(Duration.ofHours(24));
        assertThat(given.has(NAME, ip("192.0.2.1"))).isFalse();
    }

    @Test
    void thereAreNeverMoreThanItsBound() throws UnknownHostException {
        for (int i = 0; i < GivenAddresses.MOST + 20_000; i++) {
            given.note(new HostName("n" + i + ".test"), List.of(inet("192.0.2.1")));
        }
        assertThat(given.size()).isLessThanOrEqualTo(GivenAddresses.MOST);
    }
}
