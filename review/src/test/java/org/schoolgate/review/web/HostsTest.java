package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost:8080", "LOCALHOST:1", "10.0.0.2:3129", "10.0.0.2",
                "Review.school.example", "gate.marlbeck.example:443"})
    void ourOwnNamesAreOurs(String host) throws UnknownHostException {
        assertThat(hosts("10.0.0.2").isOurs(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":80", "10.0.0.3", "evil.example", "localhost.evil.example", "localhost@evil.example",
                "review.school.example.", "10.0.0.2.evil.example:3129", "[::1]"})
    void otherNamesAreNot(String host) throws UnknownHostException {
        assertThat(hosts("10.0.0.2").isOurs(host)).isFalse();
    }

    @Test
    void anIpv6AddressStandsInBrackets() throws UnknownHostException {
        assertThat(hosts("::1").isOurs("[::1]:8080")).isTrue();
        assertThat(hosts("::1").isOurs("[::1]")).isTrue();
        assertThat(hosts("::1").isOurs("[::2]:8080")).isFalse();
    }

    @Test
    void onlyTheNameThatReadersReachByHttpsCounts() throws UnknownHostException {
        Hosts hosts = hosts("127.0.0.1");
        assertThat(hosts.isHttps("gate.marlbeck.example")).isTrue();
        assertThat(hosts.isHttps("127.0.0.1:8080")).isFalse();
        assertThat(hosts.isOrigin("https://gate.marlbeck.example", "gate.marlbeck.example")).isTrue();
        assertThat(hosts.isOrigin("http://gate.marlbeck.example", "gate.marlbeck.example")).isFalse();
        assertThat(hosts.isOrigin("http://127.0.0.1:8080", "127.0.0.1:8080")).isTrue();
        assertThat(hosts.isOrigin("http://127.0.0.1:8081", "127.0.0.1:8080")).isFalse();
    }

    @Test
    void whatSpeaksTlsItselfIsReachedByHttpsUnderEachName() throws Exception {
        Hosts hosts = new Hosts(new Listener(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0),
                Optional.of(SSLContext.getDefault())), Set.of(), () -> TestSite.school(Optional.empty()));
        assertThat(hosts.isHttps("127.0.0.1:8443")).isTrue();
        assertThat(hosts.isOrigin("http://127.0.0.1:8443", "127.0.0.1:8443")).isFalse();
    }

    @Test
    void aReviewSiteThatIsNoAddressIsNobodysName() throws UnknownHostException {
        Hosts hosts = new Hosts(listener("127.0.0.1"), Set.of(),
                () -> TestSite.school(Optional.of("not an address")));
        assertThat(hosts.isOurs("not an address")).isFalse();
        assertThat(hosts.isOurs("127.0.0.1")).isTrue();
    }

    private static Hosts hosts(String address) throws UnknownHostException {
        return new Hosts(listener(address), Set.of("review.school.example"),
                () -> TestSite.school(Optional.of("https://gate.marlbeck.example/")));
    }

    private static Listener listener(String address) throws UnknownHostException {
        return new Listener(new InetSocketAddress(InetAddress.getByName(address), 0), Optional.empty());
    }
}
