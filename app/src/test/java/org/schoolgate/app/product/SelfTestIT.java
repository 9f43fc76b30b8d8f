package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.selftest.Finding;
import org.schoolgate.app.selftest.Outcome;
import org.schoolgate.app.selftest.Report;
import org.schoolgate.app.selftest.Reports;

/// The leak self-test against the running product: as it is shipped, and made leaky on purpose.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfTestIT {

    @TempDir
    static Path folder;

    private Origin origin;
    private TlsOrigin site;
    private NameServer names;

    @BeforeAll
    void start() throws Exception {
        origin = new Origin();
        site = new TlsOrigin("www.open.test");
        names = new NameServer();
    }

    @AfterAll
    void stop() throws IOException {
        names.close();
        site.close();
        origin.close();
    }

    @Test
    void theGatewayAsItIsShippedHasNoLeak() throws Exception {
        Path data = folder.resolve("shipped/var");
        Path etc = Product.configuration(folder.resolve("shipped/etc"), names, site.port());
        try (Product product = Product.start(data, "--config", etc.toString(), "--allow-destination", "127.0.0.0/8")) {
            Curl.Result said = test(product, data);
            assertThat(said.exit()).as(said.text()).isZero();
            Map<String, Outcome> outcomes = outcomes(data);
            assertThat(outcomes).containsEntry("http-illegal", Outcome.SHUT).containsEntry("https-extremism",
                    Outcome.SHUT).containsEntry("https-doh", Outcome.SHUT).containsEntry("wrapped", Outcome.SHUT)
                    .containsEntry("doh-by-shape", Outcome.SHUT).containsEntry("fronting", Outcome.SHUT)
                    .containsEntry("port-22", Outcome.SHUT).containsEntry("port-853", Outcome.SHUT)
                    .containsEntry("no-name", Outcome.NOTE).containsEntry("hidden-name", Outcome.SHUT)
                    .containsEntry("tunnel-in-tunnel", Outcome.SHUT).containsEntry("ssh-in-tunnel", Outcome.SHUT)
                    .containsEntry("alt-svc", Outcome.SHUT).containsEntry("quic", Outcome.SHUT)
                    .containsEntry("inside-169.254.169.254", Outcome.SHUT).containsEntry("canary", Outcome.SHUT)
                    .containsEntry("relay", Outcome.SHUT).containsEntry("safe-search", Outcome.SHUT)
                    .containsEntry("dns-udp", Outcome.NOT_TRIED).containsEntry("dot", Outcome.NOT_TRIED);
            assertThat(said.text()).contains("No leak found");
            assertThat(product.output()).doesNotContain("LEAK:").doesNotContain("WARN");
        }
    }

    @Test
    void aGatewayThatWasMadeLeakyIsFoundOut() throws Exception {
        Path data = folder.resolve("leaky/var");
        Path etc = Product.configuration(folder.resolve("leaky/etc"), names, site.port(), 22);
        Path policy = etc.resolve("policy.yaml");
        Files.writeString(policy, Files.readString(policy).replace("[proxies, vpn, doh]", "[proxies, vpn]"));
        try (Product product = Product.start(data, "--config", etc.toString(), "--allow-destination", "127.0.0.0/8")) {
            Curl.Result said = test(product, data);
            assertThat(said.exit()).isEqualTo(1);
            assertThat(outcomes(data).entrySet().stream().filter(one -> one.getValue() == Outcome.LEAK)
                    .map(Map.Entry::getKey)).containsExactlyInAnyOrder("http-doh", "https-doh", "port-22");
            assertThat(said.text()).contains("3 leaks", "Take 22 out of proxy.connect-ports");
        }
    }

    @Test
    void whereNothingFiltersEverythingThatWasTriedIsALeak() throws Exception {
        Path data = folder.resolve("nothing");
        Curl.Result said = Product.command("selftest", "--proxy", "127.0.0.1:" + origin.port(), "--data",
                data.toString());
        assertThat(said.exit()).isEqualTo(1);
        assertThat(outcomes(data)).containsEntry("http-pornography", Outcome.LEAK)
                .containsEntry("http-illegal", Outcome.LEAK).containsEntry("fronting", Outcome.NOT_TRIED)
                .containsEntry("quic", Outcome.NOT_TRIED).containsEntry("alt-svc", Outcome.NOT_TRIED);
    }

    @Test
    void aReportThatWasMadeElsewhereIsKept() throws Exception {
        Path data = folder.resolve("elsewhere");
        Curl.Result made = Product.command("selftest", "--json", "--proxy", "127.0.0.1:1", "--data", data.toString());
        Path file = Files.write(folder.resolve("report.json"), made.body());
        Path here = folder.resolve("here");
        assertThat(Product.command("selftest", "--add", file.toString(), "--data", here.toString()).exit()).isZero();
        assertThat(new Reports(here).newest()).isEqualTo(new Reports(data).newest()).isPresent();
        assertThat(Product.command("selftest", "--add", folder.resolve("report.json.not").toString(), "--data",
                here.toString()).exit()).isEqualTo(1);
    }

    private Curl.Result test(Product product, Path data) throws Exception {
        return Product.command("selftest", "--proxy", product.proxy(), "--data", data.toString(), "--open-site",
                "www.open.test:" + site.port(), "--open-page", "http://open.test:" + origin.port() + "/", "--outside",
                "127.0.0.1", "--resolver", "127.0.0.1:" + names.port());
    }

    private static Map<String, Outcome> outcomes(Path data) throws IOException {
        Report report = new Reports(data).newest().orElseThrow();
        return report.findings().stream().collect(Collectors.toMap(Finding::door, Finding::outcome));
    }
}
