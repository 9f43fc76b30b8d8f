package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.request.AddressRange;

/// Where a source may lead, of addresses that need no name server.
class DestinationsTest {

    private static final String SOURCE = "https://203.0.113.5/list";

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://192.168.1.1:8080/",
                "http://169.254.169.254/latest", "http://[::1]/", "http://[fd00::1]/", "http://[::ffff:10.1.2.3]/",
                "http://100.64.1.1/", "http://0.0.0.0/", "http://[64:ff9b::10.1.2.3]/"})
    void whatIsClosedIsNotAskedUnlessTheSettingsNameIt(String address) throws Exception {
        URI to = URI.create(address);
        assertThat(catchThrowableOfType(FetchException.class, () -> of(address, List.of()).check(to)))
                .hasMessageContaining("which is no place on the public Internet");
        assertThatCode(() -> of(address, List.of("0.0.0.0/0", "::/0")).check(to)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(FetchException.class,
                () -> of(SOURCE, List.of("0.0.0.0/0", "::/0")).check(to)))
                .as("a redirect").hasMessageContaining("it was not followed");
    }

    @Test
    void publicAddressesAreAsked() {
        assertThatCode(() -> of(SOURCE, List.of()).check(URI.create("https://203.0.113.5/list")))
                .doesNotThrowAnyException();
        assertThatCode(() -> of(SOURCE, List.of()).check(URI.create("https://198.51.100.7/other")))
                .doesNotThrowAnyException();
    }

    @Test
    void secretsGoToTheSourcesOwnHostAloneAndEncrypted() throws Exception {
        Destinations there = of(SOURCE, List.of());
        assertThat(there.mayKnowSecrets(URI.create("https://203.0.113.5/other"))).isTrue();
        for (String elsewhere : List.of("https://203.0.113.6/list", "https://203.0.113.5:8443/list",
                "http://203.0.113.5/list")) {
            assertThat(there.mayKnowSecrets(URI.create(elsewhere))).as(elsewhere).isFalse();
        }
        String inside = "http://10.1.2.3/list";
        assertThat(of(inside, List.of("10.1.0.0/16")).mayKnowSecrets(URI.create(inside))).isTrue();
        assertThat(of(inside, List.of("10.2.0.0/16")).mayKnowSecrets(URI.create(inside))).isFalse();
        String plain = "http://name.invalid/list";
        var proxied = new Destinations(URI.create(plain), URI.create(plain), new SourceSettings.Reach(
                Optional.of(new SourceSettings.HostAndPort("proxy.invalid", 3128)), Optional.empty(), Optional.empty(),
                List.of()));
        assertThat(proxied.mayKnowSecrets(URI.create(plain))).as("whom nobody can resolve").isFalse();
        assertThat(proxied.mayKnowSecrets(URI.create(SOURCE))).isFalse();
    }

    private static Destinations of(String source, List<String> inside) {
        return new Destinations(URI.create(source), URI.create(source), new SourceSettings.Reach(Optional.empty(),
                Optional.empty(), Optional.empty(),
                inside.stream().map(AddressRange::parse).flatMap(Optional::stream).toList()));
    }
}
