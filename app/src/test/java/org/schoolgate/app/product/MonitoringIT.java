package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/// The notice on monitoring on the running product: once for each person and each version, and in the register.
class MonitoringIT {

    @TempDir
    Path folder;

    private void policy(String version) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("etc")).resolve("policy.yaml"),
                """
                    school: {name: Marlbeck Primary School}
                    groups: [{name: staff, title: Staff, accounts: [okafor, rao]}]
                    strangers: {otherwise: allow}
                    rules:
                      - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
                    monitoring-notice: {version: %s, words: ["The school monitors the use of its network & more."]}
                    """.formatted(
                        version));
    }

    @Test
    void eachPersonIsShownEachVersionOnceBeforeAnythingIsJudged() throws Exception {
        policy("Autumn");
        Files.writeString(folder.resolve("etc/schoolgate.yaml"),
                "identity: {password: {networks: [127.0.0.0/8], realm: Marlbeck}}\n");
        for (String name : List.of("okafor", "rao")) {
            Product.commandTold("a password of " + name + "\n", "accounts", "add", name, "--data", data());
        }
        try (Origin site = new Origin()) {
            String page = "http://127.0.0.1:" + site.port() + "/page";
            try (Product product = run()) {
                int before = site.requests();
                assertThat(get(product, "okafor", page, "-H", "Accept: image/*")).as("a picture").startsWith("200");
                assertThat(get(product, "okafor", page, "-X", "POST", "-H", "Accept: text/html")).startsWith("200");
                assertThat(site.requests()).isEqualTo(before + 2);
                assertThat(get(product, "okafor", page, "-H", "Accept: text/html")).startsWith("403")
                        .contains("Use of the internet is monitored here", "the use of its network &amp; more.",
                                "version Autumn");
                assertThat(site.requests()).as("what reached the site").isEqualTo(before + 2);
                assertThat(get(product, "okafor", page, "-H", "Accept: text/html")).startsWith("200");
                assertThat(get(product, "rao", page, "-H", "Accept: text/html")).startsWith("403");
            }
            policy("Spring");
            try (Product product = run()) {
                assertThat(get(product, "rao", page, "-H", "Accept: text/html")).as("another version")
                        .startsWith("403").contains("version Spring");
                ChromeDriver head = Browser.start("", folder.resolve("head"));
                try {
                    Browser.signInForTheFirstTime(head, product, _ -> {});
                    head.get(product.site() + "/registers/notice");
                    assertThat(head.findElement(By.tagName("main")).getText()).contains("Version Spring",
                            "One person who is known", "rao", "Autumn: 2", "Spring: 1").doesNotContain("okafor");
                } finally {
                    head.quit();
                }
            }
            policy("Autumn");
            try (Product product = run()) {
                assertThat(get(product, "okafor", page, "-H", "Accept: text/html")).as("after a new start")
                        .startsWith("200");
                assertThat(product.output()).doesNotContain("okafor", "LEAK:", "ERROR");
            }
        }
        assertThat(Files.readString(folder.resolve("var/log/access.log"))).doesNotContain("okafor");
    }

    @Test
    void onADeviceTheNoticeLeadsToThePageByKeyboardAlone() throws Exception {
        try (Origin site = new Origin(); NameServer names = new NameServer()) {
            Product.configuration(folder.resolve("etc"), names);
            policy("Autumn");
            try (Product product = run()) {
                ChromeDriver device = Browser.start(product.proxy(), folder.resolve("device"));
                try {
                    String page = "http://www.open.test:" + site.port() + "/some/page?x=1";
                    device.get(page);
                    assertThat(device.findElement(By.tagName("h1")).getText())
                            .isEqualTo("Use of the internet is monitored here");
                    for (int width : List.of(1280, 360)) {
                        device.manage().window().setSize(new Dimension(width, 900));
                        assertThat(new AxeBuilder().analyze(device).getViolations()).extracting(Rule::getId).isEmpty();
                    }
                    new Actions(device).sendKeys(Keys.TAB).perform();
                    while (!device.switchTo().activeElement().getText().equals("Go on to the page")) {
                        assertThat(device.switchTo().activeElement().getTagName()).isNotEqualTo("body");
                        new Actions(device).sendKeys(Keys.TAB).perform();
                    }
                    new Actions(device).sendKeys(Keys.ENTER).perform();
                    assertThat(device.findElement(By.id("hello")).getText()).isEqualTo("Hello from the origin.");
                    assertThat(device.getCurrentUrl()).isEqualTo(page);
                    device.get(page.replace("some", "other"));
                    assertThat(device.findElement(By.id("hello")).getText()).isEqualTo("Hello from the origin.");
                } finally {
                    device.quit();
                }
            }
        }
    }

    private String data() {
        return folder.resolve("var").toString();
    }

    private Product run() throws Exception {
        return Product.start(folder.resolve("var"), "--config", folder.resolve("etc").toString(),
                "--allow-destination", "127.0.0.0/8");
    }

    /// The status and the body.
    private static String get(Product product, String person, String url, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-w", "\n%{http_code}", "-x", "http://" + product.proxy(),
                "--proxy-user", person + ":a password of " + person));
        arguments.addAll(List.of(more));
        arguments.add(url);
        String said = Curl.run(arguments.toArray(new String[0])).text();
        int last = said.lastIndexOf('\n');
        return said.substring(last + 1) + "\n" + said.substring(0, last);
    }
}
