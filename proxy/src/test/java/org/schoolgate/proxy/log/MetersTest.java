package org.schoolgate.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.Marlbeck;

class MetersTest {

    private final PrometheusMeterRegistry registry = Meters.registry();
    private final List<Object> passedOn = new ArrayList<>();
    private final Meters meters = new Meters(registry, () -> Marlbeck.CATEGORIES, new ExchangeLog() {
        @Override
        public void ended(Exchange exchange) {
            passedOn.add(exchange);
        }

        @Override
        public void connected(int open) {
            passedOn.add(open);
        }
    });

    @Test
    void exchangesAreCountedByVerdictGroupAndCategory() {
        meters.ended(Exchanges.carried(Marlbeck.AT));
        meters.ended(Exchanges.carried(Marlbeck.AT));
        meters.ended(Exchanges.blocked(Marlbeck.AT, Marlbeck.PUPILS, Marlbeck.NETWORKS));
        meters.ended(Exchanges.unreadable(Marlbeck.AT, "GET"));
        meters.connected(7);
        assertThat(registry.scrape()).contains(
                "schoolgate_exchanges_total{group=\"staff\",verdict=\"allow\"} 2.0",
                "schoolgate_exchanges_total{group=\"pupils\",verdict=\"block\"} 1.0",
                "schoolgate_exchanges_total{group=\"none\",verdict=\"none\"} 1.0",
                "schoolgate_categories_total{category=\"social-networks\",verdict=\"allow\"} 2.0",
                "schoolgate_categories_total{category=\"social-networks\",verdict=\"block\"} 1.0",
                "schoolgate_faults_total{fault=\"http_request_error\"} 1.0",
                "schoolgate_exchanges_incomplete_total 1.0",
                "schoolgate_client_received_bytes_total 752.0",
                "schoolgate_client_sent_bytes_total 13306.0",
                "schoolgate_client_connections 7.0",
                "schoolgate_exchange_time_seconds_count{verdict=\"allow\"} 2",
                "jvm_memory_used_bytes", "process_uptime_seconds", "jvm_threads_live_threads");
        assertThat(passedOn).hasSize(5).last().isEqualTo(7);
    }

    @Test
    void requestsAreCountedByWhatSaidWhoAsksAndHowSureThatIs() {
        Exchange carried = Exchanges.carried(Marlbeck.AT);
        Identity rao = new Identity.Known(Person.of("rao").orElseThrow(), Set.of("teachers"), Identity.Source.PASSWORD,
                Marlbeck.AT);
        for (Identity identity : List.of(rao, rao, new Identity.OneOf(3), Identity.UNKNOWN)) {
            meters.ended(
                    new Exchange(carried.at(), carried.took(), carried.trace(), carried.client().as(identity), "GET",
                            carried.target(), carried.decision(), 200, 1, 1, carried.upstream(), carried.contentType(),
                            carried.fault(), true));
        }
        meters.ended(Exchanges.unreadable(Marlbeck.AT, "GET"));
        assertThat(registry.scrape()).contains(
                "schoolgate_identity_requests_total{certainty=\"4\",source=\"password\"} 2.0",
                "schoolgate_identity_requests_total{certainty=\"2\",source=\"several\"} 1.0",
                "schoolgate_identity_requests_total{certainty=\"1\",source=\"none\"} 1.0")
                .doesNotContain("rao", "teachers");
    }

    @Test
    @DisplayName("W15 no meter names a site or an address")
    void noMeterNamesASiteOrAnAddress() {
        meters.ended(Exchanges.carried(Marlbeck.AT));
        meters.ended(Exchanges.blocked(Marlbeck.AT, Marlbeck.PUPILS, Marlbeck.ILLEGAL));
        assertThat(registry.scrape()).doesNotContain("facebook", "10.1.2.3", "192.0.2.80");
    }

    @Test
    void everyMeterOfTheListIsShownAndNoOther(@TempDir Path directory) throws IOException {
        try (AccessLog log = AccessLog.open(directory.resolve("access.log"), LogFormat.JSON, new Rotation(1 << 20, 2),
                ZoneId.of("UTC"), () -> Marlbeck.CATEGORIES, () -> Marlbeck.AT)) {
            Meters.watch(registry, log);
            for (Meter meter : List.of(Meter.AUTHORITY_LEFT, Meter.ROOTS_AGE, Meter.LEAVES_MINTED, Meter.LEAVES_KEPT,
                    Meter.REVOCATION_UNKNOWN, Meter.SITES_OLD, Meter.IDENTITY_WAITS, Meter.TICKETS_TAKEN,
                    Meter.TICKETS_REFUSED, Meter.TICKETS_AWAY, Meter.DIRECTORY_ASKED,
                    Meter.DIRECTORY_FAILED, Meter.DIRECTORY_AWAY, Meter.PRESENCES, Meter.PRESENCES_TURNED_AWAY,
                    Meter.RADIUS_TAKEN, Meter.RADIUS_DROPPED)) {
                Meters.watch(registry, meter, () -> 7);
            }
            for (Meter meter : List.of(Meter.LIST_AGE, Meter.LIST_OLD, Meter.LIST_ENTRIES, Meter.LIST_FAILURES,
                    Meter.LIST_FETCH, Meter.LIST_BUILD)) {
                Meters.watchEach(registry, meter).accept(Map.of("ut1", () -> 7));
            }
            meters.ended(Exchanges.leafRefused(Marlbeck.AT));
            meters.ended(Exchanges.carried(Marlbeck.AT));
            meters.ended(Exchanges.unreadable(Marlbeck.AT, "GET"));
            meters.ended(Exchanges.inShadow(Marlbeck.AT));
            List<String> shown = registry.scrape().lines().filter(line -> line.startsWith("# TYPE schoolgate_"))
                    .map(line -> line.split(" ")[2]).filter(name -> !name.endsWith("_max")).toList();
            List<String> listed = new ArrayList<>();
            for (Meter meter : Meter.values()) {
                listed.add(meter.exposedName());
            }
            assertThat(shown).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void ofEachListThatThereIsOneValueIsShownAndOfNoOther() {
        var ages = Meters.watchEach(registry, Meter.LIST_AGE);
        ages.accept(Map.of("ut1", () -> 7, "ads", () -> 8));
        assertThat(registry.scrape()).contains("schoolgate_list_age_seconds{list=\"ut1\"} 7.0",
                "schoolgate_list_age_seconds{list=\"ads\"} 8.0");
        ages.accept(Map.of("ut1", () -> 9));
        assertThat(registry.scrape()).contains("schoolgate_list_age_seconds{list=\"ut1\"} 9.0")
                .doesNotContain("list=\"ads\"");
    }

    @Test
    void whatIsWatchedIsCountedForAsLongAsTheRegistryIsThere() throws InterruptedException {
        AtomicLong minted = new AtomicLong();
        WeakReference<Object> unused = new WeakReference<>(new Object());
        Meters.watch(registry, Meter.LEAVES_MINTED, minted::get);
        while (unused.get() != null) {
            System.gc();
            Thread.sleep(10);
        }
        minted.set(3);
        assertThat(registry.scrape()).contains(Meter.LEAVES_MINTED.exposedName() + " 3.0");
    }

    @Test
    void thePageOfMetersIsUpToDate() throws IOException {
        Path page = Path.of(System.getProperty("schoolgate.root", ".."), "docs", "metrics.md");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, Meter.reference());
        }
        assertThat(page).as("stale: run the tests with -Dgolden=write").content().isEqualTo(Meter.reference());
    }
}
