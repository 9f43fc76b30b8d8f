package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Edits for some groups, in a running gateway: each group by an address of its own.
class GroupEditsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String JUNIOR = "127.0.0.2";
    private static final String SENIOR = "127.0.0.3";
    private static final String TEACHER = "127.0.0.4";
    private static final String POLICY = """
        school: {name: Marlbeck Primary School}
        groups:
          - {name: juniors, title: Years 7 to 9, pupils: true, networks: [127.0.0.2/32]}
          - {name: seniors, title: Sixth form, pupils: true, networks: [127.0.0.3/32]}
          - {name: staff, title: Staff, networks: [127.0.0.0/8]}
        strangers: {otherwise: block}
        rules:
          - {name: locks, title: Closed to everyone, tier: locked-block, categories: [illegal, extremism, pornography],
             verdict: block}
          - {name: games, title: Games and chats are closed, tier: restriction, categories: [games, chat], verdict: block}
        """;

    @TempDir
    private Path folder;

    private Origin origin;
    private NameServer names;
    private Product product;

    @BeforeEach
    void start() throws Exception {
        origin = new Origin();
        names = new NameServer();
        Path configuration = Product.configuration(folder.resolve("etc"), names, origin.port());
        Files.writeString(configuration.resolve("policy.yaml"), POLICY);
        Path games = Files.writeString(folder.resolve("games.txt"), "arcade.test\n");
        assertThat(run("lists", "import", games.toString(), "--category", "games").exit()).isZero();
        product = Product.start(folder.resolve("var"), "--config", configuration.toString(), "--allow-destination",
                "127.0.0.0/8");
    }

    @AfterEach
    void stop() throws Exception {
        product.close();
        names.close();
        origin.close();
    }

    @Test
    void twoGroupsGetTwoAnswersWithinASecondOfTheEditAndTheRecordSaysWhy() throws Exception {
        assertThat(statuses("www.blog.test")).containsExactly("200", "200", "200");
        assertThat(statuses("www.arcade.test")).containsExactly("403", "403", "403");

        assertThat(run("lists", "add", "blog.test", "--category", "chat", "--group", "juniors", "--why", "bullying")
                .text()).contains("blog.test is now in chat for juniors.");
        await().atMost(Duration.ofSeconds(1)).pollInterval(Duration.ofMillis(50))
                .until(() -> status(JUNIOR, "www.blog.test").equals("403"));
        soon("www.blog.test", "403", "200", "200");
        assertThat(run("lists", "remove", "arcade.test", "--category", "games", "--group", "seniors").text())
                .contains("arcade.test is no longer in games for seniors.");
        soon("www.arcade.test", "403", "200", "403");

        JsonNode why = JsonMapper.shared()
                .readTree(run("explain", "http://www.blog.test/", "--group", "juniors", "--json").text());
        assertThat(why.get("entry").get("list").asString()).isEqualTo("edits");
        assertThat(why.get("entry").get("category").asString()).isEqualTo("chat");
        assertThat(why.get("entry").get("line").asInt()).isEqualTo(1);
        assertThat(run("explain", "http://www.blog.test/", "--group", "seniors").text()).doesNotContain("edits");
        Curl.Result replayed = run("evidence", "replay", "--all");
        assertThat(replayed.text()).contains("the same").doesNotContain("differs");
        assertThat(replayed.exit()).isZero();

        assertThat(run("lists", "undo", "1", "--why", "it is over").exit()).isZero();
        soon("www.blog.test", "200", "200", "200");
        assertThat(product.output()).doesNotContain("ERROR", "LEAK:", "WARN", "blog.test");
    }

    @Test
    void whereAGroupIsRenamedWhatIsClosedForItClosesForEverybodyAndIsNamed() throws Exception {
        run("lists", "add", "blog.test", "--category", "chat", "--group", "juniors");
        run("lists", "remove", "arcade.test", "--category", "games", "--group", "juniors");
        soon("www.blog.test", "403", "200", "200");
        soon("www.arcade.test", "200", "403", "403");

        renamed("name: lower-school");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> product.output().contains("the policy has no group juniors"));
        soon("www.blog.test", "403", "403", "403");
        soon("www.arcade.test", "403", "403", "403");
        assertThat(product.output()).contains("Edit 1 of the lists: the policy has no group juniors: it holds for"
                + " everybody until it is undone, or that group is there again.",
                "Edit 2 of the lists: the policy has no group juniors: it holds for nobody.");
        assertThat(run("lists", "edits", "--due").text())
                .contains("add blog.test, chat; for juniors alone; to be looked"
                        + " at, as the policy has no group juniors");
        assertThat(run("lists", "status").text())
                .contains("Edit 2 has to be looked at: the policy has no group juniors");

        renamed("name: juniors");
        await().atMost(Duration.ofSeconds(10)).until(() -> statuses("www.blog.test").equals(
                List.of("403", "200", "200")));
        assertThat(statuses("www.arcade.test")).containsExactly("200", "403", "403");
    }

    private void renamed(String name) throws Exception {
        Files.writeString(folder.resolve("etc/policy.yaml"), POLICY.replace("name: juniors", name));
        product.signal("HUP");
    }

    private void soon(String host, String... statuses) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(statuses(host)).containsExactly(statuses));
    }

    /// What a junior, a senior and a teacher get.
    private List<String> statuses(String host) throws Exception {
        return List.of(status(JUNIOR, host), status(SENIOR, host), status(TEACHER, host));
    }

    private String status(String device, String host) throws Exception {
        return Curl.run("--interface", device, "-o", "/dev/null", "-w", "%{http_code}", "-x",
                "http://" + product.proxy(), "http://" + host + ":" + origin.port() + "/").text();
    }

    private Curl.Result run(String... what) throws Exception {
        return Product.command(Stream.concat(Stream.of(what), Stream.of("--config", folder.resolve("etc").toString(),
                "--data", folder.resolve("var").toString())).toArray(String[]::new));
    }
}
