package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.pinned.Pinned;
import org.schoolgate.app.pinned.Refused;
import org.schoolgate.app.selftest.Finding;
import org.schoolgate.app.selftest.Outcome;
import org.schoolgate.app.selftest.Report;
import org.schoolgate.app.selftest.Reports;
import org.schoolgate.proxy.log.ExchangeLog;
import org.schoolgate.proxy.tls.Roots;
import org.schoolgate.review.SystemStatus;

class UpkeepTest {

    private static final Roots ROOTS = Roots.mozilla();
    private static final Instant FRESH = ROOTS.date().atStartOfDay(ZoneOffset.UTC).toInstant()
            .plus(Duration.ofDays(30));

    @TempDir
    private Path data;
    private Optional<Supplier<Instant>> site = Optional.empty();

    @Test
    void nothingIsToBeSeenToWhileAllIsFresh() throws IOException {
        run(FRESH.minus(Duration.ofDays(6)), Outcome.SHUT, Outcome.NOT_TRIED);
        assertThat(at(FRESH, Duration.ofDays(60), List.of()).values()).hasSize(3).allMatch(SystemStatus.Upkeep::well);
    }

    @Test
    void anAuthorityThatEndsWithinSixtyDaysIsWarnedOf() {
        assertThat(at(FRESH, Duration.ofDays(59), List.of()).get("School’s certificate"))
                .returns(false, SystemStatus.Upkeep::well).returns("59 days left", SystemStatus.Upkeep::state);
        assertThat(
                Objects.requireNonNull(at(FRESH, Duration.ofDays(-1), List.of()).get("School’s certificate")).state())
                .isEqualTo("Ended");
    }

    @Test
    void aCertificateOfTheSiteThatNobodyRenewsIsWarnedOf() {
        site = Optional.of(() -> FRESH.plus(Duration.ofDays(14)));
        assertThat(at(FRESH, Duration.ofDays(900), List.of()).get("Review site’s certificate"))
                .returns(true, SystemStatus.Upkeep::well);
        site = Optional.of(() -> FRESH.plus(Duration.ofDays(13)));
        assertThat(at(FRESH, Duration.ofDays(900), List.of()).get("Review site’s certificate"))
                .returns(false, SystemStatus.Upkeep::well).returns("13 days left", SystemStatus.Upkeep::state);
    }

    @Test
    void oldRootsAreWarnedOf() {
        Instant later = FRESH.plus(Duration.ofDays(61));
        assertThat(at(later, Duration.ofDays(900), List.of()).get("Roots that sites rest on"))
                .returns(false, SystemStatus.Upkeep::well).returns("Old", SystemStatus.Upkeep::state);
    }

    @Test
    void aSelfTestThatIsMissingOldUnreadableOrFoundALeakIsWarnedOf() throws IOException {
        assertThat(selfTest().state()).isEqualTo("Not run yet");
        run(FRESH.minus(Duration.ofDays(8)), Outcome.SHUT);
        assertThat(selfTest()).returns("Old", SystemStatus.Upkeep::state).returns(false, SystemStatus.Upkeep::well);
        run(FRESH.minus(Duration.ofDays(1)), Outcome.SHUT, Outcome.LEAK);
        assertThat(selfTest().state()).isEqualTo("1 leak");
        assertThat(selfTest().detail()).contains("What leads out: what 1.", "1 day ago");
        run(FRESH, Outcome.SHUT);
        assertThat(selfTest().well()).isTrue();
        Files.writeString(data.resolve("selftest/reports.jsonl"), "{");
        assertThat(selfTest().state()).isEqualTo("Cannot be read");
    }

    @Test
    void whatThreeDevicesRefuseIsShownWithTheLinesForThePolicy() {
        List<Refused> two = List.of(refused("one.example", 2));
        assertThat(at(FRESH, Duration.ofDays(900), two)).hasSize(3);
        List<Refused> more = List.of(refused("one.example", 3), refused("other.example", 4));
        assertThat(Objects.requireNonNull(at(FRESH, Duration.ofDays(900), more).get("Certificates refused by devices"))
                .lines())
                .containsExactlyInAnyOrder("inspection:", "  - groups: [pupils]", "    sites: [one.example]",
                        "    look: never", "  - groups: [pupils]", "    sites: [other.example]", "    look: never");
    }

    private SystemStatus.Upkeep selfTest() {
        return java.util.Objects.requireNonNull(at(FRESH, Duration.ofDays(900), List.of()).get("Self-test"));
    }

    private Map<String, SystemStatus.Upkeep> at(Instant now, Duration left, List<Refused> refused) {
        Pinned pinned = new Pinned(decision -> true, address -> 0, refused, ExchangeLog.NONE);
        return new Upkeep(() -> Optional.of(now.plus(left)), site, ROOTS, pinned, data, InstantSource.fixed(now)).get()
                .stream()
                .collect(Collectors.toMap(SystemStatus.Upkeep::name, Function.identity()));
    }

    private static Refused refused(String site, int devices) {
        return new Refused("pupils", site, FRESH, IntStream.range(0, devices)
                .mapToObj(device -> new Refused.Device(device, FRESH)).toList());
    }

    private void run(Instant at, Outcome... outcomes) throws IOException {
        new Reports(data).add(new Report(at, "direct", IntStream.range(0, outcomes.length)
                .mapToObj(i -> new Finding("door-" + i, "what " + i, "shut", outcomes[i], "it", "")).toList()));
    }
}
