package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.AddressSettings;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.log.Meters;

/// What the gateway needs to know who is at which address, put together from the school's settings.
class AddressLegsTest {

    private final Parts parts = new Parts();
    private final InstantSource clock = InstantSource.system();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        parts.close();
    }

    @Test
    void whereNothingIsSaidNobodyIsHeardAndNobodySignsIn() throws IOException {
        AddressLegs legs = open(settings(Optional.empty(), false), Map.of());
        assertThat(legs.accounting()).isEmpty();
        assertThat(legs.page()).isFalse();
    }

    @Test
    void sharedAddressesAreTheSettings() throws IOException {
        assertThat(open(settings(Optional.empty(), false), Map.of()).presences()
                .of(IpAddress.parse("10.20.90.1").orElseThrow(), clock.instant())).isEqualTo(new Identity.OneOf(0));
    }

    @Test
    void theSecretIsInAFileOrACredential() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "sixteen letters!\n");
        var meters = Meters.registry();
        AddressLegs legs = open(radius(Optional.of(file)), Map.of());
        assertThat(legs.accounting()).isPresent();
        legs.watch(meters);
        assertThat(meters.scrape()).contains("schoolgate_radius_taken_total 0.0",
                "schoolgate_radius_dropped_total 0.0", "schoolgate_presences 0.0");
        Files.writeString(folder.resolve("schoolgate-radius-secret"), "another sixteen l");
        assertThat(open(radius(Optional.empty()), Map.of("CREDENTIALS_DIRECTORY", folder.toString())).accounting())
                .isPresent();
    }

    @Test
    void aSecretThatIsMissingOrShortIsNamedAndNotShown() throws IOException {
        assertThatThrownBy(() -> open(radius(Optional.empty()), Map.of())).isInstanceOf(IOException.class)
                .hasMessageContaining("no secret for the RADIUS client 127.0.0.1")
                .hasMessageContaining("schoolgate-radius-secret");
        Path shortOne = Files.writeString(folder.resolve("short"), "hunter2\n");
        assertThatThrownBy(() -> open(radius(Optional.of(shortOne)), Map.of())).isInstanceOf(IOException.class)
                .hasMessageContaining("short").hasMessageContaining("fewer than 16")
                .message().doesNotContain("hunter2");
        assertThatThrownBy(() -> open(radius(Optional.of(folder.resolve("none"))), Map.of()))
                .isInstanceOf(IOException.class).hasMessageContaining("none");
    }

    @Test
    void peopleSignInWhereTheSettingsSaySo() throws IOException {
        assertThat(open(settings(Optional.empty(), true), Map.of()).page()).isTrue();
    }

    private AddressLegs open(AddressSettings settings, Map<String, String> environment) throws IOException {
        return AddressLegs.open(settings, AddressLegs.presences(settings),
                (account, password) -> CompletableFuture.completedFuture(Optional.empty()), Optional.empty(),
                Set.of("school.example"),
                environment, clock, parts);
    }

    private static AddressSettings radius(Optional<Path> secret) {
        return settings(Optional.of(new AddressSettings.Radius(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(new AddressSettings.Client(AddressRange.parse("127.0.0.1").orElseThrow(), secret)))), false);
    }

    private static AddressSettings settings(Optional<AddressSettings.Radius> radius, boolean page) {
        return new AddressSettings(radius, page, Optional.empty(),
                List.of(AddressRange.parse("10.20.90.0/24").orElseThrow()),
                Duration.ofMinutes(30), Duration.ofMinutes(15), Duration.ofHours(9), Duration.ofMinutes(1));
    }
}
