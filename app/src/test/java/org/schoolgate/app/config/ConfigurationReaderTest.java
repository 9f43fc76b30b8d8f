package org.schoolgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Tier;

class ConfigurationReaderTest {

    private static final String SMALLEST_POLICY = """
        school: {name: Marlbeck Primary School}
        groups: [{name: pupils, title: Pupils, networks: [10.20.0.0/16, 10.20.9.9]}]
        strangers: {otherwise: block}
        rules:
          - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
        """;

    @TempDir
    Path folder;

    @Test
    void theBuiltInConfigurationIsGoodAndHasNothingToRemark() {
        assertThat(good(ConfigurationReader.builtIn()).remarks()).isEmpty();
    }

    @Test
    void theBuiltInConfigurationIsTheExample() {
        Path example = Golden.root().resolve("deploy/example");

        assertThat(good(ConfigurationReader.read(example)).value().policy().version())
                .isEqualTo(good(ConfigurationReader.builtIn()).value().policy().version());
    }

    @Test
    void anEmptyMappingHasTheValuesOfTheExample() {
        GatewaySettings example = good(ConfigurationReader.builtIn()).value().gateway();

        assertThat(read("{}", SMALLEST_POLICY).value().gateway()).isEqualTo(example);
        assertThat(example.proxy()).isEqualTo(new InetSocketAddress("127.0.0.1", 3128));
        assertThat(example.connectPorts()).containsExactly(443);
        assertThat(example.limits().idleTunnel()).isEqualTo(Duration.ofMinutes(15));
        assertThat(example.limits().headerBytes()).isEqualTo(64 << 10);
        assertThat(example.database()).isEmpty();
    }

    @Test
    void everyKeyOfTheGatewayReachesItsSetting() {
        GatewaySettings settings = read("""
            proxy:
              listen: "[::1]:3129"
              connect-ports: [443, 8443]
              allowed-destinations: [10.20.5.0/24, "fd00::/8"]
              name-servers: [10.20.0.53, 10.20.0.54:5353, "[fd00::53]:53"]
              drain: 1m
              limits:
                connections-per-client: 512
                header-bytes: 128 KiB
                request-line-bytes: 32KiB
                header-timeout: 20s
                connect-timeout: 1500ms
                idle-request: 2m
                idle-tunnel: 1h
                response-timeout: 90s
                dns-timeout: 3s
            web: {listen: 10.20.5.10:80, host-names: [Gateway.School.Example]}
            health: {listen: 127.0.0.1:0}
            access-log: {format: squid, keep: 30, file-size: 1 GiB}
            database: {url: "jdbc:postgresql://db/schoolgate", user: gate, password-file: secret}
            """, SMALLEST_POLICY).value().gateway();

        assertThat(settings.proxy()).isEqualTo(new InetSocketAddress("::1", 3129));
        assertThat(settings.connectPorts()).isEqualTo(Set.of(443, 8443));
        assertThat(settings.allowedDestinations()).extracting(Object::toString)
                .containsExactly("10.20.5.0/24", "fd00::/8");
        assertThat(settings.nameServers()).extracting(InetSocketAddress::getPort).containsExactly(53, 5353, 53);
        assertThat(settings.drain()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.limits()).isEqualTo(new GatewaySettings.Limits(512, 128 << 10, 32 << 10,
                Duration.ofSeconds(20), Duration.ofMillis(1500), Duration.ofMinutes(2), Duration.ofHours(1),
                Duration.ofSeconds(90), Duration.ofSeconds(3)));
        assertThat(settings.web()).isEqualTo(new InetSocketAddress("10.20.5.10", 80));
        assertThat(settings.webHostNames()).containsExactly("gateway.school.example");
        assertThat(settings.health().getPort()).isZero();
        assertThat(settings.accessLog()).isEqualTo(AccessLogFormat.SQUID);
        assertThat(settings.keepLogs()).isEqualTo(30);
        assertThat(settings.logBytes()).isEqualTo(1L << 30);
        assertThat(settings.database()).contains(new GatewaySettings.Database("jdbc:postgresql://db/schoolgate", "gate",
                Path.of("folder", "secret")));
    }

