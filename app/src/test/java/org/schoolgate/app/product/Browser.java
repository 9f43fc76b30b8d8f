package org.schoolgate.app.product;

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

    /// @param proxy `host:port` that all traffic goes through; empty for none
    static ChromeDriver start(String proxy, Path profile) {
        List<String> arguments = new ArrayList<>(List.of("--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-dev-shm-usage", "--ignore-certificate-errors",
                // A person types http:// too; without this the browser would try https first.
                "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,HttpsFirstModeV2",
                "--user-data-dir=" + profile, "--window-size=1280,1000"));
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
                .withEnvironment(Map.of("LANG", "en_GB.UTF-8"))
                .build();
        ChromeDriver browser = new ChromeDriver(service, options);
        // A click returns before the next page is there.
        browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(15));
        return browser;
    }
}
