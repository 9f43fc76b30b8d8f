package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;

/// People sign in on the gateway's own page with an account of the school's provider: a device that is nobody's yet, a provider that
/// is open to strangers, and nothing else that is.
class PageAccountIT {

    private static final String PAGE = "https://schoolgate.internal/sign-in";
    private static final Pattern WAY = Pattern.compile("href=\"(/sign-in/school\\?token=[0-9a-f]+)\"");
    private static final String POLICY = """
        school: {name: Marlbeck Primary School}
        groups:
          - {name: staff, title: Staff, accounts: [rao]}
        strangers: {otherwise: block}
        rules:
          - {name: locks, title: Closed to everyone, tier: locked-block, categories: [illegal, extremism, pornography],
             verdict: block}
          - {name: sign-in, title: The provider's sign-in, tier: exception, sites: [127.0.0.1], verdict: allow}
          - {name: staff-sites, title: For staff, tier: exception, sites: [staff.test], groups: [staff], verdict: allow}
        """;

    @TempDir
    private Path folder;
    private TestProvider provider;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider();
        as(claims -> claims.claim("preferred_username", "Rao@school.example"));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private void as(UnaryOperator<JWTClaimsSet.Builder> claims) {
        provider.claims = claims;
    }

    /// @param more about the provider
    private Product product(String more) throws Exception {
        Path config = Files.createDirectories(folder.resolve("etc"));
        Files.writeString(config.resolve("policy.yaml"), POLICY);
        Files.writeString(config.resolve("provider.secret"), TestProvider.SECRET + "\n");
        Files.writeString(config.resolve("schoolgate.yaml"),
                """
                    proxy: {connect-ports: [443]}
                    identity:
                      domains: [school.example]
                      page: true
                      school-account: {called: Our Accounts, issuer: "%s", client-id: schoolgate, secret-file: provider.secret%s}
                    """.formatted(
                        provider.issuer(), more));
        return Product.start(folder.resolve("data"), "--config", config.toString(), "--allow-destination",
                "127.0.0.0/8");
    }

    private String curl(Product product, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-k", "-x", "http://" + product.proxy()));
        all.addAll(List.of(arguments));
        return Curl.run(all.toArray(String[]::new)).text();
    }

    private String wayOut(Product product) throws Exception {
        Matcher way = WAY.matcher(curl(product, PAGE));
        assertThat(way.find()).isTrue();
        return "https://schoolgate.internal" + way.group(1);
    }

    /// The page that somebody is left with who goes to the provider and back in one browser.
    private String through(Product product) throws Exception {
        String jar = folder.resolve("jar").toString();
        Files.deleteIfExists(Path.of(jar));
        return curl(product, "-L", "-c", jar, "-b", jar, wayOut(product));
    }

    private String status(Product product, String url) throws Exception {
        return curl(product, "-o", "/dev/null", "-w", "%{http_code}", url);
    }

    @Test
    void whoHasAnAccountOfTheSchoolsIsKnownByItAndNoLogKnowsTheName() throws Exception {
        try (Product product = product("")) {
            assertThat(status(product, "http://staff.test/")).as("nobody is known").isEqualTo("403");
            assertThat(through(product)).contains("rao", "is signed in on this device");
            assertThat(status(product, "http://staff.test/")).as("it opens, and there is no such site")
                    .isNotEqualTo("403");
            String metrics = Curl.run(product.health() + "/metrics").text();
            assertThat(metrics).contains("schoolgate_identity_requests_total{certainty=\"3\",source=\"page\"}");
            assertThat(metrics + product.output() + Files.readString(folder.resolve("data/log/access.log")))
                    .doesNotContain("rao", "Rao", "code-", "&state=");
        }
    }