    @Test
    void networksPlaceInTheirGroupNarrowestFirstAndStrangersAreTheRest() {
        var policies = read("{}", SMALLEST_POLICY).value().policy().policies();

        assertThat(policies.networks()).extracting(network -> network.range() + " " + network.group())
                .containsExactly("10.20.9.9/32 pupils", "10.20.0.0/16 pupils");
        assertThat(policies.byGroup()).extracting(policy -> policy.group() + " " + policy.otherwise())
                .containsExactly("pupils ALLOW");
        assertThat(policies.strangers().otherwise()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void whatARestrictionClosesIsRecordedAndWhatIsOpenedIsNot() {
        var rules = read("{}", SMALLEST_POLICY + """
              - {name: closed, title: Closed, tier: restriction, sites: [a.example], verdict: coach}
              - {name: quiet, title: Quiet, tier: restriction, about: unlisted, verdict: block, recorded: false}
              - {name: open, title: Open, tier: exception, sites: [b.example], verdict: allow}
              - {name: watched, title: Watched, tier: exception, sites: [c.example], verdict: flag}
            """).value().policy().policies().rules();

        assertThat(rules.values()).filteredOn(Rule::recorded).extracting(Rule::name)
                .containsExactlyInAnyOrder("locks", "closed", "watched");
    }

    @Test
    void aSchoolMayAddItsOwnCategories() {
        var policy = read("{}", SMALLEST_POLICY.replace("groups:",
                "categories: [{slug: chess, title: Chess, subject: Games, sealed: true}]\ngroups:") + """
                      - {name: no-chess, title: No chess, tier: restriction, categories: [chess], verdict: block}
                    """).value().policy();

        assertThat(policy.categories().find("chess")).hasValueSatisfying(chess -> {
            assertThat(chess.sealed()).isTrue();
            assertThat(chess.bit()).isEqualTo(62);
        });
    }

    @Test
    void theCatalogueHasItsCategoriesInTheirOrderAndSealsTheIllegalOne() {
        assertThat(CategoryCatalogue.builtIn()).extracting(Category::slug).containsExactly("illegal", "extremism",
                "pornography", "adult", "social-networks", "blogs", "chat", "forums", "podcasts", "video-sharing",
                "image-sharing", "dating", "gambling", "games", "shopping", "webmail", "music", "film-and-tv", "sports",
                "celebrity-and-lifestyle", "news", "jobs", "finance", "banking", "travel", "food", "drugs",
                "alcohol-and-tobacco", "weapons", "violence", "hate", "self-harm", "piracy", "hacking", "malware",
                "phishing", "proxies", "vpn", "doh", "remote-control", "dynamic-dns", "shorteners", "translation",
                "file-sharing", "advertising", "tracking", "ai", "search", "sexual-education", "helplines", "unions",
                "health", "faith", "reference", "education", "updates", "school-open", "school-closed", "crypto-mining",
                "misinformation", "stalkerware", "hosting");
        assertThat(CategoryCatalogue.builtIn()).filteredOn(Category::sealed).extracting(Category::slug)
                .containsExactly("illegal");
    }

    @Test
    void theSiteEncryptsByItselfWhereItLeavesTheMachineUnlessSomethingBeforeItDoes() {
        assertThat(read("{}", SMALLEST_POLICY).value().gateway().webEncrypted()).isFalse();
        assertThat(web("listen: 10.20.5.10:8443").webEncrypted()).isTrue();
        assertThat(web("listen: 0.0.0.0:8443, encryption: before").webEncrypted()).isFalse();
        assertThat(web("encryption: own").webEncrypted()).isTrue();
        GatewaySettings own = web("certificate: {chain-file: review.pem, key-file: /etc/review.key}");
        assertThat(own.webEncrypted()).isTrue();
        assertThat(own.webCertificate()).contains(
                new GatewaySettings.Certificate(Path.of("folder", "review.pem"), Path.of("/etc/review.key")));
    }

    private static GatewaySettings web(String keys) {
        return read("web: {" + keys + "}", SMALLEST_POLICY).value().gateway();
    }

    @Test
    void theVersionFollowsBothFiles() {
        String version = read("{}", SMALLEST_POLICY).value().policy().version();

        assertThat(version).matches("[0-9a-f]{12}");
        assertThat(read("{}", SMALLEST_POLICY).value().policy().version()).isEqualTo(version);
        assertThat(read("{ }", SMALLEST_POLICY).value().policy().version()).isNotEqualTo(version);
        assertThat(read("{}", SMALLEST_POLICY + "\n").value().policy().version()).isNotEqualTo(version);
    }

    @Test
    void missingFilesAreNamed() {
        assertThat(bad(ConfigurationReader.read(folder)).problems()).extracting(Problem::toString).containsExactly(
                "schoolgate.yaml:1:1 there is no file " + folder.resolve("schoolgate.yaml")
                        + "; copy the one from deploy/example and change it",
                "policy.yaml:1:1 there is no file " + folder.resolve("policy.yaml")
                        + "; copy the one from deploy/example and change it");
    }

    @Test
    void filesInAFolderAreRead() throws IOException {
        Files.writeString(folder.resolve("schoolgate.yaml"), "\uFEFF{}");
        Files.writeString(folder.resolve("policy.yaml"), SMALLEST_POLICY);

        assertThat(ConfigurationReader.read(folder)).isInstanceOf(Read.Good.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThat(problems(new byte[]{'a', ':', ' ', (byte) 0xff}))
                .containsExactly("schoolgate.yaml:1:1 the file is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void aFileOfMoreThanAMebibyteIsRefused() {
        assertThat(problems(new byte[(1 << 20) + 1])).containsExactly(
                "schoolgate.yaml:1:1 the file is longer than 1 MiB; leave out what is not configuration");
    }

    @Test
    void deepNestingIsRefusedBeforeItCosts() {
        assertThat(problems("[".repeat(1 << 19).getBytes(StandardCharsets.UTF_8))).containsExactly(
                "schoolgate.yaml:1:17 this is nested deeper than 16 levels; nothing here needs that");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: 1\n", "? ", "[", "{a: ", "- ", "a", "\"\\u0041\"\n", "# c\n", "'", "{[,]}: ",
                "rules:\n", "é"})
    @Timeout(60)
    void aLongFileOfNonsenseIsAnswered(String nonsense) {
        byte[] file = nonsense.repeat((1 << 18) / nonsense.getBytes(StandardCharsets.UTF_8).length)
                .getBytes(StandardCharsets.UTF_8);

        assertThat(problems(file)).isNotEmpty();
    }

    @Test
    void nobodyIsToldMoreThanTwoHundredProblems() {
        assertThat(problems("a: 1\n".repeat(1_000).getBytes(StandardCharsets.UTF_8))).hasSize(201)
                .last().asString().contains("more wrong than can be told at once");
    }

    @Test
    void aPasswordInAnAddressIsNotShownAgain() {
        byte[] file = "database: {url: \"jdbc:postgresql://x/y?password=hunter2\", user: a, password-file: b}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(problems(file)).hasSize(1).first().asString().contains("1:17").doesNotContain("hunter2");
    }

    @Test
    void aLockedTierNeverReadsAsAnother() {
        assertThat(good(ConfigurationReader.builtIn()).value().policy().policies().rules().values())
                .filteredOn(rule -> rule.tier() == Tier.LOCKED_BLOCK)
                .extracting(Rule::name).containsExactlyInAnyOrder("illegal", "extremism", "pornography");
    }

    private static java.util.List<String> problems(byte[] gateway) {
        return bad(
                ConfigurationReader.read(Path.of("folder"), gateway, SMALLEST_POLICY.getBytes(StandardCharsets.UTF_8)))
                .problems().stream().map(Problem::toString).toList();
    }

    private static Read.Good<Configuration> read(String gateway, String policy) {
        return good(ConfigurationReader.read(Path.of("folder"), gateway.getBytes(StandardCharsets.UTF_8),
                policy.getBytes(StandardCharsets.UTF_8)));
    }

    private static Read.Good<Configuration> good(Read<Configuration> read) {
        assertThat(read).isInstanceOf(Read.Good.class);
        return (Read.Good<Configuration>) read;
    }

    private static Read.Bad<Configuration> bad(Read<Configuration> read) {
        assertThat(read).isInstanceOf(Read.Bad.class);
        return (Read.Bad<Configuration>) read;
    }
}
