package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/// What the Head of School enters in the browser is in force for devices within a second, and gone as soon. On a machine
/// that does much else at the same time three are given.
class RegistersIT {

    private static final Duration SOON = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private Origin origin;
    private TlsOrigin encrypted;
    private NameServer names;
    private Product product;
    private ChromeDriver head;

    @BeforeEach
    void start() throws Exception {
        origin = new Origin();
        encrypted = new TlsOrigin("www.social.test");
        names = new NameServer();
        Path configuration = Product.configuration(folder.resolve("etc"), names, encrypted.port());
        Files.writeString(configuration.resolve("policy.yaml"),
                """
                    school: {name: Marlbeck Primary School}
                    groups:
                      - {name: staff, title: Staff, accounts: [okafor, rao]}
                      - {name: pupils, title: Pupils, pupils: true, accounts: [lucy, ann]}
                    strangers: {otherwise: block}
                    rules:
                      - {name: locks, title: Closed to everyone, tier: locked-block, categories: [illegal, extremism, pornography],
                         verdict: block}
                      - {name: social, title: Social media is closed, tier: restriction, categories: [social-networks],
                         verdict: block}
                      - {name: harm, title: This is closed, tier: restriction, categories: [drugs], verdict: block}
                    """);
        Path settings = configuration.resolve("schoolgate.yaml");
        Files.writeString(settings, Files.readString(settings)
                + "identity: {password: {networks: [127.0.0.0/8], realm: Marlbeck}}\n");
        for (Map.Entry<String, String> list : Map.of("social-networks", "social.test\n", "drugs", "drugs.test\n",
                "extremism", "extreme.test\n").entrySet()) {
            Path file = Files.writeString(folder.resolve(list.getKey() + ".txt"), list.getValue());
            assertThat(Product.command("lists", "import", file.toString(), "--name", list.getKey(), "--category",
                    list.getKey(), "--config", configuration.toString(), "--data", data()).exit()).isZero();
        }
        for (String name : new String[]{"okafor", "rao", "lucy", "ann"}) {
            assertThat(Product.commandTold("a password of " + name + "\n", "accounts", "add", name, "--data", data())
                    .exit()).isZero();
        }
        product = run();
        head = Browser.start("", folder.resolve("head"));
        Browser.signInForTheFirstTime(head, product, _ -> {});
    }

    private String data() {
        return folder.resolve("var").toString();
    }

    private Product run() throws Exception {
        return Product.start(Path.of(data()), "--config", folder.resolve("etc").toString(), "--allow-destination",
                "127.0.0.0/8");
    }

    @AfterEach
    void stop() throws IOException {
        head.quit();
        product.close();
        names.close();
        encrypted.close();
        origin.close();
    }

    @Test
    void anOfficialPageOpensForItsEditorWithinASecondForNobodyElseAndForNobodyOnceItIsWithdrawn() throws Exception {
        String page = "http://www.social.test:" + origin.port() + "/marlbeck";
        String tunnel = "https://www.social.test:" + encrypted.port() + "/";
        assertThat(status("okafor", page)).isEqualTo("403");
        head.get(product.site() + "/registers/pages");
        type("address", "www.social.test/marlbeck");
        type("why", "News for parents");
        type("editors", "okafor");
        press("Authorise it");
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> status("okafor", page).equals("200"));
        assertThat(status("rao", page)).as("another adult").isEqualTo("403");
        assertThat(status("lucy", page)).as("a pupil").isEqualTo("403");
        assertThat(status("okafor", page.replace("marlbeck", "others"))).as("another page").isEqualTo("403");
        assertThat(status("okafor", page, "--data", "a=b")).as("who may only read").isEqualTo("403");
        assertThat(status("okafor", tunnel, "-k")).as("where only the name is seen").isEqualTo("200");
        assertThat(status("rao", tunnel, "-k")).isEqualTo("000");
        assertThat(explained("okafor", page)).contains("Opened. Official page P1 of the register", "official-page-1",
                "News for parents", "The matter must have been discussed, authorised and agreed");
        assertThat(explained("rao", page)).contains("Closed.", "official-page-1",
                "for other people, groups or devices");
        assertThat(head.findElement(By.tagName("main")).getText()).contains("P1: www.social.test/marlbeck",
                "Only the name is seen.");

