package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// The review site encrypts by itself, with a certificate that the school's devices trust already.
class EncryptedSiteIT {

    private static final String NAME = "gate.school.example";

    @TempDir
    private Path folder;

    @Test
    void whatReadersSeeIsEncrypted() throws Exception {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Files.copy(Path.of(System.getProperty("schoolgate.root")).resolve("deploy/example/policy.yaml"),
                etc.resolve("policy.yaml"));
        Files.writeString(etc.resolve("schoolgate.yaml"), "web: {encryption: own, host-names: [" + NAME + "]}\n");
        try (Product product = Product.start(folder.resolve("var"), "--config", etc.toString())) {
            assertThat(product.site()).startsWith("https://127.0.0.1:");
            int port = URI.create(product.site()).getPort();
            String root = folder.resolve("school-certificate.pem").toString();
            Curl.run("-o", root, "http://" + product.proxy() + "/school-certificate.pem");
            String there = NAME + ":" + port;
            String[] resolved = {"--resolve", there + ":127.0.0.1", "--cacert", root};

            String page = Curl.run(with(resolved, "-D", "-", "https://" + there + "/sign-in")).text();
            assertThat(page).contains("HTTP/1.1 200", "Strict-Transport-Security: max-age=31536000", "Secure",
                    "Set-Cookie: __Host-", "Sign in");
            for (String name : new String[]{"127.0.0.1", "localhost"}) {
                assertThat(Curl.run("--cacert", root, "https://" + name + ":" + port + "/sign-in").text())
                        .contains("Sign in");
            }
            assertThat(Curl.run("https://127.0.0.1:" + port + "/").exit()).as("unknown to who has not the root")
                    .isEqualTo(60);
            assertThat(Curl.run(with(resolved, "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0",
                    "https://" + there + "/sign-in")).exit()).as("TLS 1.1").isEqualTo(35);
            assertThat(Curl.run(with(resolved, "--tls-max", "1.2", "-o", "/dev/null", "-w", "%{http_code}",
                    "https://" + there + "/sign-in")).text()).isEqualTo("200");
            signInByBrowser(product, Files.readString(Path.of(root)));
            assertThat(Curl.run(with(resolved, "-D", "-", "http://" + there + "/incidents/7")).text())
                    .contains("HTTP/1.1 307", "Location: https://" + there + "/")
                    .doesNotContain("Sign in", "Set-Cookie");
            assertThat(Curl.run(with(resolved, "-D", "-", "-d", "name=head", "http://" + there + "/sign-in")).text())
                    .contains("HTTP/1.1 403", "reached by https").doesNotContain("Set-Cookie");
            assertThat(Curl.run("-D", "-", "-H", "Host: another.example", "http://127.0.0.1:" + port + "/").text())
                    .contains("HTTP/1.1 421").doesNotContain("Location");
        }
    }

    private void signInByBrowser(Product product, String root) throws Exception {
        ChromeDriver browser = Browser.trusting(root, "", folder.resolve("browser"));
        try {
            browser.get(product.site() + "/");
            browser.findElement(By.name("name")).sendKeys("head");
            browser.findElement(By.name("password")).sendKeys(product.firstPassword(), Keys.ENTER);
            new WebDriverWait(browser, Duration.ofSeconds(15)).until(ExpectedConditions.urlToBe(product.site()
                    + "/password"));
            assertThat(browser.manage().getCookies()).isNotEmpty()
                    .allSatisfy(cookie -> assertThat(cookie.getName()).startsWith("__Host-"));
        } finally {
            browser.quit();
        }
    }

    private static String[] with(String[] first, String... more) {
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
