package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// People with accounts of the gateway's own, from the command that makes one to the policy that holds for them.
class AccountsIT {

    private static final String POLICY = """
        school: {name: Marlbeck Primary School}
        groups:
          - {name: staff, title: Staff, accounts: [rao], directory: [Teachers]}
          - {name: pupils, title: Pupils, networks: [127.0.0.0/8], accounts: [lucy], directory: ["CN=Year 7,DC=school,DC=example"]}
        strangers: {otherwise: block}
        rules:
          - {name: locks, title: Closed to everyone, tier: locked-block, categories: [illegal, extremism, pornography],
             verdict: block}
          - {name: pupils-only, title: Not for pupils, tier: restriction, sites: [127.0.0.1], groups: [pupils], verdict: block}
        """;

    @TempDir
    private Path folder;

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path config(String identity) throws Exception {
        Path config = Files.createDirectories(folder.resolve("etc"));
        Files.writeString(config.resolve("policy.yaml"), POLICY);
        Files.writeString(config.resolve("schoolgate.yaml"), identity);
        return config;
    }

    private Curl.Result add(String name, String password) throws Exception {
        return Product.commandTold(password + "\n", "accounts", "add", name, "--data", data());
    }

    @Test
    void theCommandMakesListsAndRemovesAccounts() throws Exception {
        assertThat(Product.command("accounts", "list", "--data", data()).text()).contains("There are no accounts.");
        assertThat(add("rao", "chalk and talk").text()).contains("There is an account rao now.");
        assertThat(add("Lucy", "year seven pony").exit()).isZero();
        assertThat(add("RAO", "sixes and sevens").text()).contains("rao has another password now.");
        JsonNode names = JsonMapper.shared().readTree(
                Product.command("accounts", "list", "--data", data(), "--json").text());
        assertThat(names.get("accounts").toString()).isEqualTo("[\"lucy\",\"rao\"]");
        assertThat(Files.readString(folder.resolve("data/identity/accounts"))).contains("rao:$argon2id$")
                .doesNotContain("sixes");
        assertThat(Product.command("accounts", "remove", "lucy", "--data", data()).exit()).isZero();
        assertThat(Product.command("accounts", "remove", "lucy", "--data", data()).exit()).isEqualTo(1);
        assertThat(add("okafor", "short").exit()).isEqualTo(1);
        assertThat(add("SCHOOL\\okafor", "long enough").exit()).isEqualTo(2);
        assertThat(Product.command("accounts", "add", "okafor", "a password", "--data", data()).exit())
                .as("a password is never an argument").isEqualTo(2);
    }

