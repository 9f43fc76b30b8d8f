package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// curl through the running product, against origins on loopback.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficIT {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    static Path folder;

    private Origin origin;
    private NameServer names;
    private Product product;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        origin = new Origin();
        names = new NameServer();
        Path list = Files.writeString(folder.resolve("local.txt"), "social.test\nvideo.social.test\n");
        Path configuration = Product.configuration(folder.resolve("etc"), names);
        assertThat(Product.command("lists", "import", list.toString(), "--name", "local", "--category",
                "social-networks", "--config", configuration.toString(), "--data", folder.resolve("var").toString()))
                .extracting(Curl.Result::exit).isEqualTo(0);
        product = Product.start(folder.resolve("var"), "--config", configuration.toString(), "--allow-destination",
                "127.0.0.0/8");
    }

    @AfterAll
    void stop() throws IOException {
        product.close();
        assertThat(product.output()).as("what the leak detector says").doesNotContain("LEAK:");
        names.close();
        origin.close();
    }

    @Test
    void anAllowedPageArrivesByteForByte() throws Exception {
        Curl.Result through = curl(site("open.test", "/bytes/300000"));
        assertThat(through.exit()).isZero();
        assertThat(through.body()).isEqualTo(Origin.expected(300_000));
    }

    @Test
    void aBlockedPageIsAnsweredByTheGatewayAndTheSiteIsNeverAsked() throws Exception {
        int before = origin.requests();
        Curl.Result refused = curl("-D", "-", "-H", "Accept: text/html", "-A", "Mozilla/5.0",
                site("www.social.test", "/wall?who=me"));
        assertThat(refused.text()).startsWith("HTTP/1.1 403").containsIgnoringCase("cache-control: no-store")
                .contains("<!doctype html>").contains("www.social.test").doesNotContain("who=me");
        assertThat(origin.requests()).isEqualTo(before);
    }

    @Test
    void e55APageBehindAWebProxyIsClosedAsThePageItselfIs() throws Exception {
        int before = origin.requests();
        Curl.Result refused = curl("-D", "-", "-H", "Accept: text/html", "-A", "Mozilla/5.0",
                site("open.test", "/browse.php?u=aHR0cDovL3d3dy5zb2NpYWwudGVzdC8"));
        assertThat(refused.text()).startsWith("HTTP/1.1 403")
                .contains("the address inside this one is www.social.test").doesNotContain("It is listed under");
        assertThat(origin.requests()).isEqualTo(before);
    }

    @Test
    void e58GoogleIsReachedWhereItIsSafe() throws Exception {
        assertThat(curl(site("www.google.co.uk", "/bytes/1000")).body()).isEqualTo(Origin.expected(1_000));
    }

    @Test
    void aTunnelToABlockedNameIsRefusedBeforeItOpens() throws Exception {
        Curl.Result refused = curl("-D", "-", "https://www.social.test/");
        assertThat(refused.exit()).isEqualTo(56);
        assertThat(refused.text()).startsWith("HTTP/1.1 403");
    }

    @Test
    void bodiesOfEverySizeArriveWhole() throws Exception {
        for (int size : new int[]{0, MEGABYTE, 100 * MEGABYTE}) {
            byte[] body = new byte[size];
            Arrays.fill(body, (byte) 'x');
            Path file = Files.write(folder.resolve("body-" + size), body);
            Curl.Result answer = curl("-H", "Expect:", "--data-binary", "@" + file, site("open.test", "/digest"));
            assertThat(answer.text()).isEqualTo(
                    size + " " + HexFormat.of().formatHex(Origin.sha256().digest(body)));
            Files.delete(file);
        }
    }

    @Test
    void aLargeDownloadDoesNotGrowTheHeap() throws Exception {
        curl("-o", "/dev/null", site("open.test", "/bytes/" + 20L * MEGABYTE));
        double before = usedMemory();
        Curl.Result slow = curl("-o", "/dev/null", "-w", "%{size_download}",
                site("open.test", "/bytes/" + 100L * MEGABYTE));
        assertThat(slow.text()).isEqualTo(Long.toString(100L * MEGABYTE));
        assertThat(usedMemory() - before).as("growth of heap and direct memory in bytes").isLessThan(64.0 * MEGABYTE);
    }

    @Test
    void privateAddressesAreRefusedUnlessAllowed() throws Exception {
        assertThat(curl("-D", "-", "http://169.254.169.254/latest/meta-data").text()).startsWith("HTTP/1.1 403");
        assertThat(curl("-D", "-", "http://10.0.0.1/").text()).startsWith("HTTP/1.1 403");
    }

    @Test
    @DisplayName("W18 the review site cannot be reached through the proxy")
    void theReviewSiteCannotBeReachedThroughTheProxy() throws Exception {
        for (String path : List.of("/sign-in", "/sign-in/code", "/lost", "/passkey.js")) {
            assertThat(curl("-D", "-", product.site() + path).text()).startsWith("HTTP/1.1 403")
                    .doesNotContain("schoolgate-form");
        }
        assertThat(curl("-D", "-", "-p", product.site() + "/sign-in").text()).doesNotContain("schoolgate-form");
        assertThat(curl("-D", "-", product.health() + "/metrics").text()).startsWith("HTTP/1.1 403");
    }

    @Test
    void healthAndMetricsAnswer() throws Exception {
        assertThat(product.scrape("/-/healthy")).isNotEmpty();
        assertThat(product.scrape("/-/ready")).isNotEmpty();
        assertThat(product.scrape("/metrics")).contains("jvm_memory_used_bytes").contains("schoolgate_");
    }

    @Test
    void aReloadWithMistakesChangesNothingAndAGoodOneIsInForceAtOnce() throws Exception {
        Path policy = folder.resolve("etc/policy.yaml");
        String good = Files.readString(policy);
        Files.writeString(policy, good + "\nnonsense: 1\n");
        product.signal("HUP");
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(product.output()).contains("'nonsense'"));
        assertThat(curl(site("www.social.test", "/")).text()).doesNotContain("Hello from the origin");
        Files.writeString(policy, good);
        product.signal("HUP");
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(product.output()).contains("In force: policy"));
        assertThat(curl(site("open.test", "/")).text()).contains("Hello from the origin");
    }

    /// Heap and direct memory in use after a collection, in bytes, as the product's own meters say.
    private double usedMemory() throws IOException, InterruptedException {
        product.collectGarbage();
        Matcher lines = Pattern.compile("(?m)^jvm_memory_used_bytes\\{.*area=\"heap\".*} (\\S+)$|"
                + "^jvm_buffer_memory_used_bytes\\{.*} (\\S+)$").matcher(product.scrape("/metrics"));
        double sum = 0;
        while (lines.find()) {
            sum += Double.parseDouble(lines.group(1) != null ? lines.group(1) : lines.group(2));
        }
        return sum;
    }

    private String site(String host, String path) {
        return "http://" + host + ":" + origin.port() + path;
    }

    private Curl.Result curl(String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 2];
        all[0] = "-x";
        all[1] = "http://" + product.proxy();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Curl.Result result = Curl.run(all);
        assertThat(new String(result.body(), StandardCharsets.UTF_8)).as(result.errors()).isNotNull();
        return result;
    }
}
