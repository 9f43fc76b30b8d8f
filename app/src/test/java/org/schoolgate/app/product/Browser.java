package org.schoolgate.app.product;

import org.schoolgate.review.signin.Totp;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.By;
import java.time.Instant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// Headless Chromium as Debian ships it.
final class Browser {

    private Browser() {}

    /// One that believes every certificate.
    ///
    /// @param proxy `host:port` that all traffic goes through; empty for none
    static ChromeDriver start(String proxy, Path profile) {
        return start(proxy, profile, profile, List.of("--ignore-certificate-errors"));
    }

    /// One that believes what it was given (PEM), and whatever browsers believe.
    static ChromeDriver trusting(String pem, String proxy, Path profile) throws IOException, InterruptedException {
        Path home = Files.createDirectories(profile.resolveSibling(profile.getFileName() + "-home"));
        Path keys = Files.createDirectories(home.resolve(".pki/nssdb"));
        Path file = Files.writeString(home.resolve("given.pem"), pem);
        certutil("-d", "sql:" + keys, "-N", "--empty-password");
        certutil("-d", "sql:" + keys, "-A", "-t", "C,,", "-n", "given", "-i", file.toString());
        return start(proxy, profile, home, List.of());
    }

    private static void certutil(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("certutil"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
    }

    private static ChromeDriver start(String proxy, Path profile, Path home, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-dev-shm-usage",
                // A person types http:// too; without this the browser would try https first.
                "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,HttpsFirstModeV2",
                "--user-data-dir=" + profile, "--window-size=1280,1000"));
        arguments.addAll(more);
        if (!proxy.isEmpty()) {
            arguments.add("--proxy-server=http://" + proxy);
            arguments.add("--proxy-bypass-list=<-loopback>");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(arguments);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .usingAnyFreePort()
                .withEnvironment(Map.of("LANG", "en_GB.UTF-8", "HOME", home.toString()))
                .build();
        ChromeDriver browser = new ChromeDriver(service, options);
        // A click returns before the next page is there.
        browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(15));
        return browser;
    }

    /// Takes a picture of the page that is open.
    interface Pictures {
        void take(String name) throws IOException;
    }

    /// Signs in for the first time: with the one-time password, another one after it, and a phone.
    ///
    /// @param pictures is given a name where a page is worth a picture
    static void signInForTheFirstTime(ChromeDriver head, Product product, Pictures pictures)
            throws IOException {
        signInForTheFirstTime(head, product, product.firstName(), product.firstPassword(), pictures);
        head.findElement(By.id("find"));
    }

    /// The same of anybody who was given a one-time password.
    static void signInForTheFirstTime(ChromeDriver head, Product product, String name, String password,
            Pictures pictures) throws IOException {
        WebDriverWait soon = new WebDriverWait(head, Duration.ofSeconds(10));
        head.get(product.site() + "/");
        head.findElement(By.id("name")).sendKeys(name);
        head.findElement(By.id("password")).sendKeys(password);
        head.findElement(By.cssSelector("main button[type=submit]")).click();
        head.findElement(By.id("now")).sendKeys(password);
        head.findElement(By.id("new")).sendKeys("a quiet lantern over wet slates");
        head.findElement(By.id("again")).sendKeys("a quiet lantern over wet slates");
        head.findElement(By.cssSelector("main button[type=submit]")).click();
        Totp app = Totp.of(soon.until(ExpectedConditions.presenceOfElementLocated(By.id("secret"))).getText());
        pictures.take("phone");
        head.findElement(By.id("code")).sendKeys(app.code(Totp.step(Instant.now())));
        head.findElement(By.cssSelector("main button[type=submit]")).click();
        soon.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".codes li")));
        head.findElement(By.cssSelector(".btns a")).click();
        soon.until(ExpectedConditions.invisibilityOfElementLocated(By.cssSelector(".codes li")));
    }
}
