package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.mode.YouTube;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// Ways round the filter, as the product answers them before anything was imported: the example policy, the starter lists,
/// and the evasion cases by their numbers in the catalogue.
class SideDoorsTest {

    private static final Client PUPIL = client("10.20.1.1");
    private static final Client STAFF = client("10.30.1.1");
    private static final Instant EVENING = Instant.parse("2026-11-24T19:00:00Z");

    @TempDir
    private Path folder;

    private Snapshots snapshots;

    @BeforeEach
    void start() throws IOException {
        Configuration builtIn = ((Read.Good<Configuration>) ConfigurationReader.builtIn()).value();
        snapshots = Snapshots.start(builtIn, folder, ConfigurationReader::builtIn, () -> EVENING);
    }

    private static Client client(String address) {
        return Client.at(IpAddress.parse(address).orElseThrow());
    }

    private Decision ask(Client client, String text) {
        Target target = text.contains("://")
                ? Target.Page.parse(text).orElseThrow()
                : Target.Site.parse(text.contains(":") ? text : text + ":443").orElseThrow();
        return snapshots.get().decide(new Request(new TraceId(1), client, target, EVENING));
    }

    private void isClosedForEveryone(String site) {
        for (Client client : new Client[]{PUPIL, STAFF, client("192.0.2.1")}) {
            Decision decision = ask(client, site);
            assertThat(decision.verdict()).as(site).isEqualTo(Verdict.BLOCK);
            assertThat(decision.reason().rule()).as(site).isEqualTo("ways-round");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dns.google", "cloudflare-dns.com", "mozilla.cloudflare-dns.com", "dns.quad9.net",
                "doh.opendns.com",
                "dns.nextdns.io", "doh.dns.apple.com", "1.1.1.1", "8.8.8.8", "[2606:4700:4700::1111]:443"})
    void e38HiddenLookUpsAreClosedByName(String site) {
        isClosedForEveryone(site);
    }

    @ParameterizedTest
    @ValueSource(strings = {"use-application-dns.net", "mask.icloud.com", "mask-h2.icloud.com", "cloudflare-ech.com"})
    void e36TheNamesBehindWhichOthersAreHiddenAreClosed(String site) {
        isClosedForEveryone(site);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nordvpn.com", "www.protonvpn.com", "api.windscribe.com", "psiphon.ca", "ultrasurf.us",
                "www.torproject.org", "croxyproxy.com"})
    void e59TheNamesOfAnonymisersAreClosed(String site) {
        isClosedForEveryone(site);
    }

    @ParameterizedTest
    @CsvSource({"https://www-facebook-com.translate.goog/x, pupils-social-media",
        "www-facebook-com.translate.goog, pupils-social-media",
        "https://web.archive.org/web/2020/https://www.pornhub.com/, pornography",
        "http://p.test/browse.php?u=aHR0cHM6Ly90d2l0dGVyLmNvbS8, pupils-social-media",
        "https://www-facebook-com.cdn.ampproject.org/c/s/www.facebook.com/, pupils-social-media"})
    void e53ToE56WhatIsInsideAnAddressIsClosedAsItselfIs(String site, String rule) {
        assertThat(ask(PUPIL, site).reason().rule()).isEqualTo(rule);
        assertThat(ask(PUPIL, site).verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void e58EnginesWithoutASafeModeAreClosedWhereSafeSearchIsOn() {
        for (String site : new String[]{"www.startpage.com", "www.qwant.com", "lite.duckduckgo.com"}) {
            assertThat(ask(PUPIL, site).reason().rule()).as(site).isEqualTo("safe-search");
            assertThat(ask(PUPIL, site).recorded()).isFalse();
            assertThat(ask(STAFF, site).verdict()).as(site).isEqualTo(Verdict.ALLOW);
        }
        assertThat(ask(PUPIL, "duckduckgo.com").verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void e58EachGroupHasItsOwnModes() {
        HostName google = new HostName("www.google.com");
        assertThat(snapshots.get().modes(PUPIL).connectTo(google)).hasToString("forcesafesearch.google.com");
        assertThat(snapshots.get().modes(PUPIL).choice().youTube()).isEqualTo(YouTube.STRICT);
        assertThat(snapshots.get().modes(STAFF).connectTo(google)).isNull();
        assertThat(snapshots.get().modes(STAFF).choice().youTube()).isEqualTo(YouTube.MODERATE);
        assertThat(snapshots.get().modes(client("192.0.2.1")).choice().safeSearch()).isTrue();
        assertThat(snapshots.get().modes(STAFF).choice().lookUpsClosed()).isTrue();
    }
}
