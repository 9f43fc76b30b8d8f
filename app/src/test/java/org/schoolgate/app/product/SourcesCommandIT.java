package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sources of lists from the command line, and in a running gateway.
class SourcesCommandIT {

    @TempDir
    Path folder;
    private HttpServer publisher;
    private volatile String list = "fetched.test\n";

    @BeforeEach
    void aPublisher() throws Exception {
        publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.createContext("/list.txt", exchange -> {
            byte[] body = list.getBytes(StandardCharsets.UTF_8);
            String tag = "\"" + list.hashCode() + "\"";
            exchange.getResponseHeaders().add("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
            exchange.close();
        });
        publisher.start();
    }

    @AfterEach
    void isGone() {
        publisher.stop(0);
    }

    @Test
    void aRunningGatewayFetchesWhatIsAddedAndClosesWhatItNames() throws Exception {
        Path data = folder.resolve("var");
        try (Origin origin = new Origin();
                NameServer names = new NameServer();
                Product product = Product.start(data, "--config",
                        Product.configuration(folder.resolve("etc"), names).toString(), "--allow-destination",
                        "127.0.0.0/8")) {
            String page = "http://www.fetched.test:" + origin.port() + "/page";
            assertThat(status(product, page)).isEqualTo("200");
            assertThat(lists(data, "sources", "add", "social", "--from", address() + "?member=12345", "--category",
                    "pornography", "--set", "inside=127.0.0.0/8", "--set", "licence=for tests").text())
                    .contains("social is on: it is fetched from " + address() + "?… every 1 day", "Licence: for tests")
                    .doesNotContain("12345");
            await().atMost(Duration.ofSeconds(40)).until(() -> status(product, page).equals("403"));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                    Curl.run(product.health() + "/metrics").text())
                    .contains("schoolgate_list_entries{list=\"social\"} 1.0",
                            "schoolgate_list_failures{list=\"social\"} 0.0", "schoolgate_list_old{list=\"social\"} 0.0",
                            "schoolgate_list_age_seconds{list=\"social\"}",
                            "schoolgate_list_fetch_seconds{list=\"social\"}",
                            "schoolgate_list_build_seconds{list=\"social\"}"));
            assertThat(Files.readString(data.resolve("log/lists-update.log"))).contains("social: version")
                    .doesNotContain("12345");
            assertThat(product.output()).contains("Lists were updated").doesNotContain("12345");
            assertThat(lists(data, "status").text()).contains("social",
                    "source is fresh. It was last fetched 0 minutes ago.");
        }
    }

    @Test
    void whoeverUpdatesByHandIsToldWhatCameOfIt() throws Exception {
        Path data = folder.resolve("var");
        assertThat(lists(data, "update").text()).contains("no source is on; switch one on");
        assertThat(lists(data, "sources", "add", "social", "--from", address(), "--category", "games", "--set",
                "inside=127.0.0.0/8").exit()).isZero();
        Curl.Result first = lists(data, "update");
        assertThat(first.exit()).isZero();
        assertThat(first.text()).contains("social: Fetching …", "social: Making the index …",
                "is in force, 1 entries listed");
        assertThat(lists(data, "update", "social").text())
                .contains("social: what is in force is what its publisher has.");
        list = "a.test\n".repeat(3) + "?? ??\n".repeat(100);
        Curl.Result refused = lists(data, "update", "--json");
        assertThat(refused.exit()).isEqualTo(1);
        JsonNode told = JsonMapper.shared().readTree(refused.text()).get("sources").get(0);
        assertThat(told.get("outcome").asString()).isEqualTo("failed");
        assertThat(told.get("wrong").asString()).startsWith("it was refused: ");
        JsonNode source = JsonMapper.shared().readTree(lists(data, "sources", "show", "social", "--json").text());
        assertThat(source.get("state").asString()).isEqualTo("failing");
        assertThat(source.get("failures").asInt()).isEqualTo(1);
        assertThat(lists(data, "sources").text()).contains("ut1", "https://dsi.ut-capitole.fr/", "not set up",
                "its publisher tells members", "It went wrong: it was refused");
        assertThat(lists(data, "sources", "off", "social").text()).contains("social is off");
        assertThat(lists(data, "sources", "remove", "social").text()).contains("There is no source social any more");
        assertThat(lists(data, "status", "--json").text()).contains("\"social\"");
        assertThat(lists(data, "sources", "show", "social").exit()).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsNamedAndUt1IsSwitchedOnWithItsLicence() throws Exception {
        Path data = folder.resolve("var");
        assertThat(lists(data, "sources", "add", "x", "--from", "ftp://x/", "--set", "evry=1 day").text())
                .contains("'from' cannot be 'ftp://x/'", "there is no key 'evry'; did you mean 'every'?");
        assertThat(Files.exists(data.resolve("lists/x"))).isFalse();
        assertThat(lists(data, "sources", "on", "illegal").text()).contains("its publisher tells members",
                "lists sources add illegal --from ADDRESS");
        assertThat(lists(data, "sources", "on", "ut1").text()).contains("ut1 is on", "CC BY-SA 4.0",
                "Université Toulouse Capitole");
        assertThat(data.resolve("lists/ut1/source")).content().contains("on yes", "# UT1: the lists");
    }

    private String address() {
        return "http://127.0.0.1:" + publisher.getAddress().getPort() + "/list.txt";
    }

    private static Curl.Result lists(Path data, String... what) throws Exception {
        return Product.command(Stream.of(Stream.of("lists"), Stream.of(what), Stream.of("--data", data.toString()))
                .flatMap(each -> each).toArray(String[]::new));
    }

    private static String status(Product product, String page) throws Exception {
        return Curl.run("-x", "http://" + product.proxy(), "-o", "/dev/null", "-w", "%{http_code}", page).text();
    }
}
