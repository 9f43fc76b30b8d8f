package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices that refuse the gateway's certificate, as programs do that take none but their own, against the running product.
class PinnedIT {

    @TempDir
    private Path folder;

    @Test
    void onlySeveralDevicesMakeASuggestionAndOnlyThePolicyChangesAnything() throws Exception {
        try (TlsOrigin site = new TlsOrigin("www.open.test", "www.social.test"); NameServer names = new NameServer()) {
            Path etc = Product.configuration(folder.resolve("etc"), names, site.port());
            Path data = folder.resolve("var");
            Path policy = etc.resolve("policy.yaml");
            String good = Files.readString(policy).replace("[10.20.0.0/16]", "[10.20.0.0/16, 127.0.0.0/8]")
                    .replaceFirst("(?s)\ninspection:\n.*", "");
            String inspection = "inspection:\n  - {categories: [banking, health, unions, helplines], look: never}\n"
                    + "  - {groups: [pupils], about: everything, look: inside}\n";
            Files.writeString(policy, good + "\n" + inspection);
            Path root = Files.writeString(etc.resolve("root.pem"), site.root());
            Path settings = etc.resolve("schoolgate.yaml");
            Files.writeString(settings, Files.readString(settings) + "tls: {more-roots: [root.pem]}\n");
            Path list = Files.writeString(folder.resolve("local.txt"), "social.test\n");
            Product.command("lists", "import", list.toString(), "--name", "local", "--category", "social-networks",
                    "--config", etc.toString(), "--data", data.toString());
            try (Product product = Product.start(data, "--config", etc.toString(), "--allow-destination",
                    "127.0.0.0/8")) {
                String open = "https://www.open.test:" + site.port() + "/";
                for (int time = 0; time < 4; time++) {
                    assertThat(visit(product, 2, root, open).exit()).as("the device takes no leaf").isEqualTo(60);
                }
                assertThat(visit(product, 3, root, open).exit()).isEqualTo(60);
                for (int device = 2; device < 6; device++) {
                    visit(product, device, root, "https://www.social.test:" + site.port() + "/");
                }
                Path kept = data.resolve("pinned/refused.json");
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(kept));
                assertThat(pinned(data)).startsWith("No site's certificate was refused by 3 devices");
                assertThat(visit(product, 2, root, open).exit()).as("still looked into").isEqualTo(60);

                assertThat(visit(product, 4, root, open).exit()).isEqualTo(60);
                Awaitility.await().atMost(Duration.ofSeconds(30))
                        .until(() -> pinned(data).contains("www.open.test: refused by 3 devices of 'pupils'"));
                assertThat(pinned(data)).doesNotContain("social.test");
                assertThat(Files.readString(kept)).doesNotContain("127.0.0").doesNotContain("social.test");
                assertThat(visit(product, 2, root, open).exit()).as("a suggestion changes nothing").isEqualTo(60);
                assertThat(product.scrape("/metrics"))
                        .containsPattern("schoolgate_leaves_refused_total (\\d{2}|[6-9])");

                String lines = pinned(data).lines().filter(line -> line.startsWith("  ")).reduce("",
                        (one, other) -> one + other + "\n");
                assertThat(lines).contains("sites: [www.open.test]", "look: never");
                Files.writeString(policy, good + "\n" + inspection.replace("inspection:\n", "inspection:\n" + lines));
                product.signal("HUP");
                Awaitility.await().atMost(Duration.ofSeconds(30))
                        .until(() -> visit(product, 2, root, open).text().contains("Hello over TLS"));
            }
        }
    }

    /// A device that trusts the sites' root and not the school's.
    private static Curl.Result visit(Product product, int device, Path root, String url) throws Exception {
        return Curl.run("--interface", "127.0.0." + device, "--cacert", root.toString(), "-x",
                "http://" + product.proxy(), url);
    }

    private static String pinned(Path data) throws Exception {
        return Product.command("pinned", "--data", data.toString()).text();
    }
}
