package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.blocklists.fetch.Round;
import org.schoolgate.blocklists.fetch.Sources;
import org.schoolgate.proxy.log.Meters;
import org.schoolgate.review.SystemStatus;

/// What the System page and the meters tell of sources.
class ListSourcesTest {

    @TempDir
    private Path data;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T08:00:00Z"));
    private Snapshots snapshots;
    private Sources sources;
    private ListSources told;

    @BeforeEach
    void aSource() throws Exception {
        Read<Configuration> read = ConfigurationReader.builtIn();
        Configuration configuration = ((Read.Good<Configuration>) read).value();
        snapshots = Snapshots.start(configuration, data, () -> read, now::get);
        sources = new Sources(snapshots.current().listLibrary());
        told = new ListSources(snapshots::current, now::get);
        Path list = Files.writeString(data.resolve("ads"), "a.example\nb.example\n");
        sources.put("ads", java.util.Map.of("from", list.toString(), "category", "advertising"));
    }

    @Test
    void theSystemPageSaysHowEachSourceIs() throws Exception {
        assertThat(told.get()).singleElement().returns("List ads", SystemStatus.Upkeep::name)
                .returns("Not fetched yet", SystemStatus.Upkeep::state).returns(true, SystemStatus.Upkeep::well);
        update();
        assertThat(told.get()).singleElement().returns("Fresh", SystemStatus.Upkeep::state)
                .returns(true, SystemStatus.Upkeep::well);
        now.set(now.get().plus(Duration.ofHours(49)));
        assertThat(told.get()).singleElement().returns("Old", SystemStatus.Upkeep::state)
                .returns(false, SystemStatus.Upkeep::well)
                .returns(
                        "It was last fetched 2 days ago. That is more than twice its period. What was in force before serves.",
                        SystemStatus.Upkeep::detail);
        Files.delete(data.resolve("ads"));
        update();
        assertThat(told.get()).singleElement().returns("Old", SystemStatus.Upkeep::state);
        assertThat(told.get().getFirst().detail()).contains("It went wrong: there is no file ");
        Files.writeString(data.resolve("lists/ads/source"), "schoolgate-source 1\nform /srv\n");
        assertThat(told.get().getFirst().detail()).contains("lists/ads/source:2: there is no key 'form'");
    }

    @Test
    void theMetersCountOnByThemselves() throws Exception {
        PrometheusMeterRegistry registry = Meters.registry();
        SourceMeters meters = new SourceMeters(registry, now::get);
        meters.show(sources.all(), snapshots.current().listLibrary().status());
        assertThat(registry.scrape()).contains("schoolgate_list_failures{list=\"ads\"} 0.0",
                "schoolgate_list_old{list=\"ads\"} 0.0").doesNotContain("schoolgate_list_age_seconds{", "ut1");
        update();
        meters.show(sources.all(), snapshots.current().listLibrary().status());
        now.set(now.get().plus(Duration.ofHours(49)));
        assertThat(registry.scrape()).contains("schoolgate_list_entries{list=\"ads\"} 2.0",
                "schoolgate_list_age_seconds{list=\"ads\"} 176400.0", "schoolgate_list_old{list=\"ads\"} 1.0",
                "schoolgate_list_build_seconds{list=\"ads\"}", "schoolgate_list_fetch_seconds{list=\"ads\"}");
    }

    private void update() throws Exception {
        new Round(now::get, new SplittableRandom(1)).now(sources, source -> source.name().equals("ads"),
                (name, step, done, total) -> {}, outcome -> {});
    }
}