    @Test
    void nobodyElsesAccountAndNoOtherBrowserLetsAnyoneIn() throws Exception {
        try (Product product = product("")) {
            as(claims -> claims.claim("preferred_username", "rao@elsewhere.example"));
            assertThat(through(product)).contains("That is no account of the school’s").doesNotContain("is signed in");
            as(claims -> claims.claim("email", "rao@school.example").claim("email_verified", true));
            assertThat(through(product)).as("that is not what they sign in with").contains("That is no account");
            as(claims -> claims.claim("preferred_username", "rao@school.example").claim("nonce", "another"));
            assertThat(through(product)).contains("That is no account");
            as(claims -> claims.claim("preferred_username", "rao@school.example").issuer("https://elsewhere.example"));
            assertThat(through(product)).contains("That is no account");
            as(claims -> claims.claim("preferred_username", "rao@school.example"));
            provider.forged = true;
            assertThat(through(product)).contains("That is no account");
            provider.forged = false;

            String jar = folder.resolve("jar").toString();
            String there = curl(product, "-c", jar, "-o", "/dev/null", "-w", "%{redirect_url}", wayOut(product));
            assertThat(there).startsWith(provider.issuer()).contains("code_challenge_method=S256", "nonce=");
            String back = curl(product, "-o", "/dev/null", "-w", "%{redirect_url}", there);
            assertThat(back).startsWith("https://schoolgate.internal/sign-in/school/back?code=");
            assertThat(curl(product, back)).as("without the cookie").contains("did not come to its end");
            assertThat(curl(product, "-b", "__Host-visit=" + "0".repeat(32), back)).contains("That is no account");
            assertThat(curl(product, "-b", jar, back)).as("it was used by now").contains("That is no account");
            there = curl(product, "-c", jar, "-o", "/dev/null", "-w", "%{redirect_url}", wayOut(product));
            back = curl(product, "-o", "/dev/null", "-w", "%{redirect_url}", there);
            assertThat(curl(product, "--interface", "127.0.0.2", "-b", jar, back)).as("from another address")
                    .contains("That is no account");
            assertThat(status(product, "https://schoolgate.internal/sign-in/school?token=1")).as("from elsewhere")
                    .isEqualTo("303");
            assertThat(curl(product, "-o", "/dev/null", "-w", "%{redirect_url}",
                    "https://schoolgate.internal/sign-in/school?token=1")).isEqualTo(PAGE);
            assertThat(curl(product, PAGE)).doesNotContain("is signed in");
            provider.close();
            assertThat(through(product)).contains("does not answer");
        }
    }

    @Test
    void withAProviderThatAnybodyUsesOnlyTheSchoolsOwnDomainCounts() throws Exception {
        try (Product product = product(", hosted-domain: school.example")) {
            as(claims -> claims.claim("email", "rao@school.example").claim("email_verified", true));
            assertThat(through(product)).as("a private account").contains("That is no account");
            as(claims -> claims.claim("email", "rao@school.example").claim("email_verified", true)
                    .claim("hd", "elsewhere.example"));
            assertThat(through(product)).contains("That is no account");
            as(claims -> claims.claim("email", "rao@school.example").claim("email_verified", false)
                    .claim("hd", "school.example"));
            assertThat(through(product)).contains("That is no account");
            as(claims -> claims.claim("email", "rao@school.example").claim("email_verified", true)
                    .claim("hd", "school.example"));
            assertThat(through(product)).contains("rao", "is signed in on this device");
        }
    }

    @Test
    void withTheKeyboardAloneInARealBrowser() throws Exception {
        try (Product product = product("")) {
            String given = Files.readString(folder.resolve("data/ca/in-force.pem"));
            ChromeDriver device = Browser.trusting(
                    given.substring(given.indexOf("-----BEGIN CERTIFICATE"), given.indexOf("-----END CERTIFICATE"))
                            + "-----END CERTIFICATE-----\n",
                    product.proxy(), folder.resolve("device"));
            try {
                device.manage().window().setSize(new Dimension(500, 800));
                device.get(PAGE);
                assertThat(new AxeBuilder().analyze(device).getViolations()).extracting(Rule::getId).isEmpty();
                for (int i = 0; i < 5
                        && !device.switchTo().activeElement().getText().equals("Sign in with Our Accounts"); i++) {
                    device.switchTo().activeElement().sendKeys(Keys.TAB);
                }
                assertThat(device.switchTo().activeElement().getText()).isEqualTo("Sign in with Our Accounts");
                device.switchTo().activeElement().sendKeys(Keys.ENTER);
                Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(
                        device.findElement(By.tagName("h1")).getText()).isEqualTo("You are signed in"));
                assertThat(device.getCurrentUrl()).isEqualTo(PAGE);
                assertThat(device.getPageSource()).contains("rao");
                assertThat(new AxeBuilder().analyze(device).getViolations()).extracting(Rule::getId).isEmpty();
            } finally {
                device.quit();
            }
        }
    }
}
