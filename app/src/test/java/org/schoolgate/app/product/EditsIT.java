package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Edits from the command line, in a running gateway.
class EditsIT {

    @TempDir
    Path folder;

    @Test
    void anEditClosesASiteInARunningGatewayAndItsOppositeOpensItAgain() throws Exception {
        Path data = folder.resolve("var");
        try (Origin origin = new Origin();
                NameServer names = new NameServer();
                Product product = Product.start(data, "--config",
                        Product.configuration(folder.resolve("etc"), names).toString(), "--allow-destination",
                        "127.0.0.0/8")) {
            String page = "http://www.edited.test:" + origin.port() + "/page";
            assertThat(status(product, page)).isEqualTo("200");
            String[] where = {"--config", folder.resolve("etc").toString(), "--data", data.toString()};
            assertThat(command(where, "lists", "add", "edited.test/page", "--category", "pornography").text())
                    .contains("edited.test/page is now in pornography");
            await().atMost(Duration.ofSeconds(20)).until(() -> status(product, page).equals("403"));
            assertThat(status(product, page.replace("/page", "/other"))).isEqualTo("200");
            JsonNode why = JsonMapper.shared().readTree(
                    command(where, "explain", "http://www.edited.test/page", "--json").text());
            assertThat(why.get("entry").get("list").asString()).isEqualTo("edits");
            assertThat(command(where, "lists", "remove", "edited.test/page", "--why", "a slip").text())
                    .contains("once a second person has approved it: lists approve 2");
            assertThat(command(where, "lists", "approve", "2").text()).contains("somebody else has to decide about it");
            assertThat(status(product, page)).isEqualTo("403");
            assertThat(Product.command(List.of("env", "SUDO_USER=somebody-else"), Stream.concat(Stream.of("lists",
                    "approve", "2"), Stream.of(where)).toArray(String[]::new)).text()).contains("Edit 2 is approved");
            await().atMost(Duration.ofSeconds(20)).until(() -> status(product, page).equals("200"));
            Curl.Result again = command(where, "lists", "remove", "edited.test/page");
            assertThat(again.exit()).isEqualTo(1);
            assertThat(again.text()).contains("no list names 'edited.test/page' itself");
        }
    }

    private static Curl.Result command(String[] where, String... what) throws Exception {
        return Product.command(Stream.concat(Stream.of(what), Stream.of(where)).toArray(String[]::new));
    }

    private static String status(Product product, String page) throws Exception {
        return Curl.run("-x", "http://" + product.proxy(), "-o", "/dev/null", "-w", "%{http_code}", page).text();
    }
}
