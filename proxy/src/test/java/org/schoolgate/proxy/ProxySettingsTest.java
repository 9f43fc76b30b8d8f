package org.schoolgate.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.proxy.listen.Interception;

class ProxySettingsTest {

    private final ProxySettings usual = ProxySettings.defaults(new InetSocketAddress("127.0.0.1", 3128));

    @Test
    void whatIsNotChangedStays() {
        ProxySettings changed = usual.with(draft -> {
            draft.loops = 3;
            draft.allowedDestinations = List.of(AddressRange.parse("10.0.0.0/8").orElseThrow());
            draft.ownPorts = Set.of(1);
            draft.connectPorts = Set.of(2);
            draft.connectionsPerClient = 4;
            draft.requestLineBytes = 5;
            draft.headerBytes = 6;
            draft.headerTimeout = Duration.ofSeconds(7);
            draft.connectTimeout = Duration.ofSeconds(8);
            draft.idleRequest = Duration.ofSeconds(9);
            draft.idleTunnel = Duration.ofSeconds(10);
            draft.responseTimeout = Duration.ofSeconds(11);
            draft.helloTimeout = Duration.ofSeconds(12);
            draft.journalTimeout = Duration.ofSeconds(13);
            draft.dnsTimeout = Duration.ofSeconds(14);
            draft.nameServers = List.of(new InetSocketAddress("127.0.0.1", 53));
            draft.requireSni = true;
            draft.hiddenNameFronts = Set.of(HostName.parse("front.example").orElseThrow());
            draft.notice = true;
            draft.upstreamsPerClient = 15;
            draft.notice = true;
            draft.interceptions = List.of(new Interception(usual.listen(), Interception.Mode.REDIRECT));
            draft.balancers = List.of(AddressRange.parse("10.1.0.0/16").orElseThrow());
            draft.unnamedDestinations = List.of(AddressRange.parse("10.2.0.0/16").orElseThrow());
        });
        assertThat(changed).isEqualTo(new ProxySettings(usual.listen(), 3,
                List.of(AddressRange.parse("10.0.0.0/8").orElseThrow()), Set.of(1), Set.of(2), 4, 5, 6,
                Duration.ofSeconds(7), Duration.ofSeconds(8), Duration.ofSeconds(9), Duration.ofSeconds(10),
                Duration.ofSeconds(11), Duration.ofSeconds(12), Duration.ofSeconds(13), Duration.ofSeconds(14),
                List.of(new InetSocketAddress("127.0.0.1", 53)), true,
                Set.of(HostName.parse("front.example").orElseThrow()), true, 15,
                List.of(new Interception(usual.listen(), Interception.Mode.REDIRECT)),
                List.of(AddressRange.parse("10.1.0.0/16").orElseThrow()),
                List.of(AddressRange.parse("10.2.0.0/16").orElseThrow())));
        assertThat(changed.with(draft -> {})).isEqualTo(changed);
        assertThat(usual.with(draft -> {})).isEqualTo(usual);
    }
}
