package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A record of a running gateway is decided once more after its list entry was taken out and the policy was changed; and the
/// Head, who had looked at it, is told that the list has been corrected.
class ReplayIT {

    private static final Pattern REFERENCE = Pattern.compile("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");

    @TempDir
    Path folder;

    @Test
    void aRecordIsDecidedAgainAsThenAndTheHeadIsToldThatItsListWasCorrected() throws Exception {
        Path data = folder.resolve("var");
        String reference;
        try (NameServer names = new NameServer()) {
            Path etc = Product.configuration(folder.resolve("etc"), names);
            String[] where = {"--config", etc.toString(), "--data", data.toString()};
            assertThat(command(where, "lists", "add", "edited.test/page", "--category", "pornography").exit()).isZero();
            try (Product product = Product.start(data, "--config", etc.toString())) {
                reference = blocked(product, "http://www.edited.test/page");
                assertThat(command(where, "evidence", "replay", reference).text()).contains(reference + "  the same");
                ChromeDriver head = Browser.start("", folder.resolve("head"));
                try {
                    String page = lookFirst(head, product, reference);
                    Path policy = etc.resolve("policy.yaml");
                    Files.writeString(policy,
                            Files.readString(policy).replace("name: pornography", "name: adult-sites"));
                    product.signal("HUP");
                    assertThat(command(where, "lists", "remove", "edited.test/page").exit()).isZero();
                    assertThat(Product.command(List.of("env", "SUDO_USER=somebody-else"),
                            Stream.concat(Stream.of("lists", "approve", "2"), Stream.of(where)).toArray(String[]::new))
                            .exit()).as("what is sensitive takes two").isZero();
                    await().atMost(Duration.ofSeconds(20)).until(() -> {
                        head.get(product.site() + "/");
                        return main(head).contains("One record that you have looked at rests on a list that has been"
                                + " corrected since");
                    });
                    assertNothingForAxe(head);
                    head.get(product.site() + "/flagged");
                    assertThat(main(head)).contains("List corrected since");
                    assertNothingForAxe(head);
                    head.get(page);
                    assertThat(main(head)).contains("The list has since been corrected.",
                            "www.edited.test is no longer listed under “Pornography”, since");
                    assertNothingForAxe(head);
                } finally {
                    head.quit();
                }
                Curl.Result again = command(where, "evidence", "replay", reference);
                assertThat(again.text()).contains(reference + "  the same", "1 the same, 0 different, 0 cannot");
                assertThat(again.exit()).isZero();
                assertThat(command(where, "evidence", "replay").exit()).isEqualTo(2);
                assertThat(command(where, "evidence", "replay", "AAAA-AAAA").exit()).isEqualTo(1);
            }
            change(data);
            Curl.Result refused = command(where, "evidence", "replay", "--all", "--json");
            assertThat(refused.exit()).isEqualTo(1);
            JsonNode json = JsonMapper.shared().readTree(refused.text());
            assertThat(json.get("impossible").asLong()).isEqualTo(1);
            assertThat(json.get("reasons").get(0).get("why").asString()).contains("SHA-256");
            assertThat(json.get("reasons").get(0).get("references").get(0).asString()).isEqualTo(reference);
        }
    }

    /// Signs in for the first time and looks at the record; gives its address.
    private static String lookFirst(ChromeDriver head, Product product, String reference) throws Exception {
        Browser.signInForTheFirstTime(head, product, name -> {});
        head.get(product.site() + "/flagged");
        await().atMost(Duration.ofSeconds(10)).until(() -> main(head).contains(reference));
        assertThat(main(head)).doesNotContain("orrected since");
        head.get(head.findElement(By.xpath("//tr[.//*[text()='" + reference + "']]//a")).getDomProperty("href"));
        assertThat(main(head)).contains(reference).doesNotContain("has since been corrected");
        return head.getCurrentUrl();
    }

    private static void assertNothingForAxe(ChromeDriver browser) {
        assertThat(new AxeBuilder().withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
                "best-practice")).analyze(browser).getViolations()).extracting(Rule::getId, Rule::getHelp).isEmpty();
    }

    private static String main(ChromeDriver browser) {
        return browser.findElement(By.tagName("main")).getText();
    }

    /// Puts another text in the place of the policy that is kept.
    private static void change(Path data) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("store/schoolgate.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE kept_text SET body = (SELECT MIN(body) FROM kept_text)"))
                    .isEqualTo(2);
        }
    }

    private static String blocked(Product product, String page) throws Exception {
        Matcher matcher = REFERENCE.matcher(Curl.run("-x", "http://" + product.proxy(), page).text());
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private static Curl.Result command(String[] where, String... what) throws Exception {
        return Product.command(Stream.concat(Stream.of(what), Stream.of(where)).toArray(String[]::new));
    }
}
