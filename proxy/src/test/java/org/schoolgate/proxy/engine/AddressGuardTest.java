package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;

class AddressGuardTest {

    private static final IpAddress OWN = address("203.0.113.9");

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static AddressGuard guard(String... allowed) {
        return new AddressGuard(List.of(allowed).stream().map(text -> AddressRange.parse(text).orElseThrow()).toList(),
                Set.of(OWN), Set.of(3128, 8080));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.31.255.255", "192.168.0.1",
                "169.254.169.254", "100.64.0.1", "224.0.0.1", "239.255.255.255", "255.255.255.255", "240.0.0.1",
                "203.0.113.9",
                "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2002:7f00:1::1",
                "fe80::1",
                "fec0::1", "fd00::1", "fc00::1", "ff02::1", "2001::1", "2001::fefe:fefe", "64:ff9b:1::1", "100::1"})
    void theInsideIsClosed(String text) {
        assertThat(guard().permits(address(text), 80)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2606:4700::1111", "64:ff9b::101:101",
                "2002:101:101::1", "::ffff:1.1.1.1", "2a00::1"})
    void theInternetIsOpen(String text) {
        assertThat(guard().permits(address(text), 80)).isTrue();
    }

    @Test
    void aRangeThatIsAllowedIsOpenAndNothingElse() {
        AddressGuard guard = guard("10.1.0.0/16", "fd00:1::/32");
        assertThat(guard.permits(address("10.1.2.3"), 80)).isTrue();
        assertThat(guard.permits(address("::ffff:10.1.2.3"), 80)).isTrue();
        assertThat(guard.permits(address("64:ff9b::a01:203"), 80)).isTrue();
        assertThat(guard.permits(address("fd00:1::5"), 80)).isTrue();
        assertThat(guard.permits(address("10.2.0.1"), 80)).isFalse();
    }

    @Test
    void theOwnPortStaysClosed() {
        AddressGuard guard = guard("0.0.0.0/0", "::/0");
        for (String text : List.of("203.0.113.9", "127.0.0.1", "127.5.5.5", "0.0.0.0", "::1", "::", "64:ff9b::7f00:1",
                "2002:cb00:7109::")) {
            assertThat(guard.permits(address(text), 3128)).as(text).isFalse();
            assertThat(guard.permits(address(text), 80)).as(text).isTrue();
        }
    }
}
