package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line, as a person uses it.
class CommandsIT {

    @TempDir
    Path folder;

    @Test
    void explainAnswersByRuleClauseAndEntry() throws Exception {
        Curl.Result answer = Product.command("explain", "https://www.facebook.com/x", "--group", "staff", "--at",
                "2026-11-24 10:00", "--json", "--data", folder.toString());
        assertThat(answer.exit()).isZero();
        JsonNode json = JsonMapper.shared().readTree(answer.text());
        assertThat(json.get("verdict").asString()).isEqualTo("block");
        assertThat(json.get("categories").toString()).contains("social-networks");
        assertThat(json.get("rule").asString()).isNotEmpty();
        assertThat(json.get("clause").get("quote").asString()).isNotEmpty();
        assertThat(json.get("reason").asString()).isNotEmpty();
        assertThat(json.get("entry").get("entry").asString()).isEqualTo("facebook.com");
        assertThat(json.get("entry").get("list").asString()).isNotEmpty();
        assertThat(json.get("entry").get("version").asString()).isNotEmpty();
        assertThat(json.get("entry").get("line").asLong()).isPositive();
        assertThat(json.get("holdsUntil").asString()).isEqualTo("2026-11-24T10:45Z");
        assertThat(json.get("trace").asString()).matches("[0-9a-f]{16}");
    }

    @Test
    void explainShowsTheAddressInsideAndTheAnswerOnIt() throws Exception {
        String[] asked = {"explain", "http://www.google.com/url?q=https://www.facebook.com/x", "--group", "pupils",
            "--at", "2026-11-24 10:00", "--data", folder.toString(), "--json"};
        JsonNode json = JsonMapper.shared().readTree(Product.command(asked).text());
        assertThat(json.get("verdict").asString()).isEqualTo("block");
        assertThat(json.get("rule").asString()).isEqualTo("pupils-social-media");
        assertThat(json.get("reason").asString()).endsWith("; the address inside this one is www.facebook.com");
        assertThat(json.get("inside").get(0).get("target").asString()).isEqualTo("https://www.facebook.com/x");
        assertThat(json.get("inside").get(0).get("verdict").asString()).isEqualTo("block");
        assertThat(Product.command(java.util.Arrays.copyOf(asked, asked.length - 1)).text())
                .contains("Closed. Social media is closed for pupils; the address inside this one is www.facebook.com.")
                .contains("Inside it        https://www.facebook.com/x  (block: pupils-social-media)");
    }

    @Test
    void seesSaysOfEachRuleWhatItCanSee() throws Exception {
        JsonNode json = JsonMapper.shared().readTree(Product.command("sees", "--json").text());
        for (JsonNode sight : json) {
            for (String way : new String[]{"by-name", "inspected", "never-inspected", "names-only", "away"}) {
                assertThat(sight.get("ways").get(way).get("reach").asString()).isIn("whole", "partly", "not");
            }
        }
        assertThat(json.toString()).contains("pupils-social-media", "\"safe-search\"", "\"youtube\"");
        assertThat(Product.command("sees").text()).contains("Social media is closed for pupils")
                .contains("Away from school");
    }

    @Test
    void aClockThatIsDoubtedIsSaidAndConfirmed() throws Exception {
        String[] asked = {"clock", "--data", folder.toString()};
        assertThat(Product.command(asked).text()).contains("holds nothing about the clock yet");
        Instant now = Instant.now();
        Files.writeString(folder.resolve("clock"), now.minus(Duration.ofDays(400)) + "\n" + now + "\n");
        Curl.Result doubted = Product.command(asked);
        assertThat(doubted.exit()).isEqualTo(1);
        assertThat(doubted.text()).contains("nothing that is past its time is destroyed", "./schoolgate clock --right");
        Curl.Result confirmed = Product.command("clock", "--right", "--data", folder.toString());
        assertThat(confirmed.exit()).isZero();
        assertThat(confirmed.text()).contains("believed from now on");
        JsonNode json = JsonMapper.shared().readTree(Product.command("clock", "--json", "--data", folder.toString())
                .text());
        assertThat(json.get("held").asBoolean()).isFalse();
        assertThat(Instant.parse(json.get("seen").asString())).isAfterOrEqualTo(now.minusSeconds(1));
    }

    @Test
    void staffMayOpenItOutsideWorkingHours() throws Exception {
        Curl.Result answer = Product.command("explain", "https://www.facebook.com/x", "--group", "staff", "--at",
                "2026-11-24 18:00", "--json", "--data", folder.toString());
        assertThat(JsonMapper.shared().readTree(answer.text()).get("verdict").asString()).isIn("allow", "flag");
    }

    @Test
    void checkPrintsEveryMistakeAndExitsWith78() throws Exception {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Files.writeString(etc.resolve("schoolgate.yaml"), "proxy: nonsense\n");
        Files.writeString(etc.resolve("policy.yaml"), "scool: x\n");
        Curl.Result answer = Product.command("check", etc.toString());
        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.text()).contains("policy.yaml:1:1").contains("school");
    }

    @Test
    void theBuiltInExampleIsGood() throws Exception {
        assertThat(Product.command("check").exit()).isZero();
    }

    @Test
    void aWrongCommandLineExitsWith2AndSaysHowToUseIt() throws Exception {
        Curl.Result answer = Product.command("explain", "http://x.test/", "--group", "nobody");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.text()).contains("pupils").contains("strangers");
        assertThat(Product.command("no-such-command").exit()).isEqualTo(2);
    }

    @Test
    void helpAndVersionAndCompletionAreThere() throws Exception {
        assertThat(Product.command("--help").text()).contains("run").contains("explain").contains("78");
        assertThat(Product.command("--version").text()).contains("Schoolgate");
        assertThat(Product.command("completion").text()).contains("complete -F");
        for (String command : new String[]{"run", "check", "explain", "lists", "ca"}) {
            assertThat(Product.command(command, "--help").exit()).as(command).isZero();
        }
    }

    @Test
    void runRefusesAConfigurationWithMistakesAndExitsWith78() throws Exception {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Files.writeString(etc.resolve("schoolgate.yaml"), "proxy: nonsense\n");
        Files.writeString(etc.resolve("policy.yaml"), "scool: x\n");
        assertThat(Product.command("run", "--config", etc.toString(), "--data", folder.toString()).exit())
                .isEqualTo(78);
    }

    @Test
    void sigtermStopsAndExitsWithZero() throws Exception {
        try (Product product = Product.start(folder)) {
            product.signal("TERM");
            assertThat(product.exitCode()).isZero();
            assertThat(product.output()).contains("Stopped.");
        }
    }
}
