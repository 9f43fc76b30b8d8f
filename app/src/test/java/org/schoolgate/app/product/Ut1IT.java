package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real UT1 archive in the running product, where it lies beside the checkout.
class Ut1IT {

    private static final Path ARCHIVE = Path.of(System.getProperty("schoolgate.root", "."))
            .resolve("../shared/lists/ut1/blacklists.tar.gz").normalize();

    @TempDir
    Path folder;

    @Test
    void theWholeArchiveIsImportedAndInForceInARunningGateway() throws Exception {
        Assumptions.assumeTrue(Files.exists(ARCHIVE), "the UT1 archive is not beside this checkout; nothing to import");
        try (Product product = Product.start(folder)) {
            Curl.Result imported = Product.command("lists", "import", ARCHIVE.toString(), "--json", "--data",
                    folder.toString());
            assertThat(imported.exit()).as(imported.text()).isZero();
            JsonNode report = JsonMapper.shared().readTree(imported.text());
            assertThat(report.get("names").asLong()).isEqualTo(368_905);
            assertThat(report.get("unmapped")).isEmpty();
            org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(product.output()).contains("In force: policy"));
            Curl.Result closed = Curl.run("-x", "http://" + product.proxy(), "-D", "-", "http://www.skyrock.com/");
            assertThat(closed.text()).startsWith("HTTP/1.1 403");
        }
    }
}