    @Test
    void twoPeopleAtOneAddressHaveTwoPoliciesAndNoLogKnowsTheirNames() throws Exception {
        add("rao", "chalk and talk");
        add("lucy", "year seven pony");
        add("somebody", "in no group at all");
        Path config = config("identity: {password: {networks: [127.0.0.0/8], realm: Marlbeck}}\n");
        try (Origin site = new Origin();
                Product product = Product.start(folder.resolve("data"), "--config", config.toString(),
                        "--allow-destination", "127.0.0.0/8")) {
            String page = "http://127.0.0.1:" + site.port() + "/";
            assertThat(status(product, page, "rao:chalk and talk")).isEqualTo("200");
            assertThat(status(product, page, "lucy:year seven pony")).isEqualTo("403");
            assertThat(status(product, page, "somebody:in no group at all")).as("the network's group").isEqualTo("403");
            assertThat(status(product, page, "rao:year seven pony")).isEqualTo("407");
            assertThat(status(product, page, "")).isEqualTo("407");
            assertThat(status(product, "http://schoolgate.internal/", "")).as("the gateway's own site")
                    .isEqualTo("200");
            Product.command("accounts", "remove", "rao", "--data", data());
            Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(500))
                    .until(() -> status(product, page, "rao:chalk and talk").equals("407"));

            String metrics = Curl.run(product.health() + "/metrics").text();
            assertThat(metrics).contains(
                    "schoolgate_identity_requests_total{certainty=\"4\",source=\"password\"}",
                    "schoolgate_identity_waits_total", "schoolgate_directory_away 0.0");
            Path log = folder.resolve("data/log/access.log");
            Awaitility.await().atMost(Duration.ofSeconds(10))
                    .until(() -> Files.readString(log).contains("sign_in_needed"));
            for (String said : new String[]{Files.readString(log), product.output(), metrics}) {
                assertThat(said).doesNotContain("rao", "lucy", "somebody", "chalk", "pony");
            }
        }
    }

    @Test
    void theWirelessNetworkSaysWhoIsAtAnAddressAndAPasswordIsSurerThanThat() throws Exception {
        add("lucy", "year seven pony");
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = config("""
            proxy: {balancers: [127.0.0.1]}
            identity:
              domains: [school.example]
              radius: {listen: "127.0.0.1:%d", clients: [{address: 127.0.0.1, secret-file: secret}]}
              password: {networks: [10.20.0.0/16], realm: Marlbeck}
              handover: 0s
            """.formatted(port));
        Files.writeString(config.resolve("secret"), "sixteen letters!\n");
        try (Origin site = new Origin();
                Product product = Product.start(folder.resolve("data"), "--config", config.toString(),
                        "--allow-destination", "127.0.0.0/8")) {
            String page = "http://127.0.0.1:" + site.port() + "/";
            assertThat(through(product, page, "")).as("nobody is known").isEqualTo("407");
            radius(port, "Start", "rao@school.example", "AA-01");
            assertThat(through(product, page, "")).as("the network knows rao").isEqualTo("200");
            assertThat(through(product, page, "lucy:year seven pony")).as("a password is surer").isEqualTo("403");
            radius(port, "Start", "lucy", "AA-02");
            assertThat(through(product, page, "")).as("the address is another's now").isEqualTo("403");
            radius(port, "Start", "ann@elsewhere.example", "AA-03");
            assertThat(through(product, page, "")).as("a guest of another school").isEqualTo("407");
            String metrics = Curl.run(product.health() + "/metrics").text();
            assertThat(metrics).contains("schoolgate_identity_requests_total{certainty=\"3\",source=\"radius\"}",
                    "schoolgate_radius_taken_total 3.0");
            assertThat(metrics + product.output() + Files.readString(folder.resolve("data/log/access.log")))
                    .doesNotContain("rao", "lucy", "ann@");
        }
    }

    @Test
    void aTicketOfTheDomainSaysWhoAsksWithoutAPasswordAndNoLogKnowsTheName() throws Exception {
        SimpleKdcServer realm = new SimpleKdcServer();
        realm.setKdcRealm("SCHOOL.TEST");
        realm.setAllowUdp(false);
        realm.setWorkDir(Files.createDirectories(folder.resolve("kdc")).toFile());
        realm.init();
        realm.start();
        Path krb5 = Files.writeString(folder.resolve("krb5.conf"), """
            [libdefaults]
            default_realm = SCHOOL.TEST
            udp_preference_limit = 1
            dns_lookup_kdc = false
            dns_canonicalize_hostname = false
            rdns = false
            [realms]
            SCHOOL.TEST = {
            kdc = localhost:%d
            }
            [domain_realm]
            gw.school.test = SCHOOL.TEST
            """.formatted(realm.getKdcSetting().getKdcTcpPort()));
        Path config = config("""
            identity:
              ticket: {networks: [127.0.0.0/8], services: [HTTP/gw.school.test@SCHOOL.TEST], keytabs: [gateway.keytab]}
            """);
        try (Origin site = new Origin();
                Product product = Product.start(folder.resolve("data"), "--config", config.toString(),
                        "--allow-destination", "127.0.0.0/8")) {
            realm.createPrincipal("rao", "chalk and talk");
            realm.createPrincipal("lucy", "year seven pony");
            realm.createPrincipal("HTTP/gw.school.test", "the gateway's");
            String page = "http://127.0.0.1:" + site.port() + "/";
            assertThat(byTicket(product, krb5, "rao", "chalk and talk", page)).as("the keytab is not there yet")
                    .isEqualTo("403");
            assertThat(product.output()).contains("Nobody can be known by a ticket for now: the keytab "
                    + config.resolve("gateway.keytab") + " cannot be read");
            realm.exportPrincipal("HTTP/gw.school.test", config.resolve("gateway.keytab").toFile());
            assertThat(byTicket(product, krb5, "rao", "chalk and talk", page)).isEqualTo("200");
            assertThat(byTicket(product, krb5, "lucy", "year seven pony", page)).isEqualTo("403");
            assertThat(status(product, page, "")).isEqualTo("407");
            Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(500))
                    .until(() -> Curl.run(product.health() + "/metrics").text()
                            .contains("schoolgate_tickets_away 0.0"));
            String metrics = Curl.run(product.health() + "/metrics").text();
            assertThat(metrics).contains("schoolgate_identity_requests_total{certainty=\"4\",source=\"ticket\"}",
                    "schoolgate_tickets_taken_total 2.0", "schoolgate_tickets_refused_total 1.0");
            assertThat(metrics + product.output() + Files.readString(folder.resolve("data/log/access.log")))
                    .doesNotContain("rao", "lucy", "SCHOOL.TEST");
        } finally {
            realm.stop();
        }
    }

    /// The status that curl is answered with on a device on which somebody has signed in.
    private String byTicket(Product product, Path krb5, String name, String password, String url) throws Exception {
        String tickets = "FILE:" + folder.resolve("tickets-" + name);
        String port = product.proxy().substring(product.proxy().indexOf(':') + 1);
        ProcessBuilder device = new ProcessBuilder("sh", "-c",
                "kinit \"$1\" >/dev/null && exec curl -s -o /dev/null -w '%{http_code}' -x http://gw.school.test:$2"
                        + " --resolve gw.school.test:$2:127.0.0.1 --proxy-negotiate --proxy-user : \"$3\"",
                "device", name + "@SCHOOL.TEST", port, url).redirectErrorStream(true);
        device.environment().put("KRB5_CONFIG", krb5.toString());
        device.environment().put("KRB5CCNAME", tickets);
        Process running = device.start();
        try (var typed = running.getOutputStream()) {
            typed.write((password + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return said;
    }

    /// The status of the answer to a request from 10.20.3.4, which comes by a balancer.
    private static String through(Product product, String url, String user) throws Exception {
        String[] at = product.proxy().split(":");
        String signIn = user.isEmpty()
                ? ""
                : "Proxy-Authorization: Basic "
                        + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)) + "\r\n";
        try (Socket socket = new Socket(at[0], Integer.parseInt(at[1]))) {
            socket.getOutputStream().write(("PROXY TCP4 10.20.3.4 127.0.0.1 50000 3128\r\nGET " + url
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + signIn + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        }
    }

    private void radius(int port, String kind, String name, String device) throws Exception {
        Path request = Files.writeString(folder.resolve("request"), "Acct-Status-Type = " + kind + "\nUser-Name = \""
                + name + "\"\nAcct-Session-Id = \"s-" + device
                + "\"\nNAS-Identifier = \"ap-4\"\nCalling-Station-Id = \""
                + device + "\"\nFramed-IP-Address = 10.20.3.4\n");
        Curl.Result said = Curl.end(List.of("radclient", "-x", "-r", "3", "-t", "2", "-f", request.toString(), "-S",
                folder.resolve("etc/secret").toString(), "127.0.0.1:" + port, "acct"));
        assertThat(said.text()).contains("Accounting-Response");
    }

    private static String status(Product product, String url, String user) throws Exception {
        return user.isEmpty()
                ? Curl.run("-o", "/dev/null", "-w", "%{http_code}", "-x", "http://" + product.proxy(), url).text()
                : Curl.run("-o", "/dev/null", "-w", "%{http_code}", "-x", "http://" + product.proxy(), "--proxy-user",
                        user, url).text();
    }

    @Test
    void explainSaysWhichGroupSomebodyIsInAndWhatSpokeForIt() throws Exception {
        String config = config("{}").toString();
        JsonNode json = JsonMapper.shared().readTree(Product.command("explain", "http://127.0.0.1/", "--person", "Lucy",
                "--member", "teachers", "--member", "cn=Year 7, dc=school, dc=example", "--client", "127.0.0.1",
                "--config", config, "--data", data(), "--json").text());
        assertThat(json.get("group").asString()).isEqualTo("staff");
        assertThat(json.get("placed")).hasSize(4);
        assertThat(json.get("placed").get(0).get("by").asString()).isEqualTo("directory");
        assertThat(json.get("placed").get(0).get("what").asString()).isEqualTo("teachers");
        assertThat(Product.command("explain", "http://127.0.0.1/", "--person", "lucy", "--client", "127.0.0.1",
                "--config", config, "--data", data()).text())
                .contains("for lucy is one of its accounts",
                        "for 127.0.0.0/8 is its network; that would be Pupils, and comes after what stands above");
        assertThat(Product.command("explain", "http://127.0.0.1/", "--person", "somebody", "--config", config, "--data",
                data()).text()).contains("for no account, group of the directory or network says otherwise");
        assertThat(Product.command("explain", "http://127.0.0.1/", "--member", "teachers", "--config", config).exit())
                .isEqualTo(2);
    }
}