        product.close();
        product = run();
        assertThat(status("okafor", page)).as("from the first request after a start on").isEqualTo("200");

        head.get(product.site() + "/registers/pages");
        if (!head.findElements(By.id("password")).isEmpty()) {
            throw new AssertionError("the session ended with the program");
        }
        head.findElement(By.xpath("//summary[contains(., 'Withdraw P1')]")).click();
        head.findElement(By.cssSelector(".rows input[name=why]")).sendKeys("It is closed");
        press("Withdraw it");
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> status("okafor", page).equals("403"));
        assertThat(status("okafor", tunnel, "-k")).isEqualTo("000");
        assertThat(head.findElement(By.tagName("main")).getText()).contains("Withdrawn. It opens nothing.");
        assertThat(product.output()).doesNotContain("okafor", "ERROR", "LEAK:");
        assertThat(Files.readString(folder.resolve("var/log/access.log"))).contains("official-page-1")
                .doesNotContain("okafor");
    }

    @Test
    void whatIsSensitiveIsLetThroughOnceTwoHaveSaidSoAndWhatIsLockedNever() throws Exception {
        String page = "http://www.drugs.test:" + origin.port() + "/talk";
        head.get(product.site() + "/registers/overrides");
        type("site", "extreme.test");
        type("people", "lucy");
        type("why", "A lesson");
        press("Let it through");
        assertThat(head.findElement(By.id("problem")).getText()).contains("never let through", "Closed to everyone");
        type("site", "drugs.test");
        press("Let it through");
        assertThat(head.findElement(By.tagName("main")).getText()).contains("Waits for a second person");
        assertThat(status("lucy", page)).isEqualTo("403");
        ChromeDriver governor = governor();
        try {
            governor.get(product.site() + "/registers/overrides");
            governor.findElement(By.xpath("//button[contains(., 'Agree, and let it through')]")).click();
            await().atMost(SOON).pollInterval(Duration.ofMillis(50))
                    .until(() -> status("lucy", page).equals("200"));
            assertThat(status("ann", page)).isEqualTo("403");
            assertThat(status("lucy", "http://www.extreme.test:" + origin.port() + "/")).isEqualTo("403");
            assertThat(explained("lucy", page)).contains("override-1", "A lesson");
            governor.findElement(By.xpath("//summary[contains(., 'Withdraw O1')]")).click();
            governor.findElement(By.cssSelector(".rows input[name=why]")).sendKeys("The lesson is over");
            governor.findElement(By.xpath("//button[contains(., 'Withdraw it')]")).click();
            await().atMost(SOON).pollInterval(Duration.ofMillis(50))
                    .until(() -> status("lucy", page).equals("403"));
        } finally {
            governor.quit();
        }
        assertThat(product.output()).doesNotContain("lucy", "ERROR", "LEAK:");
    }

    /// A governor whom the Head has made, in a browser of their own.
    private ChromeDriver governor() throws Exception {
        head.get(product.site() + "/people");
        type("displayName", "Mrs Pritchard");
        type("name", "gwen");
        head.findElement(By.cssSelector("input[value=GOVERNOR]")).click();
        head.findElement(By.cssSelector("form[action='/people'] button")).click();
        String password = head.findElement(By.className("given")).getText();
        ChromeDriver governor = Browser.start("", folder.resolve("governor"));
        Browser.signInForTheFirstTime(governor, product, "gwen", password, _ -> {});
        return governor;
    }

    private void type(String field, String words) {
        WebElement input = head.findElement(By.id(field));
        input.clear();
        input.sendKeys(words);
    }

    private void press(String button) {
        head.findElement(By.xpath("//main//button[contains(., '" + button + "')]")).click();
    }

    private String explained(String person, String page) throws Exception {
        return Product.command("explain", page, "--person", person, "--config", folder.resolve("etc").toString(),
                "--data", data()).text();
    }

    private String status(String person, String url, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}", "-x",
                "http://" + product.proxy(), "--proxy-user", person + ":a password of " + person));
        arguments.addAll(List.of(more));
        arguments.add(url);
        return Curl.run(arguments.toArray(new String[0])).text();
    }
}
