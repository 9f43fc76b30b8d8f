package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// Chromium on a device that was given the school's certificate, and on one that was not, against the running product.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InspectedBrowserIT {

    @TempDir
    static Path folder;

    private TlsOrigin site;
    private NameServer names;

    @BeforeAll
    void start() throws Exception {
        site = new TlsOrigin("www.open.test", "www.social.test");
        names = new NameServer();
    }

    @AfterAll
    void stop() throws IOException {
        names.close();
        site.close();
    }

    /// @param inspection what the policy says about encrypted connections
    private Product product(String name, String inspection) throws Exception {
        Path configuration = Product.configuration(folder.resolve(name + "/etc"), names, site.port());
        Path data = folder.resolve(name + "/var");
        Path policy = configuration.resolve("policy.yaml");
        Files.writeString(policy, Files.readString(policy).replace("[10.20.0.0/16]", "[10.20.0.0/16, 127.0.0.0/8]")
                + inspection);
        Path root = Files.writeString(configuration.resolve("root.pem"), site.root());
        Path settings = configuration.resolve("schoolgate.yaml");
        Files.writeString(settings, Files.readString(settings) + "tls: {more-roots: [" + root.getFileName() + "]}\n");
        Path list = Files.writeString(folder.resolve("local.txt"), "social.test\n");
        Product.command("lists", "import", list.toString(), "--name", "local", "--category", "social-networks",
                "--config", configuration.toString(), "--data", data.toString());
        return Product.start(data, "--config", configuration.toString(), "--allow-destination", "127.0.0.0/8");
    }

    @Test
    void aDeviceWithTheCertificateIsFilteredByTheWholeAddressAndIsToldWhy() throws Exception {
        try (Product product = product("inside", "  - {groups: [pupils], about: everything, look: inside}\n")) {
            String given = Files.readString(folder.resolve("inside/var/ca/in-force.pem"));
            ChromeDriver device = Browser.trusting(
                    given.substring(given.indexOf("-----BEGIN CERTIFICATE"), given.indexOf("-----END CERTIFICATE"))
                            + "-----END CERTIFICATE-----\n",
                    product.proxy(), folder.resolve("device"));
            try {
                device.get("https://www.open.test:" + site.port() + "/lesson?week=3");
                new WebDriverWait(device, Duration.ofSeconds(10))
                        .until(ExpectedConditions.textToBe(By.id("echo"), "echo: ping"));

                int asked = site.asked();
                device.get("https://www.social.test:" + site.port() + "/wall?who=me");
                assertThat(device.findElement(By.tagName("h1")).getText()).contains("not open");
                assertThat(device.getPageSource()).contains("www.social.test").doesNotContain("who=me");
                assertThat(site.asked()).isEqualTo(asked);
                assertThat(new AxeBuilder().analyze(device).getViolations()).extracting(Rule::getId).isEmpty();
                Files.write(Files.createDirectories(Path.of("target/pictures")).resolve("block-https.png"),
                        device.getScreenshotAs(OutputType.BYTES));
            } finally {
                device.quit();
            }
            String log = Files.readString(folder.resolve("inside/var/log/access.log"));
            assertThat(log).contains("https://www.open.test:" + site.port() + "/lesson")
                    .contains("https://www.social.test:" + site.port() + "/wall").doesNotContain("who=me");
            assertThat(product.output()).doesNotContain("LEAK:").doesNotContain("WARN");
        }
    }

    @Test
    void aDeviceWithoutTheCertificateIsFilteredByNameAndNothingElseIsBroken() throws Exception {
        try (Product product = product("name", "")) {
            ChromeDriver device = Browser.trusting(site.root(), product.proxy(), folder.resolve("other-device"));
            try {
                device.get("https://www.open.test:" + site.port() + "/");
                new WebDriverWait(device, Duration.ofSeconds(10))
                        .until(ExpectedConditions.textToBe(By.id("echo"), "echo: ping"));
                assertThatThrownBy(() -> device.get("https://www.social.test:" + site.port() + "/"))
                        .hasMessageContaining("ERR_TUNNEL_CONNECTION_FAILED");
            } finally {
                device.quit();
            }
        }
    }
}
