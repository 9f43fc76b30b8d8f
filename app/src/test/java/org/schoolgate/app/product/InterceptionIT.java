package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.app.product.ThreeMachines.Machine.DEVICE;
import static org.schoolgate.app.product.ThreeMachines.Machine.GATEWAY;
import static org.schoolgate.app.product.ThreeMachines.Machine.WORLD;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.app.selftest.Finding;
import org.schoolgate.app.selftest.Outcome;
import org.schoolgate.app.selftest.Reports;

/// A device that knows of no proxy, the running product as its router, and the world, each a machine of its own; and the very
/// firewall files that are shipped.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterceptionIT {

    private static final Path FILES = Path.of(System.getProperty("schoolgate.root")).resolve("deploy/nftables");

    /// curl's words for a TLS handshake that was refused, and for a connection that was.
    private static final int TLS_REFUSED = 35;
    private static final int CONNECTION_REFUSED = 7;

    @TempDir
    static Path folder;

    private final List<String> reached = new CopyOnWriteArrayList<>();
    private ThreeMachines machines;
    private Process world;
    private Product product;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        machines = new ThreeMachines();
        try {
            startWorld();
            site(3129, 3130);
            Path configuration = configuration("etc", "[{listen: \"0.0.0.0:3129\", mode: tproxy}, "
                    + "{listen: \"0.0.0.0:3130\", mode: redirect}]");
            importList("social-networks", "social.test", "help.test");
            importList("helplines", "help.test");
            product = Product.start(with("-all,+net_raw"), folder.resolve("var"), "--config", configuration.toString());
        } catch (IOException | InterruptedException | RuntimeException failed) {
            machines.remove();
            throw failed;
        }
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        try {
            product.close();
            world.destroy();
            assertThat(product.output()).as("what the leak detector says").doesNotContain("LEAK:");
        } finally {
            machines.remove();
        }
    }

    @AfterEach
    void openTheFirewall() throws IOException, InterruptedException {
        machines.must(GATEWAY, "nft", "flush", "ruleset");
        machines.must(GATEWAY, FILES.resolve("tproxy-routes").toString(), "down");
        reached.clear();
    }

    private void startWorld() throws IOException {
        List<String> command = new ArrayList<>(machines.on(WORLD));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                OutsideWorld.class.getName()));
        world = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(world.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(reached::add);
            } catch (IOException ended) {
                reached.add(ended.getMessage());
            }
        });
        Awaitility.await().until(() -> reached.contains("ready"));
        reached.clear();
    }

    private Path configuration(String name, String intercept) throws IOException {
        Path etc = folder.resolve(name);
        Files.createDirectories(etc);
        Files.copy(Path.of(System.getProperty("schoolgate.root")).resolve("deploy/example/policy.yaml"),
                etc.resolve("policy.yaml"));
        Files.writeString(etc.resolve("schoolgate.yaml"), """
            proxy:
              name-servers: ["%s"]
              intercept: %s
            """.formatted(ThreeMachines.WORLD_4, intercept));
        return etc;
    }

    private static void importList(String category, String... names) throws IOException, InterruptedException {
        Path list = Files.writeString(folder.resolve(category + ".txt"), String.join("\n", names) + "\n");
        assertThat(Product.command("lists", "import", list.toString(), "--name", category, "--category", category,
                "--config", folder.resolve("etc").toString(), "--data", folder.resolve("var").toString()).exit())
                .isZero();
    }

    /// What the school says of its own network; the other files are loaded as they are shipped.
    private static void site(int tproxyPort, int redirectPort) throws IOException {
        String shipped = Files.readString(FILES.resolve("site.nft"));
        String ours = shipped.replace("{ \"eth1\" }", "{ \"" + ThreeMachines.INSIDE + "\" }")
                .replace("tproxy_port = 3129", "tproxy_port = " + tproxyPort)
                .replace("redirect_port = 3130", "redirect_port = " + redirectPort);
        assertThat(ours).isNotEqualTo(shipped);
        Files.createDirectories(folder.resolve("site"));
        Files.writeString(folder.resolve("site/site.nft"), ours);
    }

    private void load(String file) throws IOException, InterruptedException {
        machines.must(GATEWAY, "nft", "-I", folder.resolve("site").toString(), "-f", FILES.resolve(file).toString());
    }

    private void intercept(String mode) throws IOException, InterruptedException {
        load(mode + ".nft");
        if (mode.equals("tproxy")) {
            machines.must(GATEWAY, FILES.resolve("tproxy-routes").toString(), "up");
        }
    }

    /// Asks from the device, which knows where the name is and of no proxy.
    private Curl.Result get(String url, String address, String... more) throws IOException, InterruptedException {
        String scheme = url.substring(0, url.indexOf(':'));
        String host = url.substring(scheme.length() + 3, url.indexOf('/', scheme.length() + 3));
        List<String> arguments = new ArrayList<>(List.of("-k", "--resolve",
                host + ":" + (scheme.equals("http") ? 80 : 443) + ":"
                        + (address.contains(":") ? "[" + address + "]" : address)));
        arguments.addAll(List.of(more));
        arguments.add(url);
        return Curl.run(machines.on(DEVICE), arguments.toArray(String[]::new));
    }

    static Stream<Arguments> ways() {
        return Stream.of("tproxy", "redirect").flatMap(mode -> Stream.of(
                Arguments.of(mode, ThreeMachines.WORLD_4, ThreeMachines.OTHER_4, ThreeMachines.DEVICE_4),
                Arguments.of(mode, ThreeMachines.WORLD_6, ThreeMachines.OTHER_6, ThreeMachines.DEVICE_6)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aDeviceWithoutAProxySettingIsFiltered(String mode, String one, String other, String device) throws Exception {
        intercept(mode);
        long taken = counted("schoolgate_" + mode, "taken");
        for (String scheme : List.of("http", "https")) {
            Curl.Result whole = get(scheme + "://open.test/bytes/300000", one);
            assertThat(whole.errors()).isEmpty();
            assertThat(whole.body()).isEqualTo(Origin.expected(300_000));
            // The name server leads elsewhere: where the device was going is where the gateway goes.
            for (String address : List.of(one, other)) {
                assertThat(canonical(get(scheme + "://open.test/where", address).text())).isEqualTo(canonical(address)
                        + " open.test");
            }
        }
        reached.clear();
        Curl.Result page = get("http://www.social.test/wall", one, "-D", "-", "-H", "Accept: text/html", "-A",
                "Mozilla/5.0");
        assertThat(page.text()).startsWith("HTTP/1.1 403").contains("<!doctype html>").contains("www.social.test");
        assertThat(get("https://www.social.test/wall", one).exit()).isEqualTo(TLS_REFUSED);
        assertThat(reached).isEmpty();
        assertThat(counted("schoolgate_" + mode, "taken")).isGreaterThan(taken);
        Awaitility.await().untilAsserted(() -> assertThat(Files.readString(folder.resolve("var/log/access.log")).lines()
                .filter(line -> line.contains("www.social.test:443"))
                .filter(line -> line.contains("\"" + device + "\""))).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anExceptionIsNotGivenToWhateverCallsItselfSo(String mode, String one, String other, String device)
            throws Exception {
        intercept(mode);
        for (String scheme : List.of("http", "https")) {
            assertThat(canonical(get(scheme + "://help.test/where", one).text())).isEqualTo(canonical(one)
                    + " help.test");
        }
        reached.clear();
        assertThat(get("http://help.test/where", other, "-D", "-").text()).startsWith("HTTP/1.1 403");
        assertThat(get("https://help.test/where", other).exit()).isEqualTo(TLS_REFUSED);
        assertThat(reached).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatNamesNoSiteIsRefused(String mode, String one, String other, String device) throws Exception {
        intercept(mode);
        String url = "https://" + (one.contains(":") ? "[" + one + "]" : one) + "/where";
        assertThat(Curl.run(machines.on(DEVICE), "-k", url).exit()).isEqualTo(TLS_REFUSED);
        assertThat(canonical(Curl.run(machines.on(DEVICE), "http" + url.substring(5)).text()))
                .startsWith(canonical(one));
        assertThat(asked("tcp", one, 443)).as("what is no TLS").isNotEqualTo("x");
    }

    @Test
    void withoutInterceptionTheDeviceReachesTheWorldUnfiltered() throws Exception {
        for (String address : List.of(ThreeMachines.WORLD_4, ThreeMachines.WORLD_6)) {
            assertThat(get("https://www.social.test/where", address).text()).endsWith(" www.social.test");
        }
    }

    @Test
    void theSelfTestFindsWhatTheFirewallLeavesOpenAndNothingWhereItIsShut() throws Exception {
        assertThat(selfTest()).contains("http-illegal", "https-pornography", "no-name", "hidden-name", "quic", "dot");
        intercept("tproxy");
        assertThat(selfTest()).containsExactlyInAnyOrder("quic", "dot");
        load("side-doors.nft");
        assertThat(selfTest()).isEmpty();
    }

    /// The leaks that the self-test finds from the device's place.
    private List<String> selfTest() throws IOException, InterruptedException {
        Path data = folder.resolve("device");
        Curl.Result said = Product.command(machines.on(DEVICE), "selftest", "--direct", "--outside",
                ThreeMachines.WORLD_4, "--name-server", ThreeMachines.WORLD_4, "--resolver", ThreeMachines.WORLD_4,
                "--data", data.toString());
        List<String> leaks = new Reports(data).newest().orElseThrow().findings().stream()
                .filter(finding -> finding.outcome() == Outcome.LEAK).map(Finding::door).toList();
        assertThat(said.exit()).as(said.text()).isEqualTo(leaks.isEmpty() ? 0 : 1);
        return leaks;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tproxy", "redirect"})
    void whatTheSchoolLeavesAloneIsLeftAlone(String mode) throws Exception {
        intercept(mode);
        for (String element : List.of("own_servers_4 { " + ThreeMachines.OTHER_4 + " }",
                "own_servers_6 { " + ThreeMachines.OTHER_6 + " }")) {
            machines.must(GATEWAY, "nft", "add", "element", "inet", "schoolgate_" + mode + " " + element);
        }
        for (String[] pair : new String[][]{{ThreeMachines.WORLD_4, ThreeMachines.OTHER_4},
            {ThreeMachines.WORLD_6, ThreeMachines.OTHER_6}}) {
            assertThat(get("https://www.social.test/where", pair[0]).exit()).isEqualTo(TLS_REFUSED);
            assertThat(get("https://www.social.test/where", pair[1]).exit()).isZero();
        }
        machines.must(GATEWAY, "nft", "add", "element", "inet",
                "schoolgate_" + mode + " left_alone_4 { " + ThreeMachines.DEVICE_4 + " }");
        assertThat(get("https://www.social.test/where", ThreeMachines.WORLD_4).exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tproxy", "redirect"})
    void whereTheGatewayDoesNotRunNothingGoesOut(String mode) throws Exception {
        site(4999, 4998);
        try {
            intercept(mode);
            for (String address : List.of(ThreeMachines.WORLD_4, ThreeMachines.WORLD_6)) {
                for (String scheme : List.of("http", "https")) {
                    assertThat(get(scheme + "://open.test/where", address).exit()).isEqualTo(CONNECTION_REFUSED);
                }
            }
            assertThat(reached).isEmpty();
        } finally {
            site(3129, 3130);
        }
    }

    @Test
    void aConnectionToAnInterceptingPortItselfIsSentAway() throws Exception {
        for (String port : List.of("10.77.1.1:3129", "10.77.1.1:3130", "[2001:db8:77:1::1]:3129",
                "[2001:db8:77:1::1]:3130")) {
            Curl.Result sent = Curl.run(machines.on(DEVICE), "http://" + port + "/where");
            assertThat(sent.exit()).isNotZero();
            assertThat(sent.text()).isEmpty();
        }
        assertThat(reached).isEmpty();
    }

    // ---- side doors

    @Test
    void quicAndEncryptedDnsAreRejectedAtOnce() throws Exception {
        for (String address : List.of(ThreeMachines.WORLD_4, ThreeMachines.WORLD_6)) {
            assertThat(asked("udp", address, 443)).isEqualTo("x");
            assertThat(asked("tcp", address, 853)).isEqualTo("x");
        }
        load("side-doors.nft");
        for (String address : List.of(ThreeMachines.WORLD_4, ThreeMachines.WORLD_6)) {
            for (String door : List.of("udp 443", "udp 80", "tcp 853", "udp 853")) {
                String[] parts = door.split(" ");
                assertThat(asked(parts[0], address, Integer.parseInt(parts[1]))).as(door + " at " + address)
                        .isEqualTo("Connection refused");
            }
            // What goes by TCP is not theirs to close.
            assertThat(get("https://open.test/where", address).exit()).isZero();
        }
        assertThat(counted("schoolgate_side_doors", "quic")).isPositive();
        assertThat(counted("schoolgate_side_doors", "encrypted_dns")).isPositive();
    }

    @Test
    void otherNameServersAreClosedAndTheSchoolsStayOpen() throws Exception {
        load("other-name-servers.nft");
        machines.must(GATEWAY, "nft", "add", "element", "inet", "schoolgate_name_servers", "ours_4",
                "{ " + ThreeMachines.OTHER_4 + " }");
        assertThat(asked("tcp", ThreeMachines.WORLD_4, 53)).isEqualTo("Connection refused");
        assertThat(asked("udp", ThreeMachines.WORLD_6, 53)).isEqualTo("Connection refused");
        assertThat(asked("tcp", ThreeMachines.OTHER_4, 53)).isEqualTo("x");
        assertThat(counted("schoolgate_name_servers", "other_name_servers")).isPositive();
    }

    @Test
    void privateNetworksAreClosedButForWhoeverMayHaveThem() throws Exception {
        load("private-networks.nft");
        for (String address : List.of(ThreeMachines.WORLD_4, ThreeMachines.WORLD_6)) {
            for (int port : new int[]{500, 1194, 51820}) {
                assertThat(asked("udp", address, port)).isEqualTo("Connection refused");
            }
            assertThat(asked("tcp", address, 1194)).isEqualTo("Connection refused");
        }
        for (String counter : List.of("ike_and_esp", "openvpn", "wireguard")) {
            assertThat(counted("schoolgate_private_networks", counter)).isPositive();
        }
        machines.must(GATEWAY, "nft", "add", "element", "inet", "schoolgate_private_networks", "allowed_4",
                "{ " + ThreeMachines.DEVICE_4 + " }");
        assertThat(asked("udp", ThreeMachines.WORLD_4, 51820)).isEqualTo("x");
    }

    // ---- what the program may

    @Test
    void aMissingCapabilityIsNamedInOneLine() throws Exception {
        List<String> without = with("-all");
        Path tproxy = configuration("etc-tproxy", "[{listen: \"0.0.0.0:5129\", mode: tproxy}]");
        Curl.Result refused = Product.command(without, "run", "--data", folder.resolve("var-2").toString(),
                "--proxy-port", "0", "--web-port", "0", "--health-port", "0", "--config", tproxy.toString());
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.text()).contains("CAP_NET_RAW");
        assertThat(refused.text().lines().filter(line -> line.contains("CAP_NET_RAW"))).singleElement().asString()
                .contains("tproxy on 0.0.0.0:5129").contains("mode redirect");
        Path redirect = configuration("etc-redirect", "[{listen: \"0.0.0.0:5130\", mode: redirect}]");
        try (Product other = Product.start(without, folder.resolve("var-3"), "--config", redirect.toString())) {
            assertThat(other.output()).containsPattern("Intercepts on +\\S+:5130\n");
        }
    }

    /// What a command line begins with that runs on the gateway with these capabilities.
    private List<String> with(String capabilities) {
        return Stream.concat(machines.on(GATEWAY).stream(),
                Stream.of("setpriv", "--bounding-set", capabilities, "--inh-caps", capabilities)).toList();
    }

    /// Says `x` there from the device; gives the answer, or the system's word for why there is none.
    private String asked(String protocol, String address, int port) throws IOException, InterruptedException {
        Curl.Result result = machines.run(DEVICE, "bash", "-c",
                "exec 3<>/dev/" + protocol + "/" + address + "/" + port
                        + " && printf x >&3 && read -r -t 10 -n 1 answer <&3; printf %s \"$answer\"");
        return result.errors().contains("Connection refused") ? "Connection refused" : result.text();
    }

    private long counted(String table, String counter) throws IOException, InterruptedException {
        String told = machines.must(GATEWAY, "nft", "list", "counter", "inet", table, counter);
        return Long.parseLong(told.replaceAll("(?s).*packets ([0-9]+) .*", "$1"));
    }

    /// An IPv6 address as Java and people write it.
    private static String canonical(String text) {
        return text.replaceAll("%[a-z]+", "").replace("2001:db8:77:2:0:0:0:", "2001:db8:77:2::");
    }
}
