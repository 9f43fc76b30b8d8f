package org.schoolgate.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.Marlbeck;

/// To put an exchange into a line of the access log leaves no garbage.
class LogAllocationTest {

    private static final int MEASURED = 50_000;

    /// What the measuring itself may take.
    private static final long TOLERATED = 1_024;

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void aLineLeavesNoGarbage(LogFormat format) {
        Exchange[] exchanges = exchanges().toArray(new Exchange[0]);
        StringBuilder out = new StringBuilder();
        LineFormat line = format.into(out, ZoneId.of("Europe/London"));
        write(line, out, exchanges);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        long characters = write(line, out, exchanges);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes).as("bytes for %d lines of %d characters", MEASURED, characters).isLessThan(TOLERATED);
    }

    private static long write(LineFormat line, StringBuilder out, Exchange[] exchanges) {
        long characters = 0;
        for (int i = 0; i < MEASURED; i++) {
            out.setLength(0);
            line.append(exchanges[i % exchanges.length], Marlbeck.CATEGORIES);
            characters += out.length();
        }
        return characters;
    }

    private static List<Exchange> exchanges() {
        Instant at = Marlbeck.AT;
        Exchange carried = Exchanges.carried(at);
        Client client = Client.at(IpAddress.parse("2001:db8::10:0:1").orElseThrow());
        Optional<Target> target = Target.Page.parse("https://[2001:db8::1]:8443/" + "a".repeat(3_000))
                .map(page -> page);
        return List.of(carried, Exchanges.unreadable(at.plusSeconds(60), "G\"ET"),
                Exchanges.blocked(at.plusMillis(3_600_007), Marlbeck.PUPILS, Marlbeck.NETWORKS),
                Exchanges.blocked(at, Marlbeck.PUPILS, Marlbeck.ILLEGAL),
                new Exchange(at, Duration.ofHours(1), carried.trace(), client, "POST", target, carried.decision(), 200,
                        1L << 40, Long.MAX_VALUE, Optional.of(client.address()), Optional.of(" text/css ; q"),
                        Optional.empty(), false));
    }
}
